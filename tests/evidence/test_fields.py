import json
from typing import Annotated, Literal

import pytest
from pydantic import Field, model_validator

from deterrence.errors import InputError
from deterrence.evidence.document import read_document
from deterrence.evidence.fields import Strict, parse_fields


class Layer(Strict):
    interceptors: Annotated[int, Field(ge=0, le=1000)]
    kill_probability: Annotated[float, Field(ge=0, le=1)] = 0.5
    kind: Literal["terminal", "midcourse"] = "terminal"

    @model_validator(mode="after")
    def _consistent(self):
        if self.interceptors == 13:
            raise ValueError("an unlucky stock: write another")
        return self


class Flight(Strict):
    kind: Literal["cruise", "ballistic"]


class Raid(Strict):
    warheads: Annotated[int, Field(ge=0)]
    layers: Annotated[tuple[Layer, ...], Field(max_length=2)]
    sensors: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    is_day: bool = True
    name: Annotated[str, Field(min_length=1)] | None = None
    flight: Flight | None = None


def parse(folder, tree):
    path = folder / "raid.json"
    path.write_text(json.dumps(tree, indent=1) if isinstance(tree, dict) else tree, encoding="utf-8")
    return parse_fields(Raid, read_document(path))


def message(folder, tree):
    with pytest.raises(InputError) as caught:
        parse(folder, tree)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_a_good_file_becomes_a_record(tmp_path):
    raid = parse(tmp_path, {"warheads": 4, "layers": [{"interceptors": 8}], "sensors": {"radar.north": 0}})
    assert (raid.warheads, raid.layers[0].interceptors, raid.sensors) == (4, 8, {"radar.north": 0.0})


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"layers": []}, ["raid.json:1: warheads: missing: add warheads"]),
        (
            {"warheads": 4, "layers": [], "flight": {}},
            ["raid.json:4: flight.kind: missing: add kind: one of cruise, ballistic"],
        ),
        (
            {"warheds": 4, "layers": []},
            ["raid.json:2: warheds: unknown key (warheds): did you mean warheads?"],
        ),
        (
            {"warheads": 4, "layers": [{"interceptors": 8, "kil_probability": 0.5}]},
            ["raid.json:6: layers.0.kil_probability: unknown key (kil_probability): did you mean kill_probability?"],
        ),
        (
            {"warheads": 4, "layers": [], "colour": 1},
            ["raid.json:4: colour: unknown key (colour): write one of warheads, layers, sensors, is_day, name, flight"],
        ),
        ({"warheads": 4.0, "layers": []}, ["raid.json:2: warheads: not a whole number (4.0): write a whole number"]),
        ({"warheads": "4", "layers": []}, ["raid.json:2: warheads: not a whole number (4): write a whole number"]),
        ({"warheads": True, "layers": []}, ["raid.json:2: warheads: not a whole number (True): write a whole number"]),
        ({"warheads": -4, "layers": []}, ["raid.json:2: warheads: below 0 (-4): write a number of at least 0"]),
        ({"warheads": 4, "layers": 5}, ["raid.json:3: layers: not a list (5): write a list: [first, second]"]),
        ({"warheads": 4, "layers": [5]}, ["raid.json:4: layers.0: not a mapping (5): write keys and values"]),
        (
            {"warheads": 4, "layers": [{"interceptors": 8, "kind": "terminol"}]},
            ["raid.json:6: layers.0.kind: not one of the allowed words (terminol): did you mean terminal?"],
        ),
        (
            {"warheads": 4, "layers": [{"interceptors": 8, "kind": "x"}]},
            ["raid.json:6: layers.0.kind: not one of the allowed words (x): write terminal or midcourse"],
        ),
        (
            {"warheads": 4, "layers": [], "sensors": {"radar.north": 1.2}},
            ["raid.json:5: sensors.radar.north: above 1 (1.2): write a number of at most 1"],
        ),
        (
            {"warheads": 4, "layers": [], "is_day": "yes"},
            ["raid.json:4: is_day: neither true nor false (yes): write true or false"],
        ),
        (
            {"warheads": 4, "layers": [], "name": 7},
            ["raid.json:4: name: not text (7): write text, in quotes if it looks like a number"],
        ),
        ({"warheads": 4, "layers": [], "name": ""}, ["raid.json:4: name: empty text (): write it out"]),
        ({"warheads": 4, "layers": [{"interceptors": 13}]}, ["raid.json:4: layers.0: an unlucky stock: write another"]),
        ("[1, 2]", ["raid.json:1: not a mapping ([1, 2]): write keys and values"]),
        ("4", ["raid.json:1: not a mapping (4): write keys and values"]),
    ],
)
def test_each_mistake_has_its_line_and_its_remedy(tmp_path, tree, expected):
    assert message(tmp_path, tree) == expected


def test_the_reader_and_the_record_report_together(tmp_path):
    found = message(tmp_path, '{"warheads": NaN,\n "layers": [],\n "layers": [],\n "nam": "x"}')
    assert found == [
        "raid.json:1: warheads: not a finite number (NaN): write a finite number",
        "raid.json:3: layers: a duplicate key: keep one of them (the first is at line 2)",
        "raid.json:4: nam: unknown key (nam): did you mean name?",
    ]


def test_long_values_are_shortened_to_80_characters(tmp_path):
    (line,) = message(tmp_path, {"warheads": "x" * 500, "layers": []})
    assert f"({'x' * 79}…)" in line


def test_sixty_problems_show_fifty_and_count_the_rest(tmp_path):
    found = message(tmp_path, {"warheads": 4, "layers": [], **{f"colour_{i}": 1 for i in range(60)}})
    assert len(found) == 51
    assert found[-1] == "… and 10 more problems"
