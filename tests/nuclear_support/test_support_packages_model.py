"""`deterrence model support-packages`: the worked example, and each refusal by name."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from deterrence.api.check import check_file
from deterrence.cli.app import app
from deterrence.errors import InputError
from deterrence.evidence.document import read_document
from deterrence.evidence.fields import parse_fields
from deterrence.system.models import MODELS

CASE = Path(__file__).parents[1] / "cases" / "support_packages.json"
MODEL = MODELS["support-packages"]


def run(path):
    return MODEL.function(parse_fields(MODEL.inputs, read_document(path)))


def written(tmp_path, enablers, **more):
    path = tmp_path / "own.json"
    path.write_text(json.dumps({"enablers": enablers, **more}), encoding="utf-8")
    return path


def problems(path):
    with pytest.raises(InputError) as raised:
        run(path)
    return [f"{one.path}: {one.what}: {one.fix}" for one in raised.value.problems]


def case():
    return json.loads(CASE.read_text(encoding="utf-8"))["enablers"]


def test_the_worked_example():
    assert run(CASE) == {"packages_per_day": 2.5, "binding": ["tankers", "stand-off rounds"]}
    assert check_file(CASE) == "support-packages inputs"


def test_those_that_bind_stand_in_the_order_in_which_they_are_declared(tmp_path):
    assert run(written(tmp_path, case()[::-1]))["binding"] == ["stand-off rounds", "tankers"]


def test_nothing_ready_gives_no_package(tmp_path):
    one = {"name": "tankers", "ready": 0, "sorties_per_day": 1, "free_share": 1, "need": 4}
    assert run(written(tmp_path, [one])) == {"packages_per_day": 0, "binding": ["tankers"]}


def test_every_problem_of_every_enabler_is_listed(tmp_path):
    wrong = [
        {"name": "fighters", "ready": -1, "sorties_per_day": 1, "free_share": 1.5, "need": 0},
        {"name": "", "stock": 300, "need": 4, "days": 0},
        {"name": "tankers", "readdy": 10, "sorties_per_day": "two", "free_share": 1, "need": 4},
        {"name": "rounds", "stock": 1, "ready": 2, "need": 4},
        {"name": "nothing"},
    ]
    assert sorted(problems(written(tmp_path, wrong))) == sorted(
        [
            "enablers.0.ready: below 0: write a number of at least 0",
            "enablers.0.free_share: above 1: write a number of at most 1",
            "enablers.0.need: not above 0: write a number above 0",
            "enablers.1.name: empty text: write it out",
            "enablers.1.days: not above 0: write a number above 0",
            "enablers.2.readdy: unknown key: did you mean ready?",
            "enablers.2.sorties_per_day: not a number: write a number",
            "enablers.3.ready: unknown key: write one of name, stock, need, days",
            "enablers.3.days: missing: add days",
            *(f"enablers.4.{name}: missing: add {name}" for name in ("ready", "sorties_per_day", "free_share", "need")),
        ]
    )


def test_two_of_one_name_are_refused(tmp_path):
    told = problems(written(tmp_path, [*case(), case()[0]]))
    assert told == [": two enablers named fighters: give each a name of its own"]


def test_no_enabler_is_no_answer(tmp_path):
    assert problems(written(tmp_path, []))[0].startswith("enablers: ")
    assert problems(written(tmp_path, case(), day=3)) == ["day: unknown key: write one of enablers"]


def test_a_wrong_enabler_is_not_told_as_a_list_too_short(tmp_path):
    wrong = {"name": "tankers", "stock": 1, "need": 0, "days": 1}
    assert problems(written(tmp_path, [wrong])) == ["enablers.0.need: not above 0: write a number above 0"]


def test_an_infinity_is_no_number(tmp_path):
    path = tmp_path / "own.json"
    path.write_text(CASE.read_text(encoding="utf-8").replace("60", "1e999"), encoding="utf-8")
    with pytest.raises(InputError):
        run(path)


def test_plain_text_names_those_that_bind():
    shown = CliRunner().invoke(app, ["model", "support-packages", "--inputs", str(CASE)])
    assert shown.stdout == "packages_per_day: 2.5\nbinding: tankers, stand-off rounds\n"
