"""The page speaks of what is on the page: no command, no page of a brief, no annex but that of the brief."""

import re
from html import unescape
from pathlib import Path

import pytest

import deterrence
from deterrence.web.problems import ON_THE_PAGE
from deterrence.web.views.page import VIEWS

PACKAGE = Path(deterrence.__file__).parent
ELSEWHERE = re.compile(r"`?\bdeterrence (?:outcomes?|ledger|claims|explain|couplings|run|check|brief)\b|\bpage \d|"
                       r"(?<!brief's )\bannex\b(?!\.)|(?<!\w)--[a-z]")  # fmt: skip


def seen(text):
    """What a reader with scripts sees, without what is fetched or typed."""
    for part in ("script", "style", "noscript", "textarea"):
        text = re.sub(rf"<{part}\b.*?</{part}>", "", text, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("path", [path for _, path, _ in VIEWS])
def test_no_view_speaks_of_what_stands_elsewhere(client, path):
    text = seen(client.get(path).text)
    assert [text[max(0, m.start() - 60) : m.end() + 40] for m in ELSEWHERE.finditer(text)] == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/api/v1/outcomes/arrivalz", "the form under Claims finds outcomes by words"),
        ("/?c.nuclear.nothing.at_all=1", "Inputs lists all"),
    ],
)
def test_a_remedy_is_one_of_the_page(client, path, said):
    text = seen(client.get(path).text)
    assert said in text
    assert not ELSEWHERE.search(text)
    assert "on the command line" not in text


def test_every_word_of_the_command_line_that_is_replaced_is_said_somewhere():
    rest = (path for path in PACKAGE.rglob("*.py") if "web" not in path.relative_to(PACKAGE).parts)
    code = "".join(path.read_text(encoding="utf-8") for path in rest)
    assert [words for words in ON_THE_PAGE if words not in code] == []
