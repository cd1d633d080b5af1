"""Compare: a figure of the differences for every figure that what differs can reach, and for no other."""

import pytest

from deterrence.charts.difference import differs
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.moves import Moves
from deterrence.system.registry import STUDIES
from deterrence.web.differing import difference_of, inputs_apart, places
from deterrence.web.live import RAID_ROWS, Live, balance_chapters, balance_pictures
from deterrence.web.reach import reads
from deterrence.web.state import State, state_of

YEAR = 2036
CELL = ("reference", "aids_net")
KILLS = "missile_defence.s500.kill_probability_net_of_aids"
RESERVE = "nuclear.two_peer.reserve_against_china"
STATES = ["futures=20", f"futures=20&c.{KILLS}=0.6&r.{KILLS}=a+report"]


@pytest.fixture(scope="module")
def live():
    return Live(load_dataset())


def names(live):
    return [picture.name for picture in balance_pictures(balance_chapters(live.reference))]


@pytest.mark.parametrize(("identity", "value"), [(KILLS, 0.6), (RESERVE, 900)])
def test_what_nothing_that_differs_reaches_differs_nowhere_and_has_no_place(live, identity, value):
    """Every figure of every page can be taken from itself; those left out are the same number for number."""
    states = [State(futures=20), state_of({"futures": 20, "changes": {identity: {"value": value}}}, live.dataset)]
    assert list(inputs_apart(states, live)) == [identity]
    reached = {name for place in places(states, live) for name in place.figures}
    apart = {name for name in names(live) if differs(difference_of(name, states, live, YEAR))}
    assert apart <= reached < set(names(live))
    assert apart


def test_every_figure_of_a_page_says_what_it_reads_and_reads_no_other_study(live, monkeypatch):
    """So that none is taken for one that anything may reach; a sweep of a study is no reading (law 32)."""
    pictures = balance_pictures(balance_chapters(live.reference))
    assert [one.name for one in pictures if reads(one, "aids_net", live.dataset) is None] == []
    solved = []
    solve = Moves.solve
    monkeypatch.setattr(Moves, "solve", lambda self, study, *rest: solved.append(study) or solve(self, study, *rest))
    found, said = {}, {}
    for picture in pictures:
        solved.clear()
        live.drawn(State(futures=20), 20, YEAR, [picture], lambda one, shown: one.draw(*one.rows(shown)))
        found[picture.name] = {study.name for study in solved if study.quantities}
        said[picture.name] = {name for name in picture.studies if STUDIES[name].quantities}
    assert found == said


def test_a_figure_that_sweeps_what_differs_is_told_to_and_takes_no_value_of_it(live):
    """Compare said “no difference” of it, as if its value had been tried there."""
    states = [State(futures=20), state_of({"futures": 20, "changes": {KILLS: {"value": 0.6}}}, live.dataset)]
    (swept,) = [found for place in places(states, live) for found in place.swept]
    assert swept == ("required", ("kill probability of S-500",))
    for name in ("second_strike.required_rounds", "second_strike.frontier"):
        study = STUDIES[name]
        one, other = (live._moves.solve(study, each.scenario_in_view(live.dataset), CELL, 1) for each in states)
        assert all((one.values[key] == other.values[key]).all() for key in one.values), name


def test_that_the_twin_moves_too_is_explained_where_the_forces_answer_what_differs(client):
    said = "“without the defence” can differ too"
    assert said in client.get("/compare", params={"s": STATES}).text
    assert said not in client.get("/compare", params={"s": ["futures=20", f"futures=20&c.{RESERVE}=900"]}).text


def test_where_the_futures_are_others_every_figure_may_differ(live):
    states = [State(futures=20), State(futures=20, seed=2)]
    assert sorted(name for place in places(states, live) for name in place.figures) == sorted(names(live))


def test_the_raid_stands_first_and_the_others_are_asked_for_one_by_one(client):
    page = client.get("/compare", params={"s": STATES}).text
    for name in RAID_ROWS:
        assert f'id="figure-{name}-difference"' in page
    assert 'data-difference="/compare/differences/classes-layers?s=' in page
    assert "Nothing that differs reaches: The theatre ladder" in page
    assert "The figure sweeps kill probability of S-500, so its value does not matter here." in page
    part = client.get("/compare/differences/classes-layers", params={"s": STATES}).text
    assert "B less A: +" in part
    assert part.count("<svg") == 2
    same = client.get("/compare/differences/ladder", params={"s": STATES}).text
    assert "no difference" in same
    assert "<svg" not in same


@pytest.mark.parametrize("kind", ["svg", "png", "csv", "xlsx"])
@pytest.mark.parametrize("name", ["raid-erosion", "classes-layers"])
def test_every_figure_of_differences_is_taken_away_with_its_states(client, name, kind):
    answer = client.get(f"/compare/differences/{name}.{kind}", params={"s": STATES, "year": 2030})
    assert answer.status_code == 200
    assert f"{name}-difference.{kind}" in answer.headers["content-disposition"]
    if kind == "csv":
        assert "B less A" in answer.text
        assert "(a report)" in answer.text


@pytest.mark.parametrize("path", ["gap", "ladder.gif", "gap.svg"])
def test_no_other_figure_or_kind_of_file_is_there(client, path):
    assert client.get(f"/compare/differences/{path}", params={"s": STATES}).status_code == 404


def test_a_year_that_is_not_shown_is_told(client):
    answer = client.get("/compare", params={"s": STATES, "year": "1999"})
    assert answer.status_code == 422
    assert "no year that is shown" in answer.text
