"""Synthetic rows for tests. The numbers are invented; they describe no force and no defence."""

from __future__ import annotations

from typing import Any

from deterrence.charts.intervals import Intervals

FORCES = ("France", "United Kingdom", "France and United Kingdom")
POSTURES = ("Day-to-day", "Generated")
_PAYLOAD = {"France": 64, "United Kingdom": 40, "France and United Kingdom": 104}


def _spread(middle: float, width: float, top: float = 1e9) -> dict[str, float]:
    offsets = {"p05": -1.6, "p25": -0.6, "p50": 0.0, "p75": 0.6, "p95": 1.5}
    return {name: round(min(max(middle + offset * width, 0.0), top), 4) for name, offset in offsets.items()}


OWNERS = ("France", "United Kingdom")
READINGS = ("Weak", "Middle", "Strong")


def arrivals_rows() -> list[dict[str, Any]]:
    rows = []
    for force in OWNERS:
        for index, reading in enumerate(READINGS):
            for year in range(2025, 2041):
                without = _PAYLOAD[force] * 0.72
                kept = 1 - 0.015 * (index + 1) * (year - 2024)
                for defence, middle in (("with", without * kept), ("without", without)):
                    spread = _spread(middle, 0.09 * middle)
                    rows.append({"force": force, "reading": reading, "year": year, "defence": defence, **spread})
    return rows


def page_one_rows() -> list[dict[str, Any]]:
    return [
        {
            "force": force, "reading": reading, "exposure": exposure, "p05": 0.1 * at, "least": 0.1 + 0.1 * at,
            "p50": 0.15 + 0.1 * at, "most": 0.2 + 0.1 * at, "p95": 0.4 + 0.1 * at,
        }
        for force in FORCES
        for at, reading in enumerate(READINGS)
        for exposure in ("half", "all")
    ]  # fmt: skip


def loss_rows() -> list[dict[str, Any]]:
    stages = (
        ("Aboard at sea", "whole", 0, 40, 40), ("Missiles fail", "loss", 32, 40, -8),
        ("Without the defence", "whole", 0, 32, 32), ("S-500", "taken", 20.5, 32, -11.5),
        ("Arrive", "whole", 0, 20.5, 20.5),
    )  # fmt: skip
    return [
        {"force": force, "reading": reading, "stage": stage, "kind": kind, "low": low + 0.0, "high": high + 0.0,
         "change": change + 0.0}
        for force in OWNERS
        for reading in READINGS
        for stage, kind, low, high, change in stages
    ]  # fmt: skip


def reach_rows() -> list[dict[str, Any]]:
    rows = []
    for force in FORCES:
        for index, posture in enumerate(POSTURES):
            payload = round(_PAYLOAD[force] * (1 + 0.8 * index))
            for warheads in range(1, payload + 1):
                for defence, centre in (("with", 0.58), ("without", 0.74)):
                    middle = 1 / (1 + 2.718281828 ** ((warheads / payload - centre) * 16))
                    spread = _spread(middle, 0.5 * middle * (1 - middle) + 0.01, 1.0)
                    rows.append(
                        {
                            "force": force,
                            "posture": posture,
                            "warheads": warheads,
                            "defence": defence,
                            **spread,
                        }
                    )
    return rows


def benchmarks() -> list[dict[str, Any]]:
    marks = []
    for force in FORCES:
        for index, posture in enumerate(POSTURES):
            payload = _PAYLOAD[force] * (1 + 0.8 * index)
            for warheads in (32, 40, 48, 64, 80, 96, 128):
                status = "reachable" if warheads < 0.7 * payload else "not_assured"
                status = "unreachable" if warheads > 0.85 * payload else status
                if warheads <= 1.05 * payload:
                    marks.append({"force": force, "posture": posture, "warheads": warheads, "status": status})
    return marks


_SETS = ("reference", "strong_capital_defence", "claimed_performance", "unproven_defence", "few_interceptors")


