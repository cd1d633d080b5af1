"""Law C31: who stops, and when it is a crisis."""

import numpy as np
import pytest

from deterrence.conventional import ending


def ended(attacker_left, defender_left, halting=0.5, breaking=0.5):
    committed = np.full(len(attacker_left), 100.0)
    return ending.end(
        np.array(attacker_left, dtype=float), committed, np.array(defender_left, dtype=float), committed,
        halting, breaking,
    )  # fmt: skip


def test_the_attacker_halts_when_his_losses_reach_their_share_of_all_that_he_committed():
    found = ended([90, 60, 50, 40], [95, 90, 85, 80])
    assert (found.halt_day, found.break_day) == (2, 4)


def test_what_joins_counts_among_what_was_committed():
    """Half of 100 lost, but 200 committed by then: a quarter, and he goes on."""
    committed = np.array([100, 200, 200.0])
    found = ending.end(np.array([80, 150, 90.0]), committed, np.full(3, 50.0), np.full(3, 50.0), 0.5, 0.5)
    assert found.halt_day == 2


def test_the_first_to_stop_ends_it():
    assert ended([90, 40, 40], [90, 60, 40]).break_day == 3
    assert ended([90, 60, 40], [90, 40, 40]).halt_day == 3


def test_behind_the_day_of_halting_no_ground_is_lost():
    lost = ending.ground_lost(np.full(4, 5.0), ended([90, 40, 40, 40], [99, 98, 97, 96]))
    assert lost.tolist() == [5, 10, 10, 10]


@pytest.mark.parametrize(("depth", "day"), [(4, 0), (10, 1), (11, 4)])
def test_a_crisis_is_ground_lost_or_a_broken_defender(depth, day):
    found = ended([90, 40, 40, 40], [99, 98, 97, 96])
    assert ending.crisis_day(ending.ground_lost(np.full(4, 5.0), found), found, depth) == day
    broken = ended([90, 80, 70, 60], [80, 40, 30, 20])
    assert ending.crisis_day(np.zeros(4), broken, depth) == 1


def test_a_side_that_commits_nothing_neither_halts_nor_breaks():
    none = np.zeros(3)
    found = ending.end(none, none, np.full(3, 10.0), np.full(3, 10.0), 0.1, 0.1)
    assert (found.halt_day, found.break_day) == (3, 3)
