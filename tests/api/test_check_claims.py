"""What a check foresees of a claim, and the claims that a quantity says it could turn."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from deterrence.api import check
from deterrence.api.check import check_file, warnings_of
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset, reference_root
from deterrence.evidence.document import document_of

BOATS = (
    "boats:\n  description: Boats.\n  unit: boats\n  limits: {high: 100}\n  value: 3\n  grade: judged\n"
    "  range_grade: judged\n  rationale: r\n  analogue: a\n  can_reverse: [%s]\n"
)


@pytest.mark.parametrize(("drawn", "said"), [(2, []), (1, ["one quantity is drawn (a.b0)"]), (0, ["nothing"])])
def test_a_judged_proposition_on_one_drawn_quantity_is_warned_of(
    drawn: int, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law RP1: it restates its one input, which is else found when the verdicts are refreshed."""
    names = [f"a.b{place}" for place in range(3)]
    bases = [SimpleNamespace(distribution=SimpleNamespace(low=0.0, high=float(place < drawn))) for place in range(3)]
    quantities = {name: SimpleNamespace(basis=basis) for name, basis in zip(names, bases, strict=True)}
    monkeypatch.setattr(check, "inputs_of", lambda _: tuple(names))
    monkeypatch.setattr(check, "load_dataset", lambda: SimpleNamespace(quantities=quantities))
    found = warnings_of(reference_root() / "claims" / "B11.yaml", "claim")
    assert len(found) == (0 if drawn > 1 else 3)
    assert all(words in one.what for one in found for words in said)
    assert all(one.path == f"readings.{place}.proposition.outcome" for place, one in enumerate(found))
    assert all("by_construction" in one.fix for one in found)


def test_no_claim_of_the_register_is_warned_of() -> None:
    files = sorted((reference_root() / "claims").glob("*.yaml"))
    assert [one for file in files for one in warnings_of(file, "claim")] == []


def test_a_quantity_names_claims_that_there_are(tmp_path: Path) -> None:
    file = tmp_path / "boats.yaml"
    file.write_text(BOATS % "A07", encoding="utf-8")
    assert check_file(file) == "dataset"
    file.write_text(BOATS % "A07, A7", encoding="utf-8")
    with pytest.raises(InputError, match=r"boats.can_reverse: no such claim \(A7\): did you mean A") as caught:
        check_file(file)
    assert len(caught.value.problems) == 1


def test_within_a_dataset_they_may_be_of_its_own_register() -> None:
    dataset = load_dataset()
    file = next(one.file for one in dataset.quantities.values() if "A07" in one.can_reverse)
    document = document_of({}, file)
    assert list(check._marked(document, dataset)) == []