def erosion_rows() -> list[dict[str, Any]]:
    rows = []
    for force_index, force in enumerate(FORCES):
        for set_index, name in enumerate(_SETS):
            for structure_index, structure in enumerate(("aids net", "explicit decoys", "independent sensors")):
                middle = 0.22 + 0.08 * (2, 3, 4, 1, 0)[set_index] - 0.08 * structure_index - 0.05 * force_index
                share = round(max(0.0, min(1.0, (middle - 0.2) * 1.3)), 3)
                rows.append(
                    {
                        "force": force,
                        "assumption_set": name,
                        "structure": structure,
                        **_spread(middle, 0.12, 1.0),
                        "share_at_least_half": share,
                    }
                )
    return rows


def decider_rows() -> list[dict[str, Any]]:
    weights = (
        ("missile_defence.sensor.sees_probability", "Chance that the network sees a raid", 0.46, "judged"),
        (
            "missile_defence.s500.kill_probability_net_of_aids",
            "S-500: kill probability net of aids",
            0.31,
            "judged",
        ),
        ("missile_defence.s500.systems_delivered", "S-500: systems delivered", 0.12, "estimated"),
        ("missile_defence.terminal.interceptors", "Terminal layer: interceptors", 0.07, "reported"),
        ("nuclear.retaliation.warhead_reliability", "Warhead reliability", 0.03, "measured"),
    )
    return [
        {
            "quantity": quantity,
            "label": label,
            "measure": weight,
            "low": round(0.8 * weight, 4),
            "high": round(1.2 * weight, 4),
            "grade": grade,
        }
        for quantity, label, weight, grade in weights
    ]


def frontier_rows(steps: int = 21) -> list[dict[str, Any]]:
    axis = [round(index / (steps - 1), 4) for index in range(steps)]
    return [
        {"kill_probability": k, "undefended_share": u, "erosion": round((1 - u) * (1 - (1 - k) ** 2), 4)}
        for k in axis
        for u in axis
    ]


def exceedance_rows() -> list[dict[str, Any]]:
    rows = []
    for at, reading in enumerate(READINGS):
        for place, force in enumerate(("both", "france", "united_kingdom")):
            for loss in range(0, 101, 10):
                middle = max(0.0, 1.0 - loss / (30.0 + 30 * at + 5 * place))
                rows.append({"reading": reading, "force": force, "loss": loss, **_spread(middle, 0.02, 1.0)})
    return rows


