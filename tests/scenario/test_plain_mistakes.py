"""What looks like a number and is none, and text that would print as something else: refused, and written out."""

import pytest

from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.overlay import load_scenario

LOAD = "nuclear.france.boats_in_service"


def problems(tmp_path, text):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_scenario(path, load_dataset())
    return [f"{one.path}: {one.what}: {one.fix}" for one in raised.value.problems]


@pytest.mark.parametrize("written", ["true", "1.0", '"1"'])
def test_a_version_is_a_whole_number_and_not_what_python_takes_for_one(tmp_path, written):
    told = problems(tmp_path, f"version: {written}\nchanges: {{}}\n")
    assert told == ["version: not a whole number: write 1, without quotes and without a point"]


@pytest.mark.parametrize("written", ["017", "00", "-08", "+007"])
def test_a_number_that_begins_with_0_is_refused_as_some_would_read_it_as_octal(tmp_path, written):
    text = f"version: 1\nchanges:\n  {LOAD}: {{value: {written}, rationale: a trial}}\n"
    (told,) = problems(tmp_path, text)
    assert told.startswith(f"changes.{LOAD}.value: a number that begins with 0: write it without the 0")


@pytest.mark.parametrize(
    ("hidden", "said"),
    [("\u202e", "\\U+202E"), ("\u200b", "\\U+200B"), ("\x1b[31m", "\\U+001B[31m"), ("\0", "\\0"), ("\n", " ")],
)
def test_what_turns_or_hides_text_is_written_out_in_a_message(hidden, said):
    told = str(Problem("own.yaml", f"a{hidden}b", "wrong", "write x", f"c{hidden}d"))
    assert told == f"own.yaml: a{said}b: wrong (c{said}d): write x"


def test_a_key_as_long_as_its_file_is_shortened(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(f'version: 1\nchanges:\n  ? "{"k" * 200_000}"\n  : {{value: 1}}\n', encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_scenario(path, load_dataset())
    assert len(str(raised.value)) < 1000 + len(str(path))
