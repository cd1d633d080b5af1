"""A change a hundred times the reference looks like a slip of the unit: a warning, or an error where asked for."""

import logging

import pytest
from typer.testing import CliRunner

from deterrence.api.scenario import load
from deterrence.cli.app import app
from deterrence.scenario.slips import FACTOR, slips

NEW = "conventional.russia.tanks.new_build_per_year.as_counted"


def told(**changes):
    return [(one.path, one.what, one.fix) for one in slips(load(changes=changes))]


def test_a_change_inside_the_factor_is_none_and_nothing_is_no_slip():
    """The most of the reference is 300 a year."""
    for value in (0, 4, 300, 300 * FACTOR / 4):
        assert told(**{NEW: min(value, 10_000)}) == []


def test_far_less_and_far_more_are_told_with_what_may_be_mixed_up():
    assert told(**{NEW: 0.3}) == [
        (f"changes.{NEW}.value", "1,000 times less than the most of the reference, 300",
         "if that is a slip, write it in the unit tanks a year; thousands, or millions and billions may be mixed up")
    ]  # fmt: skip
    ((path, what, _),) = told(**{"nuclear_support.operations.loss_per_sortie.tankers": 0.5})
    assert path == "changes.nuclear_support.operations.loss_per_sortie.tankers.value"
    assert what == "100 times more than the most of the reference, 0.005"


def test_a_triple_is_judged_by_its_most():
    assert told(**{NEW: {"low": 0.1, "central": 1, "high": 200}}) == []


@pytest.fixture
def slip(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(f"version: 1\nchanges:\n  {NEW}: {{value: 0.3, rationale: a trial}}\n", encoding="utf-8")
    return path


def test_check_warns_and_strict_refuses(slip):
    kept = CliRunner().invoke(app, ["check", str(slip)])
    assert kept.exit_code == 0
    assert "no problem found" in kept.stdout
    assert "warning: " in kept.stderr and "1,000 times less" in kept.stderr
    refused = CliRunner().invoke(app, ["check", "--strict", str(slip)])
    assert refused.exit_code != 0
    assert "1,000 times less" in str(refused.exception)


def test_whoever_loads_it_is_warned(slip, caplog):
    with caplog.at_level(logging.WARNING):
        load(slip)
    assert "1,000 times less" in caplog.text


def test_the_reference_warns_of_nothing():
    assert slips(load()) == ()
