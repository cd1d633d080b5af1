import json
from dataclasses import replace

import pytest

from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Beta, Choices, Dated, Mixture, Point, Triple, Uniform
from deterrence.evidence.document import document_of
from deterrence.evidence.ledger import written
from deterrence.evidence.value import read_value
from deterrence.web.jobs.store import JobStore

CHANGED, REMOVED, ADDED = "nuclear.upload.response_lag_years", "nuclear.upload.response_strength", "nuclear.upload.new"


@pytest.fixture(scope="module")
def dataset():
    return load_dataset()


@pytest.fixture
def store(tmp_path):
    return JobStore(tmp_path)


def other(dataset, quantities):
    return replace(dataset, quantities=quantities, digest="another")


def test_every_value_of_the_dataset_reads_back_from_its_written_form(dataset):
    for quantity in dataset.quantities.values():
        for basis in (quantity.basis, *quantity.variants.values()):
            tree = json.loads(json.dumps(written(basis.distribution)))
            assert read_value(tree, quantity.unit, document_of(tree, "value"), ()) == basis.distribution, quantity.id


def test_the_written_forms_are_those_of_the_files():
    assert written(Point(3.0)) == 3.0
    assert written(Triple(1.0, 2.0, 4.0)) == {"low": 1.0, "central": 2.0, "high": 4.0}
    mixture = Mixture(0.0, 0.5, Triple(8.0, 16.0, 40.0))
    rest = {"low": 8.0, "central": 16.0, "high": 40.0}
    assert written(mixture) == {"mixture": {"at": 0.0, "chance": 0.5, "else": rest}}
    assert written(Choices((1, 2), (0.8, 0.2))) == {"choices": {"1": 0.8, "2": 0.2}}
    assert written(Uniform(1.0, 2.0)) == {"family": "uniform", "low": 1.0, "high": 2.0}
    assert written(Beta(3, 1)) == {"family": "beta", "successes": 3, "failures": 1}
    dated = Dated((2025, 2030), (Point(1.0), Uniform(1.0, 2.0)), "step")
    assert written(dated) == {
        "dated": {"2025": written(Point(1.0)), "2030": written(Uniform(1.0, 2.0))},
        "rule": "step",
    }


def test_a_dataset_changes_nothing_in_itself_and_an_unseen_one_is_unknown(store, dataset):
    assert store.dataset_changes(dataset.digest, dataset) is None
    store.remember_dataset(dataset)
    store.remember_dataset(dataset)
    assert store.dataset_changes(dataset.digest, dataset) == []
    assert store.dataset_changes("0" * 64, dataset) is None


def test_what_was_added_removed_and_changed_since_is_named_with_both_values(store, dataset):
    quantities = dict(dataset.quantities)
    changed, removed = quantities[CHANGED], quantities.pop(REMOVED)
    quantities[CHANGED] = replace(
        changed, basis=replace(changed.basis, distribution=Point(3.0), range_grade="measured")
    )
    quantities[ADDED] = replace(changed, id=ADDED, variants={})
    store.remember_dataset(dataset)
    found = {change["id"]: change for change in store.dataset_changes(dataset.digest, other(dataset, quantities))}
    assert set(found) == {CHANGED, REMOVED, ADDED}
    assert {name: change["kind"] for name, change in found.items()} == {
        CHANGED: "changed", REMOVED: "removed", ADDED: "added"
    }  # fmt: skip
    assert found[CHANGED]["now"]["value"] == 3.0
    assert found[CHANGED]["now"]["range_grade"] == "measured"
    assert found[CHANGED]["was"]["value"] == written(changed.basis.distribution)
    assert found[REMOVED]["now"] is None
    assert found[REMOVED]["was"]["unit"] == removed.unit.name
    assert found[ADDED]["was"] is None


def test_a_changed_variant_is_named_as_such(store, dataset):
    identity, quantity = next((name, q) for name, q in dataset.quantities.items() if q.variants)
    variant = next(iter(quantity.variants))
    basis = replace(quantity.variants[variant], distribution=Point(0.123))
    variants = {**quantity.variants, variant: basis}
    store.remember_dataset(dataset)
    now = other(dataset, {**dataset.quantities, identity: replace(quantity, variants=variants)})
    [change] = store.dataset_changes(dataset.digest, now)
    assert (change["id"], change["value"], change["kind"]) == (identity, f"variant {variant}", "changed")
