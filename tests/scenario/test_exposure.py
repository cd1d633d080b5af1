"""The pair that a scenario may ask for (laws RE1, RE2): what is one, what is none, and what it no longer stands in."""

from dataclasses import replace

import numpy as np
import pytest

from deterrence.api.check import check_file
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.futures import Futures
from deterrence.exposure import ASKED, HALF, PAIRS, Exposure, pair_of
from deterrence.scenario.overlay import load_scenario

DATASET = load_dataset()
GONE = (
    "missile_defence.region.defended_share",
    "missile_defence.region.capital_share_of_defended",
    "missile_defence.air_defence.defended_share",
    "missile_defence.air_defence.capital_share_of_defended",
)
LABELS = ("none", "half", "spread", "all")
WRITE = (
    "write two shares from 0 to 1, that sent into a defended region and that of it sent to the capital region, as "
    "[0.6, 0.9] (on the command line 0.6,0.9); the labels none, half, spread, all are always computed"
)
SET = """
name: mine
title: T (argued from a test)
description: D
assertions:
  everything: {says: S., argued_from: {source: hoffmann_2026_spectator, sentence: S}}
changes:
  QUANTITY: {variant: high, assertion: everything}
"""


def load(folder, text):
    path = folder / "scenario.yaml"
    path.write_text(f"version: 1\n{text}\n", encoding="utf-8")
    return load_scenario(path, DATASET)


def problems(folder, text):
    with pytest.raises(InputError) as caught:
        load(folder, text)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


@pytest.mark.parametrize(
    ("written", "pair"),
    [("[0.6, 0.9]", (0.6, 0.9)), ("[1, 0]", (1, 0)), ("[0, 1]", (0, 1)), ("null", None)],
)
def test_a_scenario_asks_for_a_pair_of_shares_or_for_none(tmp_path, written, pair):
    assert load(tmp_path, f"exposure: {written}").exposure == pair


def test_the_pair_is_part_of_what_the_file_says(tmp_path):
    digests = [load(tmp_path, text).digest for text in ("", "exposure: [0.6, 0.9]", "exposure: [0.9, 0.6]")]
    assert len(set(digests)) == 3


def test_what_is_asked_is_the_pair_and_half_where_none_is_asked(tmp_path):
    """Law RE2; the pair stands beside the draws and moves none of them (law RE1)."""
    asked = load(tmp_path, "exposure: [0.6, 0.9]")
    plain = replace(asked, exposure=None)
    name = "missile_defence.terminal.kill_probability_net_of_aids"
    futures = [Futures(one, "reference", "aids_net", 1, 0, 5) for one in (asked, plain)]
    assert pair_of(ASKED, futures[0].choices) == Exposure(0.6, 0.9)
    assert pair_of(ASKED, futures[1].choices) == PAIRS[HALF] == (0.5, 1)
    drawn = [one.draws((name,))[name] for one in futures]
    assert np.array_equal(*drawn)


@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_no_pair(tmp_path, label):
    """All labels are computed anyhow: there is nothing to ask for."""
    expected = f"scenario.yaml:2: exposure: a label, and no pair ({label}): {WRITE}"
    assert problems(tmp_path, f"exposure: {label}") == [expected]


@pytest.mark.parametrize("word", ["most", "asked", "halves"])
def test_an_unknown_label_is_told_those_that_there_are(tmp_path, word):
    assert problems(tmp_path, f"exposure: {word}") == [f"scenario.yaml:2: exposure: unknown exposure ({word}): {WRITE}"]


@pytest.mark.parametrize(
    "written", ["0.6", "[0.6]", "[0.6, 0.9, 0]", "[1.1, 0.5]", "[0.5, -0.1]", "[true, 1]", "[half, all]", "{sent: 1}"]
)
def test_what_is_not_two_shares_is_refused(tmp_path, written):
    (only,) = problems(tmp_path, f"exposure: {written}")
    assert only.startswith("scenario.yaml:2: exposure: not a pair of shares (")
    assert only.endswith(f"): {WRITE}")


def test_a_share_that_is_no_number_is_named(tmp_path):
    found = problems(tmp_path, "exposure: [.nan, 1]")
    assert found[0] == "scenario.yaml:2: exposure.0: not a finite number (.nan): write a finite number"


def test_a_pair_that_is_none_is_told_with_every_other_problem(tmp_path):
    found = problems(tmp_path, "assumption_sets: [central]\nexposure: most")
    assert [line.split(": ")[1] for line in found] == ["assumption_sets.0", "exposure"]


@pytest.mark.parametrize("quantity", GONE)
def test_a_change_of_a_quantity_that_was_withdrawn_is_told_the_labels(tmp_path, quantity):
    """Law RE1: exposure is an axis, in no change."""
    (only,) = problems(tmp_path, f"changes:\n  {quantity}: {{value: 0.5, rationale: r}}")
    assert only.startswith(f"scenario.yaml:3: changes.{quantity}: withdrawn ({quantity}): exposure is an axis")
    assert ", ".join(LABELS[:-1]) + f" and {LABELS[-1]}" in only
    assert "--exposure" in only


@pytest.mark.parametrize("quantity", GONE)
def test_a_set_that_names_a_quantity_that_was_withdrawn_is_told_the_labels(tmp_path, quantity):
    """Law RE1: exposure is an axis, in no assumption set."""
    path = tmp_path / "mine.yaml"
    path.write_text(SET.replace("QUANTITY", quantity), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        check_file(path)
    (only,) = str(caught.value).splitlines()
    assert f"changes.{quantity}: withdrawn ({quantity}): exposure is an axis" in only
    assert all(label in only for label in LABELS)


@pytest.mark.parametrize("quantity", GONE)
def test_no_quantity_that_was_withdrawn_is_held(quantity):
    assert quantity not in DATASET.quantities
