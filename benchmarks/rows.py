"""What a benchmark is asked and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

PEER_NOT_INSTALLED = "peer not installed"
_MORE_IS_BETTER = ("a second", "times", "share")


@dataclass(frozen=True)
class Settings:
    """How to measure.

    Args:
        is_quick: Few rounds and small sizes, to see the form; the numbers are no evidence.
        against: Another checkout to be compared with.
    """

    is_quick: bool = False
    against: Path | None = None


@dataclass(frozen=True)
class Row:
    """One measured value, with the bar that it must keep, or a peer of the same run.

    Args:
        name: What was run.
        measures: What was measured, in words.
        value: What was found; none where it could not be measured.
        unit: Of the value. More is better for rates, times and shares; less for all else.
        bar: The value that must be reached, or not passed.
        peer: Name of the peer.
        peer_value: What the peer needed, in the same unit; none where it is not installed.
        note: Why there is no value.
    """

    name: str
    measures: str
    value: float | None
    unit: str
    bar: float | None = None
    peer: str = ""
    peer_value: float | None = None
    note: str = ""

    @property
    def is_more_better(self) -> bool:
        """Whether a greater value is the better one."""
        return self.unit.endswith(_MORE_IS_BETTER)

    @property
    def ratio(self) -> float | None:
        """How many times better than the peer, or than the bar; 1 is as good."""
        other = self.peer_value if self.peer else self.bar
        if self.value is None or other is None or not self.value or not other:
            return None
        return self.value / other if self.is_more_better else other / self.value

    def compared_with(self) -> str:
        """The bar or the peer, in words."""
        if self.peer:
            return f"{self.peer}: {PEER_NOT_INSTALLED if self.peer_value is None else number(self.peer_value)}"
        if self.bar is None:
            return ""
        return f"{'at least' if self.is_more_better else 'at most'} {number(self.bar)}"


def number(value: float) -> str:
    """Three figures, whole numbers from a hundred on."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(rows: list[Row]) -> str:
    """Rows as a Markdown table."""
    lines = ["| what | measured | value | unit | bar or peer | ratio |", "|---|---|---|---|---|---|"]
    for row in rows:
        value = row.note if row.value is None else number(row.value)
        ratio = "" if row.ratio is None else number(row.ratio)
        lines.append(f"| {row.name} | {row.measures} | {value} | {row.unit} | {row.compared_with()} | {ratio} |")
    return "\n".join(lines)


def table_of_two(pairs: dict[str, str]) -> str:
    """Names and values as a Markdown table."""
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in pairs.items())])


def rows_of(name: str, settings: Settings) -> list[Row]:
    """What one benchmark gives."""
    found: list[Row] = import_module(f"benchmarks.{name}").rows(settings)
    return found
