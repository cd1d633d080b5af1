import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deterrence.errors import InputError
from deterrence.evidence.document import read_document


def read(folder, text):
    path = folder / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path)


def message(folder, text):
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return str(caught.value).replace(str(folder), "")


def noted(folder, text):
    return [str(problem).replace(str(folder), "") for problem in read(folder, text).problems]


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "12:30", "2026-02", "2026-02-28", "1_000", "0x10", "1e", "-"]
)
def test_text_stays_text(tmp_path, word):
    """YAML 1.2 core: what YAML 1.1 turns into booleans, sexagesimals and dates is text."""
    if word == "-":
        word = "a-b"
    assert read(tmp_path, f"key: {word}").tree == {"key": word}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-7", -7),
        ("0", 0),
        ("0.5", 0.5),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-2.5E-1", -0.25),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'5'", "5"),
        ('"true"', "true"),
        ("|\n  5\n", "5\n"),
    ],
)
def test_core_scalars(tmp_path, text, value):
    read_value = read(tmp_path, f"key: {text}").tree["key"]
    assert read_value == value
    assert type(read_value) is type(value)


def test_every_path_has_its_line(tmp_path):
    document = read(tmp_path, "a:\n  b: 1\n  c:\n    - x\n    - {d: 2}\n")
    assert document.line(("a", "b")) == 2
    assert document.line(("a", "c", 1, "d")) == 5
    assert document.line(("a", "unknown")) == 1


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_json_goes_through_the_same_walker(tmp_path, indent):
    tree = {"a": [1, 2.5, True, None, "é /"], "b": {"c": {}}}
    assert read(tmp_path, json.dumps(tree, indent=indent)).tree == tree


keys = st.text(st.characters(codec="ascii", categories=("Ll", "Nd")), max_size=8)
leaves = (
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False) | keys
)
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=20
)


@given(st.dictionaries(keys, trees, min_size=1, max_size=4))
def test_whatever_json_can_hold_is_read_back(tmp_path_factory, tree):
    assert read(tmp_path_factory.mktemp("json"), json.dumps(tree)).tree == tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "/file.yaml: is empty: write at least one key"),
        ("# only a comment\n", "/file.yaml: is empty: write at least one key"),
        (b"a: 1\nb: \xff\n", "/file.yaml:2: is not UTF-8: byte 0xff: save it as UTF-8 text"),
        (b"a: 1\nb: \x00\n", "/file.yaml:2: holds a NUL byte: save it as plain UTF-8 text"),
        ("a: \x07\n", "/file.yaml:1: holds the control character U+0007: remove it"),
        (
            "a: [1, 2\n",
            "/file.yaml:2: not valid YAML: did not find expected ',' or ']': correct the syntax at this line",
        ),
        ("a: 1\n---\nb: 1\n", "/file.yaml:2: a second document in one file: keep one document a file"),
        ("a: " + "[" * 30 + "]" * 30, "/file.yaml:1: a.0.0: nested deeper than 20: flatten it"),
    ],
)
def test_what_cannot_be_read_is_one_problem_alone(tmp_path, text, expected):
    assert message(tmp_path, text) == expected


def test_depth_of_twenty_is_allowed(tmp_path):
    assert read(tmp_path, "a: " + "[" * 19 + "1" + "]" * 19).problems == ()


def test_syntax_errors_come_before_all_others(tmp_path):
    assert "duplicate" not in message(tmp_path, "a: 1\na: 2\nb: [\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", ["/file.yaml:2: a: a duplicate key: keep one of them (the first is at line 1)"]),
        ("a: !!str 1\n", ["/file.yaml:1: a: a tag (tag:yaml.org,2002:str): remove it; plain values only"]),
        ("a: ! 1\n", ["/file.yaml:1: a: a tag (!): remove it; plain values only"]),
        ("a: .nan\n", ["/file.yaml:1: a: not a finite number (.nan): write a finite number"]),
        ('{"a": NaN}', ["/file.yaml:1: a: not a finite number (NaN): write a finite number"]),
        ('{"a": -Infinity}', ["/file.yaml:1: a: not a finite number (-Infinity): write a finite number"]),
        ("a: 1e999\n", ["/file.yaml:1: a: not a finite number (1e999): write a finite number"]),
        ("? [a]\n: 1\n", ["/file.yaml:1: a key that is not plain text (a list, mapping or alias): write a plain key"]),
        (
            "a: &x 1\nb: *x\n",
            [
                "/file.yaml:1: a: an anchor (&x): write the value out where it is used",
                "/file.yaml:2: b: an alias (*x): write the value out",
            ],
        ),
    ],
)
def test_what_is_unsafe_or_ambiguous_is_noted_with_its_line(tmp_path, text, expected):
    assert noted(tmp_path, text) == expected


def test_an_alias_is_never_expanded(tmp_path):
    """Nine levels of nine would be 387 million items."""
    levels = "abcdefghi"
    text = "a: &a [x]\n" + "".join(f"{y}: &{y} [{', '.join([f'*{x}'] * 9)}]\n" for x, y in itertools.pairwise(levels))
    tree = read(tmp_path, text).tree
    assert tree["i"] == [None] * 9


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputError, match="is a folder, not a file: name a YAML or JSON file"):
        read_document(tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError) as caught:
        read_document(tmp_path / "none.yaml")
    expected = "/none.yaml: cannot be read: No such file or directory: name an existing, readable file"
    assert str(caught.value).replace(str(tmp_path), "") == expected


def test_a_file_of_100_mb_is_refused_by_its_size_and_never_read(tmp_path, monkeypatch):
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(InputError) as caught:
        read_document(path)
    expected = "/large.yaml: is too large: 100,000,000 bytes: keep it under 5,000,000 bytes"
    assert str(caught.value).replace(str(tmp_path), "") == expected


def test_a_device_without_a_size_is_read_no_further_than_is_allowed():
    if not Path("/dev/zero").exists():
        pytest.skip("no such device here")
    with pytest.raises(InputError, match="is too large"):
        read_document(Path("/dev/zero"))


def test_a_value_that_could_not_be_read_is_reported_once(tmp_path):
    document = read(tmp_path, "a: .nan\nb: 1\n")
    again = document.problem(("a",), "not a number", "write a number", None)
    other = document.problem(("b",), "not text", "write text", 1)
    assert document.everything_wrong([again, other]) == [*document.problems, other]
