import pytest

from deterrence.errors import InputError, MachineError, Problem, collected


def test_what_is_refused_within_the_block_stands_beside_what_was_wrong_before():
    first, *others = (Problem("file", name, "missing", f"add {name}") for name in ("a", "b", "c"))
    problems = [first]
    with collected(problems):
        raise InputError(others)
    assert problems == [first, *others]


def test_what_the_machine_could_not_do_is_no_problem_of_the_input():
    problems = []
    with pytest.raises(MachineError), collected(problems):
        raise MachineError("the disk is full")
    assert not problems
