# ruff: noqa: E501  (whole messages stand on one line)
"""Every kind of file of the dataset is known by its folder and by its keys, and a broken one gives its real fault."""

import shutil
from pathlib import Path

import pytest

from deterrence.api import check
from deterrence.api.check import check_file
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset, reference_root

ROOT = reference_root()
REFERENCE = load_dataset()
KINDS = {"claims": "claim", "sources": "source", "assumption_sets": "assumption set", "policies": "policy"}
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.yaml"))
SUPPORT = "grade: judged, range_grade: judged, rationale: r, analogue: a"


def kind_of(name):
    files = {"structures.yaml": "structure", "withdrawn.yaml": "withdrawn quantities", "names.yaml": "names"}
    return files[name] if name in files else KINDS.get(name.split("/")[0], "dataset")


@pytest.fixture(autouse=True)
def reference_read_once(monkeypatch):
    """The reference dataset, read once for all files that are checked beside it."""
    monkeypatch.setattr(check, "load_dataset", lambda root=None: REFERENCE if root is None else load_dataset(root))


@pytest.fixture(scope="module")
def loose(tmp_path_factory):
    """The files of the dataset outside of any dataset, where their keys alone tell their kind."""
    folder = tmp_path_factory.mktemp("loose")
    for place, name in enumerate(FILES):
        for file in (ROOT / name, (ROOT / name).with_suffix(".csv")):  # the cells of a table stand beside its head
            if file.is_file():
                shutil.copy(file, folder / f"{place}-{file.name}")
    return folder


def test_no_file_of_the_dataset_is_refused_where_it_stands():
    """Each is read with its whole dataset, which has no problem; one file of each kind stands for its folder."""
    firsts = {kind_of(name): name for name in FILES}
    assert {kind: check_file(ROOT / name) for kind, name in firsts.items()} == {kind: kind for kind in firsts}


@pytest.mark.parametrize("name", FILES)
def test_each_file_of_the_dataset_is_known_by_its_keys_alone(loose, name):
    assert check_file(loose / f"{FILES.index(name)}-{Path(name).name}") == kind_of(name)