def score_rows() -> list[dict[str, Any]]:
    judged = (("A1", "one", [0.9, 0.95, 1.0], "holds"), ("A1", "two", [0.1, 0.5, 0.9], ""),
              ("B2", "three", [0.0, 0.05], "fails"))  # fmt: skip
    rows: list[dict[str, Any]] = [
        {"claim": claim, "name": name, "low": shares[0], "middle": shares[len(shares) // 2], "high": shares[-1],
         "shares": shares, "state": "", "side": side, "is_one_reading": claim == "B2"}
        for claim, name, shares, side in judged
    ]  # fmt: skip
    blank = {"low": None, "middle": None, "high": None, "shares": [], "side": "", "is_one_reading": False}
    return [*rows, {"claim": "B2", "name": "without a share", **blank, "state": "1 documented"}]


def held_rows() -> list[dict[str, Any]]:
    return [
        {"reading": reading, "part": part, "p05": 0.1 * (at + 1), "p50": 0.2 * (at + 1), "p95": 0.3 * (at + 1)}
        for at, reading in enumerate(READINGS)
        for part in ("Upper", "Lower")
    ]


def belief_points() -> list[dict[str, Any]]:
    """Half is lost from .4 in one reading and from .6 in another, in the third nowhere; of both nowhere."""
    line = "Half lost: United Kingdom"
    return [
        {"reading": reading, "line": line, "kill_probability": kill, "sent_share": share}
        for reading, first in (("Middle", 0.6), ("Strong", 0.4))
        for kill, share in ((first, 1.0), (0.8, 0.7), (1.0, 0.6))
    ]


def contour_points() -> list[dict[str, Any]]:
    kills = [0.3 + 0.7 * index / 40 for index in range(41)]
    return [
        {"kill_probability": round(k, 4), "undefended_share": round(1 - 0.5 / (1 - (1 - k) ** 2), 4)}
        for k in kills
        if 1 - (1 - k) ** 2 >= 0.5
    ]


def raid_rows(key: str, names: tuple[str, ...], middle: float) -> list[dict[str, Any]]:
    return [
        {key: name, "year": year, **_spread(middle * (1 - i / 4), middle / 5)}
        for i, name in enumerate(names)
        for year in range(2025, 2041)
    ]


def leakage_rows() -> list[dict[str, Any]]:
    return [
        {"shield": shield, "day": day, **_spread(0.3 + shift + 0.006 * day, 0.1, 1.0)}
        for shield, shift in (("today", 0.0), ("one_battery_more", -0.04))
        for day in range(1, 61)
    ]


def calibration_rows() -> list[dict[str, Any]]:
    rows = []
    for threat, middle in (("Ballistic, short range", 0.3), ("Subsonic cruise", 0.8)):
        for month in range(24):
            observed = round(middle + 0.19 * ((month * 7) % 5 - 2) / 2, 4)
            rows.append(
                {
                    "threat_class": threat,
                    "month": f"{2023 + month // 12}-{1 + month % 12:02d}",
                    "launched": 10 + month,
                    "observed": observed,
                    "low": round(middle - 0.15, 4),
                    "median": middle,
                    "high": round(middle + 0.15, 4),
                    "is_scored": month >= 12,
                }
            )
    return rows


def ladder_rows(holders: tuple[str, ...] = ("Side A", "Side B", "Side B without C")) -> list[dict[str, Any]]:
    rungs = ("Ballistic, low yield", "Cruise, sea", "Missile, ground", "Missile, air", "Bomb, air")
    rows = []
    for place, holder in enumerate(holders):
        for step, rung in enumerate(rungs):
            middle = max(0.0, min(1.0, 0.95 - 0.3 * place - 0.12 * step))
            spread = {"p05": max(0.0, middle - 0.2), "p50": middle, "p95": min(1.0, middle + 0.3)}
            rows.append({"rung": rung, "holder": holder, **spread})
    return rows


def option_rows() -> list[dict[str, Any]]:
    spreads = (
        ("More boats at sea", "More per bn USD, without warning", 8.0, 17.0, 40.0, "judged"),
        ("More boats at sea", "More per bn USD, after a warning", -2.0, 0.4, 4.0, "judged"),
        ("More boats at sea", "Whole cost, bn USD", 1.0, 3.0, 8.0, "judged"),
        ("More boats at sea", "First year", 2026.0, 2028.0, 2032.0, "judged"),
        ("A new base", "More per bn USD, without warning", 0.0, 0.0, 0.2, "judged"),
        ("A new base", "More per bn USD, after a warning", 0.3, 0.5, 0.7, "judged"),
        ("A new base", "Whole cost, bn USD", 1.6, 1.7, 1.8, "estimated"),
        ("A new base", "First year", 2032.0, 2035.0, 2037.0, "reported"),
    )
    keys = ("option", "measure", "p05", "p50", "p95", "grade")
    return [{**dict(zip(keys, row, strict=True)), "standing": "decided"} for row in spreads]


def timeline_rows() -> list[dict[str, Any]]:
    counts = [
        {"group": "In service, medians", "item": "S-500 rounds ready", "year": year, "p05": 10.0 + at,
         "p50": 40.0 + 5 * at, "p95": 90.0 + at}
        for at, year in enumerate(range(2026, 2041))
    ]  # fmt: skip
    dates = (
        ("Programmes of the reference", "A boat", 2034.0, 2036.5, 2039.0),
        ("Options, first year of each", "A base", 2031.0, 2033.0, 2041.5),
        (
            "Options, first year of each",
            "A new weapon with a long name of its own",
            2036.0,
            2039.0,
            2045.0,
        ),
    )
    keys = ("group", "item", "p05", "p50", "p95")
    return [*counts, *({**dict(zip(keys, row, strict=True)), "year": None} for row in dates)]


def required_rows(discriminations: tuple[float | None, ...] = (None,)) -> list[dict[str, Any]]:
    rows = []
    for discrimination in discriminations:
        for share in (0.7, 0.85, 1.0):
            for kill in (index / 20 for index in range(21)):
                count = round(40 / (share * kill)) if share * kill >= 0.4 else None
                status = "impossible" if count is None else "within_production" if count <= 60 else "beyond_production"
                rows.append(
                    {
                        "sent_share": share,
                        "discrimination": discrimination,
                        "kill_probability": kill,
                        "interceptors": count,
                        "status": status,
                    }
                )
    return rows


def production_rows() -> list[dict[str, Any]]:
    return [
        {"words": "by then", "is_asked": True, "p05": 10.0, "p50": 40.0, "p95": 60.0},
        {"words": "today", "is_asked": False, "p05": 4.0, "p50": 4.0, "p95": 4.0},
    ]


def layer_rows() -> list[dict[str, Any]]:
    return [
        {"threat_class": threat, "layer": layer, "share": share}
        for threat, first in (("Ballistic", 0.4), ("Hypersonic", 0.1))
        for layer, share in (("First", first), ("Second", 0.02), ("Gets through", 0.98 - first))
    ]


def footprint_rows() -> list[dict[str, Any]]:
    return [
        {"measure": measure, "threat_class": threat, "footprint": footprint, "p05": share / 2, "least": share,
         "p50": share, "most": share, "p95": min(1.0, 2 * share)}
        for measure in ("Cover", "Beyond a border at 200 km")
        for threat in ("Ballistic", "Hypersonic")
        for footprint, share in (("claimed", 1.0), ("credible", 0.1))
    ]  # fmt: skip


def quantiles(middle: float) -> dict[str, float]:
    return {"p05": middle * 0.7, "p25": middle * 0.9, "p50": middle, "p75": middle * 1.05, "p95": middle * 1.1}


def stability_rows() -> list[dict[str, Any]]:
    return [
        {"dyad": dyad, "stance": stance, "defence": defence, "p05": middle * 0.7, "least": middle, "p50": middle,
         "most": middle, "p95": middle * 1.1}
        for dyad in ("Russia – NATO", "Russia – France and United Kingdom", "United States – China")
        for at, stance in enumerate(("Day-to-day", "Generated", "Launch under attack"))
        for defence, middle in (("with", 0.5 + 0.1 * at), ("without", 0.55 + 0.1 * at))
    ]  # fmt: skip


def sufficiency_rows() -> list[dict[str, Any]]:
    return [
        {"coalition": coalition, "treaty": treaty, "year": year, **quantiles(1.4 + more - slope * (year - 2025))}
        for coalition, more in (("United States", 0.0), ("United States and allies", 0.1))
        for treaty, slope in (("no_caps", 0.01), ("caps_return", 0.03))
        for year in range(2025, 2041)
    ]


def tank_rows() -> list[dict[str, Any]]:
    return [
        {"war_end": end, "new_build": build, "year": year, **quantiles(900.0 + 100 * at + 50 * (year - 2025))}
        for at, end in enumerate(("The war ends", "The war goes on"))
        for build in ("as_counted", "as_announced")
        for year in range(2025, 2036)
    ]


def year_rows() -> list[dict[str, Any]]:
    kinds = ("the stock of before the war is back", "services and institutes on Russia's readiness")
    return [
        {
            "war_end": end,
            "name": f"Name {at}",
            "kind": kind,
            "first": 2028.0 + at,
            "middle": 2030.0,
            "last": 2041.0 - at,
        }
        for end in ("The war ends", "The war goes on")
        for at, kind in enumerate(kinds)
    ]


def binding_rows() -> list[dict[str, Any]]:
    return [
        {"american": american, "tankers": tankers, "rounds": rounds, "enabler": enabler, "share": 0.5 + 0.1 * at}
        for american in ("With American forces", "Without American forces")
        for at, (tankers, enabler) in enumerate((("1 tanker", "Early warning"), ("8 tankers", "Tankers")))
        for rounds in ("1 round", "4 rounds", "16 rounds")
    ]


def gap_rows() -> list[dict[str, Any]]:
    """A code that one kind says nothing of has no row there."""
    return [
        {"code": code, "kind": kind, "p05": 0.1 * at, "p50": 0.1 * at + 0.05, "p95": 0.1 * at + 0.1}
        for at, (code, kind) in enumerate((code, kind) for code in ("One", "Two") for kind in ("NATO 1", "Half"))
        if (code, kind) != ("Two", "NATO 1")
    ]


def matrix_rows() -> list[dict[str, Any]]:
    return [
        {"ally": ally, "code": code, "p05": 2.0, "p50": 4.0 + at, "p95": 5.0 + 6 * at, "share": 0.3 + 0.4 * at}
        for at, ally in enumerate(("First", "Second"))
        for code in ("Brigades", "Ships")
    ]


def closure_rows(readings: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"reading": reading, "american_share": share, "year": year, **_spread(60.0 - 0.2 * int(share) + at, 4.0)}
        for at, reading in enumerate(readings)
        for share in ("0", "50", "100")
        for year in range(2025, 2041)
    ]


