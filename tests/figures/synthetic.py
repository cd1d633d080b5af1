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


_SETS = ("central", "rusi-2026", "russian-claims", "sceptical", "hoffmann-2026")


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
        ("missile_defence.region.defended_share", "Share of missiles that meet a defence", 0.46, "judged"),
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
