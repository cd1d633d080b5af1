"""What is compiled before many processes need it: each part once, those that share kernels in one process."""

from deterrence import load
from deterrence.exploration.sharing import Sharing
from deterrence.exploration.studies import StudyTask, shown, stored
from deterrence.exploration.tasks import compile_part, compiled_parts, compiled_together, run_any
from deterrence.system import loop
from deterrence.system.couplings import AS_DECLARED
from deterrence.system.registry import COMPONENTS, STUDIES, tables


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


def test_what_a_brief_shows_of_studies_is_solved_and_kept_as_when_it_is_asked_for(tmp_path):
    """A policy that does not reach a study is the reference's; a set that draws alike is not solved again."""
    scenario, cell = load(), ("reference", "aids_net")
    tasks = shown(scenario, cell, Sharing(scenario).alike)
    assert len(tasks) == len(set(tasks))
    named = {(task.study, *task.cell, task.policy) for task in tasks}
    assert ("conventional.conflict", *cell, "american_forces_gone_by_2030") in named
    assert ("second_strike.frontier", "many_theatre_weapons", "aids_net", "reference") not in named
    task = StudyTask("conventional.rival_years", cell, "reference")
    assert task in tasks
    assert not task.is_done_in(tmp_path)
    assert run_any(task, scenario, 1, AS_DECLARED, tmp_path) == task
    assert task.is_done_in(tmp_path)
    again = tmp_path / "again"
    again.mkdir()
    kept = (tmp_path / task.part_names[0]).read_bytes()
    stored(STUDIES[task.study], scenario, cell, 1, "reference", again)
    assert (again / task.part_names[0]).read_bytes() == kept