def share_rows() -> list[dict[str, Any]]:
    return [
        {"ally": ally, "key": key, **_spread(middle + at, 0.5)}
        for ally, middle in (("Germany", 6.0), ("Second", 2.0))
        for at, key in enumerate(("GDP", "population"))
    ]


def bill_rows() -> list[dict[str, Any]]:
    lines = (("Aircraft", 40.0), ("Ships", 50.0), ("What no line counts", 60.0), ("Published bill", 150.0))
    return [{"line": line, "p05": 0.8 * money, "p50": money, "p95": 1.3 * money} for line, money in lines]


def arrival_rows() -> list[dict[str, Any]]:
    return [
        {"notice": notice, "order_day": day, **quantiles(less * day / 10)}
        for notice, less in (("as_proposed", 3.0), ("before_reform", 1.0))
        for day in (5, 10, 20, 45, 90)
    ]


def of_labels(form: Intervals) -> list[dict[str, Any]]:
    """Rows of a figure that `pictures.intervals_of` makes: each label of its axes, within the ends of its measure."""
    (line,) = form.names
    cells = [(panel, name) for panel in form.group.words or ("Whole",) for name in line.words]
    most = form.measure.end or 100.0
    return [
        {form.group.name: panel, line.name: name, **quantiles(most * (at + 1) / (2 * len(cells)))}
        for at, (panel, name) in enumerate(cells)
    ]


