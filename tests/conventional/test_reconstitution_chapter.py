"""What is told of Russian tanks: the failure of the law stands under the figures."""

from typing import Any

import numpy as np
import pytest

from chapters.answers import CELL, results
from deterrence.chapter import Shown
from deterrence.conventional.chapter import CHAPTER, reconstitution
from deterrence.study import Label
from deterrence.traced import plain

SECTION = next(section for section in CHAPTER.sections if section.title == "Russian tanks after the losses")


def checked(beats: tuple[bool, bool]) -> Shown:
    axes = ("record_year",)
    labels: dict[str, tuple[Label, ...]] = {"record_year": (2023, 2024)}
    values: dict[str, Any] = {
        "predicted_active_tanks": np.array([1891.0, 1885]), "record_active_tanks": np.array([1800.0, 1750]),
        "persistent_active_tanks": np.array([2927.0, 1800]), "law_beats_persistence": np.array(beats),
    }  # fmt: skip
    found = results(tank_record=(values, dict.fromkeys(values, axes), labels))
    return Shown(found, CELL, CELL, 2036, "both", 0.5)


def told(beats: tuple[bool, bool]) -> str:
    (sentence,) = SECTION.under(checked(beats))
    return plain(sentence)


def test_the_check_is_told_with_its_failure() -> None:
    said = told((True, False))
    assert "2023: 1,891 by the law, 1,800 published, 2,927 if nothing had changed; 2024: 1,885" in said
    assert "In 2024 saying that nothing changes did better than the law." in said
    assert said.endswith("no validation.")


def test_no_failure_is_told_where_there_is_none() -> None:
    assert "did better" not in told((True, True))


@pytest.mark.parametrize(
    ("beats", "said"),
    [
        ((True, False), "in 2023 nearer to the published stock and in 2024 further from it; it is no validation."),
        ((False, False), "in 2023 and 2024 further from it; it is no validation."),
    ],
)
def test_the_failure_stands_beside_the_figure(beats: tuple[bool, bool], said: str) -> None:
    """A figure is taken out of its section: what the check found is read with it (law C36)."""
    assert reconstitution._in_short(checked(beats)).endswith(said)
