import json
from pathlib import Path

import pytest

from deterrence.api.check import check_file
from deterrence.errors import InputError
from deterrence.evidence.document import read_document
from deterrence.evidence.fields import parse_fields
from deterrence.system.models import MODELS

CASES = Path(__file__).parents[1] / "cases"


def run(name, path):
    model = MODELS[name]
    return model.function(parse_fields(model.inputs, read_document(path)))


def changed(tmp_path, case, change):
    inputs = json.loads((CASES / case).read_text(encoding="utf-8"))
    change(inputs)
    path = tmp_path / case
    path.write_text(json.dumps(inputs), encoding="utf-8")
    return path


def messages(name, path):
    with pytest.raises(InputError) as raised:
        run(name, path)
    return [f"{p.path}: {p.what}: {p.fix}" for p in raised.value.problems]


def test_the_stability_model_gives_the_notional_row():
    """500 x 3 fixed, 400 x 8 survivable, alert .6, kill .8: 660 weapons, .9511, 1.0020, .9008."""
    result = run("stability", CASES / "stability.json")
    assert result["first_strike_stability_index"] == pytest.approx(0.9008, abs=5.1e-5)
    assert result["first_strike_stability_index_without_defences"] == result["first_strike_stability_index"]
    assert result["first_cost_of_striking"] == pytest.approx(0.9511, abs=5.1e-5)
    assert result["second_cost_of_being_struck"] == pytest.approx(1.0020, abs=5.1e-5)
    assert result["second_weapons_on_launchers"] == pytest.approx(660, abs=0.5)


def test_the_stability_model_takes_a_defence_on_one_side(tmp_path):
    path = changed(
        tmp_path, "stability.json", lambda i: i["first"].update(defence_capacity=600, defence_effectiveness=0.9)
    )
    result = run("stability", path)
    assert result["first_strike_stability_index"] < result["first_strike_stability_index_without_defences"]


def test_the_deterrence_model_gives_the_vertex_and_who_falls_short():
    """f = 1/2, C/v = 10: the vertex is 20 and 20; with 19 the second no longer deters."""
    result = run("mutual-deterrence", CASES / "mutual_deterrence.json")
    assert result["least_weapons_for_both"] == [20, 20]
    assert result["mutual_deterrence_is_possible"]
    assert (result["first_deters_second"], result["second_deters_first"]) == (True, False)
    assert (result["first_margin_weapons"], result["second_margin_weapons"]) == (0.5, -1)


def test_no_vertex_without_a_cone(tmp_path):
    path = changed(tmp_path, "mutual_deterrence.json", lambda i: i["first_side"].update(destroyed_per_weapon=2))
    result = run("mutual-deterrence", path)
    assert not result["mutual_deterrence_is_possible"]
    assert result["least_weapons_for_both"] is None


def test_the_sufficiency_model_by_hand():
    """820 x .855 = 701.1 available over 1,010; an own deployed warhead arrives with 701.1 / 1700."""
    result = run("sufficiency", CASES / "sufficiency.json")
    assert result["available_warheads"] == pytest.approx(701.1)
    assert result["required_warheads"] == 1010
    assert result["sufficiency_ratio"] == pytest.approx(701.1 / 1010)
    assert result["us_warheads_saved_per_added_warhead"] == pytest.approx(0.5 * 0.8 / (701.1 / 1700))


def test_upload_and_limits_move_what_is_deployed(tmp_path):
    more = changed(tmp_path, "sufficiency.json", lambda i: i.update(upload_share=1))
    assert run("sufficiency", more)["deployed_warheads"] == pytest.approx(2250)
    fewer = changed(tmp_path, "sufficiency.json", lambda i: i.update(treaty_limit_warheads=850))
    assert run("sufficiency", fewer)["deployed_warheads"] == pytest.approx(850)


def test_more_deployed_than_owned_is_named(tmp_path):
    path = changed(tmp_path, "stability.json", lambda i: i["first"].update(warheads_owned=4000))
    found = "first: more warheads deployed (4700) than owned (4000): lower the groups or raise what is owned"
    assert messages("stability", path) == [found]
    path = changed(tmp_path, "mutual_deterrence.json", lambda i: i["first_side"].update(weapons_owned=10))
    assert messages("mutual-deterrence", path)[0].startswith("first_side: more warheads deployed (20) than owned (10)")
    path = changed(tmp_path, "sufficiency.json", lambda i: i.update(warheads_owned=1600))
    assert "more warheads deployed (1700) than owned (1600)" in messages("sufficiency", path)[0]


def test_negative_stocks_and_chances_above_one_are_named_all_at_once(tmp_path):
    def change(inputs):
        inputs["first"]["groups"][0]["launchers"] = -3
        inputs["second"]["warheads_owned"] = -1
        inputs["second"]["kill_probability"] = 1.5

    found = messages("stability", changed(tmp_path, "stability.json", change))
    assert found == [
        "first.groups.0.launchers: below 0: write a number of at least 0",
        "second.warheads_owned: below 0: write a number of at least 0",
        "second.kill_probability: above 1: write a number of at most 1",
    ]


def test_nothing_required_and_upload_under_a_limit_are_named(tmp_path):
    def nothing(inputs):
        inputs["counterforce_share"] = 0
        for peer in inputs["peers"]:
            peer["reserve"] = 0

    found = messages("sufficiency", changed(tmp_path, "sufficiency.json", nothing))
    assert found[0].endswith("nothing is required: write a reserve or a share of launchers above 0")
    path = changed(tmp_path, "sufficiency.json", lambda i: i.update(upload_share=0.5, treaty_limit_warheads=1550))
    assert "an upload under a treaty limit" in messages("sufficiency", path)[0]


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        ("stability.json", "stability inputs"),
        ("mutual_deterrence.json", "mutual-deterrence inputs"),
        ("sufficiency.json", "sufficiency inputs"),
    ],
)
def test_a_file_of_inputs_is_told_by_its_keys(case, kind):
    assert check_file(CASES / case) == kind