def campaign_rows(key: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"form": form, key: name, **quantiles(middle + 2.0 * at)}
        for form, middle in (("First form", 3.0), ("Second form", 8.0))
        for at, name in enumerate(names)
    ]


def strength_rows() -> list[dict[str, Any]]:
    return [
        {"side": side, "committed_day": day, **quantiles(middle + day / 10)}
        for side, middle in (("attacker", 20.0), ("defender", 8.0))
        for day in (1, 10, 60)
    ]


def first_year_rows() -> list[dict[str, Any]]:
    """Two gaps with American forces and without, by two plans: one closes in the median future, the other never."""
    return [
        {"american": american, "line": line, "plan": plan, "kind": kind, "year": year, "share": share}
        for american in ("With", "Without")
        for line, kind, year, share in (("Heavy", "after 2040", "after 2040", 1.0), ("Light", "by 2035", "2031", 0.25))
        for plan in ("As drawn", "Slipped")
    ]


def plan_rows() -> list[dict[str, Any]]:
    """What two allies add to two codes, what is asked, and what nobody provides."""
    return [
        {"ally": ally, "code": code, "held": 2.0, "added": added, "p05": at, "p50": at, "p95": at, "share": at / 20}
        for ally, added, at in (
            ("First", 1.5, 3.5), ("Second", 0.0, 2.0), ("Asked of Europe", 20.0, 20.0), ("Nobody: missing", 14.5, 14.5),
        )
        for code in ("Heavy brigades", "Long-range air defence")
    ]  # fmt: skip


