"""Synthetic rows for tests. The numbers are invented; they describe no force and no defence."""

from __future__ import annotations

from typing import Any

FORCES = ("France", "United Kingdom", "France and United Kingdom")
POSTURES = ("Day-to-day", "Generated")
_PAYLOAD = {"France": 64, "United Kingdom": 40, "France and United Kingdom": 104}


def _spread(middle: float, width: float, top: float = 1e9) -> dict[str, float]:
    offsets = {"p05": -1.6, "p25": -0.6, "p50": 0.0, "p75": 0.6, "p95": 1.5}
    return {name: round(min(max(middle + offset * width, 0.0), top), 4) for name, offset in offsets.items()}


def arrivals_rows() -> list[dict[str, Any]]:
    rows = []
    for force in FORCES:
        for index, posture in enumerate(POSTURES):
            for year in range(2025, 2041):
                without = _PAYLOAD[force] * (1 + 0.8 * index) * 0.72
                kept = 1 - 0.015 * (year - 2024)
                for defence, middle in (("with", without * kept), ("without", without)):
                    spread = _spread(middle, 0.09 * middle)
                    rows.append({"force": force, "posture": posture, "year": year, "defence": defence, **spread})
    return rows


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
    rows = []
    for measure, start, slope in (("leakage_share", 0.3, 0.006), ("interceptors_left_share", 0.8, -0.009)):
        for shield, shift in (("today", 0.0), ("one_battery_more", -0.04)):
            for day in range(1, 61):
                spread = _spread(start + shift + slope * day, 0.1, 1.0)
                rows.append({"measure": measure, "shield": shield, "day": day, **spread})
    return rows


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


def ladder_rows(options: tuple[str, ...] = ("Today",)) -> list[dict[str, Any]]:
    rungs = ("Strategic", "Ballistic, low yield", "Cruise, sea", "Missile, ground", "Missile, air", "Bomb, air")
    rows = []
    for place, coalition in enumerate(("Side A", "Side B", "Side B without C")):
        for extra, option in enumerate(options):
            for step, rung in enumerate(rungs):
                middle = max(0.0, min(1.0, 0.95 - 0.3 * place - 0.12 * step + 0.1 * extra))
                spread = {"p05": max(0.0, middle - 0.2), "p50": middle, "p95": min(1.0, middle + 0.3)}
                rows.append({"rung": rung, "coalition": coalition, "option": option, **spread})
    return rows


def theatre_rows() -> list[dict[str, Any]]:
    return [
        {"coalition": coalition, "year": year, **_spread(middle + 0.005 * (year - 2025), 0.1, 1.0)}
        for coalition, middle in (("Side A", 0.6), ("Side B", 0.35), ("Side B without C", 0.1))
        for year in range(2025, 2041)
    ]


def option_rows() -> list[dict[str, Any]]:
    spreads = (
        ("New boats", "Cost, bn 2025 USD", 30.0, 40.0, 50.0, "judged"),
        ("New boats", "Earliest year", 2034.0, 2036.0, 2038.0, "reported"),
        ("New boats", "Day-to-day, more", -1.0, 0.0, 2.0, "judged"),
        ("More boats at sea", "Cost, bn 2025 USD", 1.0, 3.0, 8.0, "judged"),
        ("More boats at sea", "Earliest year", 2026.0, 2028.0, 2032.0, "judged"),
        ("More boats at sea", "Day-to-day, more", 30.0, 50.0, 60.0, "judged"),
        ("A new base", "Cost, bn 2025 USD", 1.6, 1.7, 1.8, "estimated"),
        ("A new base", "Earliest year", 2032.0, 2035.0, 2037.0, "reported"),
    )
    keys = ("option", "measure", "p05", "p50", "p95", "grade")
    return [{**dict(zip(keys, row, strict=True)), "standing": "decided"} for row in spreads]


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
    return [{"year": year, "p05": 10.0, "p50": 20.0 + at, "p95": 40.0 + at} for year, at in ((2030, 0), (2036, 20))]


