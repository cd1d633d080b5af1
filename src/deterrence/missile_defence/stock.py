"""The ledger of an interceptor stock: ready on launchers, in reserve, and what firing leaves of both.

Arithmetic after the stock accounts of CSIS (Rumbaugh, December 2025). A round is spent once.
"""

from __future__ import annotations

from dataclasses import dataclass

from deterrence.missile_defence.ranges import whole_count


@dataclass(frozen=True)
class Stock:
    """Rounds of one type, on launchers and in reserve."""

    on_launchers: int
    reloads: int

    def __post_init__(self) -> None:
        whole_count("on_launchers", self.on_launchers)
        whole_count("reloads", self.reloads)

    @property
    def rounds(self) -> int:
        """All rounds held."""
        return self.on_launchers + self.reloads


def rounds_on_launchers(batteries: int, launchers_per_battery: int, rounds_per_launcher: int) -> int:
    """Rounds that so many full batteries hold ready.

    >>> rounds_on_launchers(8, 6, 8)
    384
    """
    return (
        whole_count("batteries", batteries)
        * whole_count("launchers_per_battery", launchers_per_battery)
        * whole_count("rounds_per_launcher", rounds_per_launcher)
    )


def split_stock(rounds: int, launcher_places: int) -> Stock:
    """A stock with the launchers filled first; what does not fit is reloads.

    >>> split_stock(534, 384).reloads
    150
    """
    held = whole_count("rounds", rounds)
    on_launchers = min(held, whole_count("launcher_places", launcher_places))
    return Stock(on_launchers, held - on_launchers)


def share_used(fired: int, rounds: int) -> float:
    """Share of a stock that was fired; a stock of none has no share to use.

    >>> round(share_used(100, 534), 3)
    0.187
    """
    held = whole_count("rounds", rounds, least=1)
    used = whole_count("fired", fired)
    if used > held:
        raise ValueError(f"fired {used} of {held} rounds: a round is spent once")
    return used / held


@dataclass(frozen=True)
class Firing:
    """What a number of shots by some of the launchers took, and what is left."""

    from_launchers: int
    from_reloads: int
    left: Stock


def fire(stock: Stock, ready: int, fired: int) -> Firing:
    """Fire rounds from engaged launchers: their ready rounds first, then reloads.

    Args:
        stock: Before the firing.
        ready: Rounds ready on the launchers that take part, part of `stock.on_launchers`.
        fired: Rounds fired, at most ready + reloads.

    >>> fire(Stock(384, 150), ready=96, fired=150).left.reloads
    96
    """
    available = whole_count("ready", ready)
    shots = whole_count("fired", fired)
    if available > stock.on_launchers:
        raise ValueError(f"ready is {available}: only {stock.on_launchers} rounds are on launchers")
    if shots > available + stock.reloads:
        raise ValueError(
            f"fired {shots} rounds, but {available} ready and {stock.reloads} reloads: a round is spent once"
        )
    from_launchers = min(shots, available)
    from_reloads = shots - from_launchers
    return Firing(
        from_launchers,
        from_reloads,
        Stock(stock.on_launchers - from_launchers, stock.reloads - from_reloads),
    )


def net_replacement(bought: int, used: int) -> int:
    """Rounds by which purchases exceed use; negative while the stock shrinks.

    >>> net_replacement(45 + 25 + 12, 100)
    -18
    """
    return whole_count("bought", bought) - whole_count("used", used)