CLAIM = (ROOT / "claims" / "A07.yaml").read_text(encoding="utf-8")
SET = (
    "name: mine\ntitle: T\ndescription: D\nassertions:\n"
    "  a: {says: S, argued_from: {source: hoffmann_2026_spectator, sentence: S}}\n"
)
POLICY = (ROOT / "policies" / "asn4g.yaml").read_text(encoding="utf-8")
BROKEN = {
    "a claim with an unknown outcome": (
        CLAIM.replace("outcome: erosion_same_forces", "outcome: erosion_same_force", 1),
        ["readings.4.proposition.outcome: unknown outcome (erosion_same_force): did you mean erosion_same_forces"],
    ),
    "a claim without its twin": (CLAIM.replace("twin:", "twyn:"), ["twyn: unknown key (twyn): did you mean twin?"]),
    "a claim of an unknown source": (
        CLAIM.replace("source: ", "source: no_", 1),
        ["origin.source: no such source"],
    ),
    "a source of no known class": (
        "mine:\n  original: {title: T, publisher: P, date: '2026', address: 'https://example.org'}\n  class: experts\n  licence: may_be_cited\n  seen: true\n",
        ["mine.class: not one of the allowed words (experts): did you mean expert?"],
    ),
    "a source without a licence": (
        "mine:\n  original: {title: T, publisher: P, date: '2026', address: null}\n  class: expert\n  seen: true\n",
        [
            "mine.licence: missing: add licence",
            "mine.original: no address: add address, or address_note that says why there is none",
        ],
    ),
    "a set that chooses no known variant": (
        f"{SET}changes:\n  nuclear.france.stockpile: {{variant: last_publishd, assertion: a}}\n",
        ["changes.nuclear.france.stockpile.variant: no such variant (last_publishd): did you mean last_published?"],
    ),
    "a set that changes something for no assertion": (
        f"{SET}changes:\n  nuclear.france.stockpile: {{variant: last_published}}\n",
        ["changes.nuclear.france.stockpile.assertion: missing: add assertion"],
    ),
    "a set that asserts what changes nothing": (
        f"{SET}changes: {{}}\n",
        ["assertions.a: changes nothing (a): name it as the assertion of a change, or remove it"],
    ),
    "a policy with a list for a value": (
        POLICY.replace("value: 0", "value: [1]", 1),
        ["changes.nuclear.france.air.hypersonic_slip_years.value: not a value ([1]): write a number, {low, central, high}, {mixture: ...}, {choices: ...}, {family: ...} or {dated: {...}, rule: linear | step}"],
    ),
    "a policy that acts without a date": (
        POLICY.replace("changes:\n", "changes:\n  nuclear.france.tubes_per_boat: {value: 16, rationale: r}\n"),
        ["changes.nuclear.france.tubes_per_boat: changed by a policy, but the models read it without a date: change it in a scenario instead, or declare dated: path or schedule where it is defined"],
    ),
    "a structure without a description": (
        "penetration_aids:\n  mine:\n    title: Mine\n",
        ["penetration_aids.mine.description: missing: add description"],
    ),
    "one quantity that is the file": (
        "description: D\nunit: boat\nvalue: 3\ngrade: judged\nrange_grade: judged\nrationale: r\nanalogue: a\n",
        ["unit: no such unit (boat): did you mean boats? (docs/dataset.md, units, lists them all)"],
    ),
    "a quantity without a source": (
        "boats:\n  {description: D, unit: boats, limits: {high: 9}, value: 3, grade: reported, range_grade: judged, rationale: r, analogue: a, as_of: '2026', sources: [{source: my_sipri}]}\n",
        ["boats: no such source (my_sipri): add it to dataset/sources/"],
    ),
    "a quantity above its bound": (
        f"part:\n  {{description: D, unit: boats, limits: {{high: 9}}, value: 9, {SUPPORT}, at_most: [{{bound: nuclear.france.boats_in_service, wrong: more than there are}}]}}\n",
        ["part.at_most.0: more than there are (9): write at most 4, or raise nuclear.france.boats_in_service"],
    ),
    "a scenario with a misspelt key": (
        "version: 1\nchange: {}\n",
        ["change: unknown key (change): did you mean changes?"],
    ),
    "nothing known": ("colour: blue\n", ["a file of no known kind (['colour']): write a scenario"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_of_each_kind_gives_its_real_fault(tmp_path, name):
    text, expected = BROKEN[name]
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        check_file(path)
    found = [line.partition(": ")[2] for line in str(caught.value).splitlines()]
    assert len(found) == len(expected), found
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True)), found


def test_a_fault_inside_a_dataset_is_that_of_the_file_and_another_file_s_is_told_where_it_stands(tmp_path):
    root = tmp_path / "dataset"
    shutil.copytree(ROOT, root)
    claim, stock = root / "claims" / "A07.yaml", root / "nuclear" / "upload.yaml"
    claim.write_text(CLAIM.replace("twin:", "twyn:"), encoding="utf-8")
    with pytest.raises(InputError, match=r"A07\.yaml:[0-9]+: twyn: unknown key"):
        check_file(claim)
    stock.write_text(stock.read_text(encoding="utf-8").replace("unit: factor", "unit: faktor"), encoding="utf-8")
    for path in (stock, root / "nuclear" / "bar.yaml"):
        with pytest.raises(InputError, match=r"upload\.yaml:[0-9]+: response_strength\.unit: no such unit"):
            check_file(path)


def test_a_claim_on_an_outcome_that_reads_what_no_file_holds_names_it_and_who_declares_it(monkeypatch):
    """A slip in the ids of a component: it shows where the claim is checked before anything is run."""
    monkeypatch.setattr(check, "inputs_of", lambda _: ("conventional.campaign.undefended_km_per_day_typed",))
    with pytest.raises(InputError, match="declared, but in no file of the dataset: did you mean"):
        check.warnings_of(ROOT / "claims/A07.yaml", "claim")