def class_rows(key: str, names: tuple[str, ...], **same: str) -> list[dict[str, Any]]:
    return [
        {"threat_class": threat, key: name, **same, **_spread(0.4 / (i + j + 1), 0.1, 1.0)}
        for i, threat in enumerate(("Ballistic", "Hypersonic", "Cruise"))
        for j, name in enumerate(names)
    ]


def quantiles(middle: float) -> dict[str, float]:
    return {"p05": middle * 0.7, "p25": middle * 0.9, "p50": middle, "p75": middle * 1.05, "p95": middle * 1.1}


def stability_rows() -> list[dict[str, Any]]:
    return [
        {"dyad": dyad, "stance": stance, "year": year, "defence": defence, **quantiles(0.5 + 0.1 * at + less)}
        for dyad in ("Russia – NATO", "Russia – France and United Kingdom", "United States – China")
        for at, stance in enumerate(("Day-to-day", "Generated", "Launch under attack"))
        for year in range(2025, 2041)
        for defence, less in (("with", 0.0), ("without", 0.05))
    ]


def sufficiency_rows() -> list[dict[str, Any]]:
    return [
        {"coalition": coalition, "treaty": treaty, "year": year, **quantiles(1.4 + more - slope * (year - 2025))}
        for coalition, more in (("United States", 0.0), ("United States and allies", 0.1))
        for treaty, slope in (("no_caps", 0.01), ("caps_return", 0.03))
        for year in range(2025, 2041)
    ]


def arrival_rows() -> list[dict[str, Any]]:
    return [
        {"notice": notice, "order_day": day, **quantiles(less * day / 10)}
        for notice, less in (("as_proposed", 3.0), ("before_reform", 1.0))
        for day in (5, 10, 20, 45, 90)
    ]


def unit_rows() -> list[dict[str, Any]]:
    return [
        {"notice": notice, "unit": f"Unit {at}", **quantiles(late + 10.0 * at)}
        for notice, late in (("Notice of three days", 10.0), ("Notice of 45 days", 50.0))
        for at in range(3)
    ]


def campaign_rows(key: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"form": form, key: name, **quantiles(middle + 2.0 * at)}
        for form, middle in (("First form", 3.0), ("Second form", 8.0))
        for at, name in enumerate(names)
    ]


def given() -> dict[str, tuple[Any, ...]]:
    """What each figure is called with, by room and function; the lists are its rows."""
    raid, shares = ("with", "without", "reference"), ("now", "reference")
    return {
        "second_strike.arrivals": (arrivals_rows(),),
        "second_strike.raid_arrivals": (raid_rows("defence", raid, 90.0),),
        "second_strike.raid_erosion": (raid_rows("series", shares, 0.4),),
        "second_strike.compare": (raid_rows("state", ("A", "B"), 90.0),),
        "second_strike.reach": (reach_rows(), benchmarks(), 2036),
        "second_strike.erosion": (erosion_rows(), 2036),
        "claims.deciders": (decider_rows(), "Share of variance explained", "erosion in 2036"),
        "second_strike.frontier": (frontier_rows(), contour_points(), "first force, 2036"),
        "nuclear.ladder": (ladder_rows(("Today", "Shared", "Own")), 2036),
        "nuclear.theatre": (theatre_rows(),),
        "nuclear.stability": (stability_rows(),),
        "nuclear.sufficiency": (sufficiency_rows(),),
        "missile_defence.layers": (class_rows("layer", ("First", "Second", "All")), 2036),
        "missile_defence.footprint": (class_rows("footprint", ("claimed", "credible"), measure="Area covered"),),
        "missile_defence.leakage": (leakage_rows(),),
        "missile_defence.calibration": (calibration_rows(),),
        "exploration.options": (option_rows(), 2036),
        "conventional.reinforcement_strength": (arrival_rows(),),
        "conventional.reinforcement_units": (unit_rows(), 91),
        "conventional.campaign_forms": (campaign_rows("day", ("By day 10", "By day 60")), 2030),
        "conventional.campaign_contingents": (campaign_rows("removed", ("Without A", "Without B")), 2030),
        "second_strike.required": (required_rows((0.0, 1.0)), production_rows(), 2036, "first force"),
    }
