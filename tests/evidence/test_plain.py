import json
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deterrence.errors import InputError
from deterrence.evidence.document import document_of, read_document, read_text

words = st.text(st.characters(codec="ascii", categories=("Ll",)), min_size=1, max_size=8)
leaves = st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False) | words
trees = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3))


@dataclass
class Thing:
    """Nothing that a file could hold."""


@given(st.dictionaries(words, trees, min_size=1, max_size=3))
def test_plain_data_is_what_its_file_would_give(tmp_path_factory, tree):
    path = tmp_path_factory.mktemp("json") / "file.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    written = document_of(tree, "here")
    assert (written.tree, written.problems) == (read_document(path).tree, ())
    assert read_text(json.dumps(tree), "here").tree == written.tree
    assert written.line(("a",)) is None


def test_keys_become_text_tuples_lists_and_numbers_pythons_own():
    tree = {"dated": {2025: np.int64(0), 2035: np.float64(0.5)}, "names": ("a", np.str_("b"))}
    found = document_of(tree, "here").tree
    assert found == {"dated": {"2025": 0, "2035": 0.5}, "names": ["a", "b"]}
    assert [type(number) for number in found["dated"].values()] == [int, float]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("nan"), "here: a.b: not a finite number (nan): write a finite number"),
        (np.float64("-inf"), "here: a.b: not a finite number (-inf): write a finite number"),
        (10**400, "here: a.b: not a finite number (inf): write a finite number"),
        (Thing(), "here: a.b: not plain data (Thing): write numbers, text, lists and mappings"),
        (np.zeros(2), "here: a.b: not plain data (ndarray): write numbers, text, lists and mappings"),
        ("bell\x07", "here: a.b: holds the character U+0007 ('bell\\x07'): remove it"),
        ("half \ud800", "here: a.b: holds the character U+D800 ('half \\ud800'): remove it"),
        ({1: 2, "1": 3}, "here: a.b.1: a duplicate key (1): keep one of them"),
    ],
    ids=str,
)
def test_what_no_file_could_hold_is_one_problem(value, message):
    assert [str(problem) for problem in document_of({"a": {"b": value}}, "here").problems] == [message]


def test_data_that_holds_itself_is_refused_at_a_depth_of_twenty():
    tree: dict[str, object] = {}
    tree["a"] = tree
    assert [p.what for p in document_of(tree, "here").problems] == ["nested deeper than 20"]


def test_text_that_is_no_yaml_is_refused_like_a_file():
    with pytest.raises(InputError, match="here:2: not valid YAML"):
        read_text("{low: 1", "here")
    assert read_text("no", "here").tree == "no"
    assert [p.what for p in read_text(".nan", "here").problems] == ["not a finite number"]