def given() -> dict[str, tuple[Any, ...]]:
    """What each figure is called with, by room and function; the lists are its rows."""
    raid, shares = ("with", "without", "reference"), ("now", "reference")
    return {
        "second_strike.arrivals": (arrivals_rows(), "day-to-day"),
        "second_strike.page_one": (page_one_rows(), 2036),
        "second_strike.losses": (loss_rows(), 2036),
        "second_strike.raid_arrivals": (raid_rows("defence", raid, 90.0),),
        "second_strike.raid_erosion": (raid_rows("series", shares, 0.4),),
        "second_strike.compare": (raid_rows("state", ("A", "B"), 90.0),),
        "second_strike.reach": (reach_rows(), benchmarks(), 2036),
        "second_strike.erosion": (erosion_rows(), 2036),
        "claims.deciders": (decider_rows(), "Share of variance explained", "erosion in 2036"),
        "second_strike.exceedance": (exceedance_rows(), 2036),
        "claims.scoreboard": (score_rows(),),
        "second_strike.believe": (held_rows(), belief_points(), 2036),
        "second_strike.frontier": (frontier_rows(), contour_points(), "first force, 2036"),
        "nuclear.ladder": (ladder_rows(), 2036),
        "nuclear.stability": (stability_rows(), 2036),
        "nuclear.sufficiency": (sufficiency_rows(),),
        "missile_defence.layers": (layer_rows(), 2036),
        "missile_defence.footprint": (footprint_rows(),),
        "missile_defence.leakage": (leakage_rows(),),
        "missile_defence.calibration": (calibration_rows(),),
        "exploration.timeline": (timeline_rows(), 2026, 2040, 2036),
        "exploration.options": (option_rows(), 2036),
        "conventional.stocks": (tank_rows(), 2927.0, "The check: none."),
        "conventional.rivals": (year_rows(), 2041),
        "nuclear_support.binding": (binding_rows(),),
        "conventional.reinforcement_strength": (arrival_rows(),),
        "conventional.campaign_forms": (campaign_rows("day", ("By day 10", "By day 60")), 2030, "The score: none."),
        "conventional.campaign_contingents": (
            campaign_rows("removed", ("Without A", "Without the three contingents in Estonia")),
            2030,
            "The score: none.",
        ),
        "conventional.campaign_strength": (strength_rows(), 2030, "The score: none."),
        "second_strike.required": (required_rows((0.0, 1.0)), production_rows(), 2036, "first force"),
        "conventional.gap_map": (gap_rows(), 2035),
        "conventional.first_year": (first_year_rows(), 2040),
        "conventional.plan_by_ally": (plan_rows(),),
        "conventional.ally_matrix": (matrix_rows(), ("Headquarters",), 2026),
        "conventional.brigade_closure": (closure_rows(("Up", "Down")),),
        "conventional.air_defence_closure": (closure_rows(("Whole", "Half")),),
        "conventional.shares_by_key": (share_rows(), 7.0),
        "conventional.bill_lines": (bill_rows(),),
        "conventional.replacement_bill": (bill_rows(), "none"),
    }
