from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from deterrence.missile_defence.stock import (
    Stock,
    fire,
    net_replacement,
    rounds_on_launchers,
    share_used,
    split_stock,
)

# The ledger of CSIS (Rumbaugh, 5 December 2025): 534 rounds, eight batteries of six launchers of eight.
LAUNCHERS = rounds_on_launchers(8, 6, 8)
LEDGER = split_stock(534, LAUNCHERS)


def test_the_ledger_fills_its_launchers_first():
    assert LAUNCHERS == 384
    assert Stock(384, 150) == LEDGER


@pytest.mark.parametrize(("fired", "share"), [(100, 0.187), (250, 0.468)])
def test_the_share_fired_of_the_ledger(fired, share):
    assert_allclose(share_used(fired, 534), share, atol=5e-4)


def test_the_share_of_rounds_used_with_those_given_away():
    """(12 + 80)/506 = 18.2 %."""
    assert_allclose(share_used(12 + 80, 506), 0.182, atol=5e-4)


@pytest.mark.parametrize(("fired", "from_reloads", "reloads_left"), [(150, 54, 96), (200, 104, 46)])
def test_two_batteries_fire_from_the_ledger(fired, from_reloads, reloads_left):
    """96 rounds ready on the two batteries."""
    firing = fire(LEDGER, ready=rounds_on_launchers(2, 6, 8), fired=fired)
    assert firing.from_launchers == 96
    assert firing.from_reloads == from_reloads
    assert firing.left.reloads == reloads_left


def test_fewer_were_bought_than_used():
    """45 + 25 + 12 = 82 bought against 100 used."""
    assert net_replacement(45 + 25 + 12, 100) == -18


@given(st.integers(0, 600), st.integers(0, 600), st.data())
def test_a_round_is_never_spent_twice(rounds, places, data):
    stock = split_stock(rounds, places)
    ready = data.draw(st.integers(0, stock.on_launchers))
    fired = data.draw(st.integers(0, ready + stock.reloads))
    firing = fire(stock, ready, fired)
    assert firing.from_launchers + firing.from_reloads == fired
    assert firing.left.rounds + fired == stock.rounds == rounds


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: fire(LEDGER, 96, 247),
            "fired 247 rounds, but 96 ready and 150 reloads: a round is spent once",
        ),
        (lambda: fire(LEDGER, 385, 1), "ready is 385: only 384 rounds are on launchers"),
        (lambda: share_used(2, 1), "fired 2 of 1 rounds: a round is spent once"),
        (lambda: share_used(0, 0), "rounds is 0: write a whole number of at least 1"),
        (lambda: Stock(-1, 0), "on_launchers is -1: write a whole number of at least 0"),
    ],
)
def test_an_impossible_ledger_is_refused(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()
