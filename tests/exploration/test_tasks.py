"""What is compiled before many processes need it: each part once, those that share kernels in one process."""

from deterrence import load
from deterrence.exploration.tasks import compile_part, compiled_parts, compiled_together
from deterrence.system import loop
from deterrence.system.registry import COMPONENTS, tables


def test_every_part_is_compiled_once_and_a_family_in_one_process():
    kept = tuple(tables(everything=True))
    groups = compiled_together(kept)
    assert sorted(part for group in groups for part in group) == sorted(compiled_parts(kept))
    families = [{part.partition("/")[0] for part in group} for group in groups]
    assert all(len(names) == 1 for names in families)
    assert len(set.union(*families)) == len(groups)


def test_a_part_runs_none_of_the_others(monkeypatch):
    """What they give is nought: the chances of a count would else compile the means again."""
    ran = []
    whole = loop._Running.whole
    monkeypatch.setattr(loop._Running, "whole", lambda self, one: (ran.append(one), whole(self, one))[1])
    compile_part("shares", load(), 1)
    assert {one.compiled for one in ran} == {"", "shares"}
    assert {one.name for one in COMPONENTS if one.compiled == "shares"} <= {one.name for one in ran}
