"""Every room's chapter is printed, and every figure stands in one: what is missing names the file to touch."""

from types import SimpleNamespace
from typing import Any

import pytest

from chapters.found import PACKAGE, drawings
from deterrence.chapter import BALANCE, PAGE_ONE, PARTS, Chapter, Picture, Section, Shown, gallery, sections
from deterrence.claims import deciders
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration import options_chapter
from deterrence.nuclear.chapter import stability
from deterrence.scenario.overlay import load_scenario
from deterrence.system.chapters import CHAPTERS
from deterrence.system.registry import DOMAINS, OUTCOMES, varies_by_structure
from deterrence.web.views.models import PAGES

HEADLINE: Any = SimpleNamespace(
    subject="both", deciders=(), names={}, proposition=SimpleNamespace(outcome="erosion_new_part")
)
ALL = (*CHAPTERS, options_chapter.chapter_of(load_scenario(None, load_dataset())), deciders.chapter_of(HEADLINE))
SECTIONS = [section for chapter in ALL for section in chapter.sections]
PICTURES = [picture for section in SECTIONS for picture in section.pictures]


ROOMS = {domain.__name__.rpartition(".")[2] for domain in DOMAINS} | {
    path.parent.name for path in (*PACKAGE.glob("*/chapter.py"), *PACKAGE.glob("*/chapter"))
}


@pytest.mark.parametrize("domain", sorted(ROOMS))
def test_every_domain_has_a_chapter_that_is_printed(domain: str) -> None:
    room = PACKAGE / domain
    assert (room / "chapter.py").is_file() or (room / "chapter").is_dir(), (
        f"{domain} says nothing: write CHAPTER in src/deterrence/{domain}/chapter.py"
    )
    assert domain in {chapter.name for chapter in CHAPTERS}, (
        f"the chapter of {domain} is printed nowhere: add it to CHAPTERS in src/deterrence/system/chapters.py"
    )


@pytest.mark.parametrize(("module", "name"), drawings())
def test_every_figure_stands_in_a_chapter(module: str, name: str) -> None:
    draw = drawings()[module, name]
    drawn = {picture.draw for picture in PICTURES} | {live for chapter in ALL for live in chapter.live.values()}
    room = module.split(".")[1]
    assert draw in drawn, (
        f"{module}.{name} is in no chapter: give it a Picture in a Section of the chapter of "
        f"src/deterrence/{room}, or a name in its `live` if a page makes the rows"
    )


def test_a_figure_has_one_name_of_its_own() -> None:
    names = [picture.name for picture in PICTURES] + [name for chapter in ALL for name in chapter.live]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_what_a_figure_asks_of_a_page_exists(picture: Picture) -> None:
    """An outcome of the registry, and policies of the dataset."""
    assert set(picture.outcomes) <= set(OUTCOMES)
    assert set(picture.policies or ()) <= set(load_dataset().policies)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_figure_that_is_the_same_in_every_structure_reads_no_outcome_that_differs(picture: Picture) -> None:
    shown = Shown(results(), ("reference", "aids_net"), ("reference", "aids_net"), 2036, "both", 0.5)
    if picture.outcomes:
        says_so = "the same in every model." in picture.speaks_of(shown)
        varies = any(varies_by_structure(name) for name in picture.outcomes)
        right = f"speaks_of={'of_cell' if varies else 'in_every_structure'}, or intervals_of by_structure={varies}"
        assert says_so != varies, f"{room_of(picture)}: figure {picture.name}: give its picture {right}"


def room_of(of: Picture | Section) -> str:
    """Where the chapter of a picture or a section is written."""
    for chapter in ALL:
        if any(of is one or (isinstance(of, Picture) and of in one.pictures) for one in chapter.sections):
            room = PACKAGE / chapter.name
            return f"src/deterrence/{chapter.name}/{'chapter.py' if (room / 'chapter.py').is_file() else 'chapter/'}"
    return "a chapter"


def results() -> Any:
    """Results in which every set has one round."""
    one = SimpleNamespace(at=lambda *_, **__: 1)
    return SimpleNamespace(years=(2026, 2036), cells=(("reference", "aids_net"),), study=lambda *_: one)


def test_every_section_of_the_page_explains_its_outcomes_and_leads_to_its_docs() -> None:
    """What a study alone gives is explained by the docs: a study has no outcome of the registry."""
    for section in sections(ALL, BALANCE):
        where = f"{room_of(section)}: section “{section.title}”"
        assert section.title and section.text and section.pictures, f"{where}: give it a title, a text and pictures"
        unknown = set(section.outcomes) - set(OUTCOMES)
        assert not unknown, f"{where}: no component gives {', '.join(sorted(unknown))}: mend `outcomes`"
        is_told = section.outcomes or not any(picture.outcomes for picture in section.pictures)
        assert is_told, f"{where}: name the outcomes of its pictures in `outcomes`"
        missing = set(section.pages) - set(PAGES)
        assert not missing, f"{where}: no page docs/models/{', '.join(sorted(missing))}.md: mend `pages`"
        assert section.pages, f"{where}: name the page of the docs that says what its models leave out in `pages`"


def test_every_group_of_levers_of_a_chapter_has_levers() -> None:
    grouped = {quantity.lever.group for quantity in load_dataset().quantities.values() if quantity.lever is not None}
    assert {group for chapter in ALL for group in chapter.groups} <= grouped


def test_figures_stand_part_by_part_and_chapter_by_chapter() -> None:
    """A section that has nothing to say of what is shown is left out."""

    def of(name: str) -> tuple[Picture, ...]:
        return (Picture(name, stability, lambda _: ()),)

    one = Chapter("one", (Section("balance", "B", "", of("b")), Section("arrivals", "A", "", of("a"))))
    two = Chapter("two", (Section("arrivals", "C", "", of("c"), is_shown=lambda _: False),
                          Section("arrivals", "D", "", of("d"))))  # fmt: skip
    shown: Any = None
    assert list(gallery((one, two), Shown(shown, ("a", "b"), ("a", "b"), 2036, "both", 0.5))) == ["a", "d", "b"]
    assert PARTS == ("claims", "arrivals", "deciders", "required", "options", "balance")
    assert PARTS[3:] == BALANCE


def test_a_section_says_in_which_length_it_stands() -> None:
    """A domain adds sections and no list: what says nothing stands in the annex; page 1 has one picture."""
    assert Section("balance", "B", "").length == "annex"
    on_page_one = list(sections(ALL, PARTS, lengths=("page",)))
    assert [picture.name for section in on_page_one for picture in section.pictures] == [PAGE_ONE]
    assert all(section.title or section.part not in BALANCE for section in sections(ALL, PARTS))


def test_a_section_without_a_picture_has_an_id_of_its_title() -> None:
    assert Section("balance", "What it leaves out, and why", "").id == "balance-what-it-leaves-out-and-why"
