"""Spans made ready for the writers: citations and links resolved, numbers with their ids, text made printable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from deterrence.brief.document import (
    Cell,
    Chip,
    Cite,
    Cited,
    Content,
    Document,
    Quote,
    Reference,
    Source,
    Span,
    Text,
    spans_of,
)
from deterrence.brief.style import number, printable
from deterrence.traced import VALUE, Number

Tree: TypeAlias = dict[str, Any]
SOURCES_ID: Final = "sources"
RUN_RECORD_ID: Final = "run-record"
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_CLASSES: Final = {
    name: "second-hand" if name == "relay" else name
    for name in ("official", "expert", "press", "relay", "crowd", "unclassed")
}
"""Classes of sources in words."""


class References:
    """What spans refer to: ids, links and sources; every defect is kept."""

    def __init__(self, document: Document) -> None:
        self.problems: list[str] = []
        self._ids = {SOURCES_ID, RUN_RECORD_ID}
        self._targets: list[str] = []
        self._counts: Counter[str] = Counter()
        self._known = {source.id: source for source in document.sources}
        self._places = {source.id: place for place, source in enumerate(document.sources, 1)}
        self._listed = set(document.listed)
        self.problems += [f"source {name!r} is listed and not in the document's sources"
                          for name in document.listed if name not in self._known]  # fmt: skip

    def claim(self, name: str) -> str:
        """An id that nothing else in the document may have."""
        if not _ID.fullmatch(name):
            self.problems.append(f"id {name!r} must begin with a letter and hold letters, digits, - and _ only")
        if name in self._ids:
            self.problems.append(f"id {name!r} is used twice")
        self._ids.add(name)
        return name

    def check_targets(self) -> None:
        """Every link must lead somewhere."""
        unknown = sorted(set(self._targets) - self._ids)
        self.problems.extend(f"a link leads to {target!r}, which is no id of the document" for target in unknown)

    def cell(self, cell: Cell) -> list[Tree]:
        """A cell of a table."""
        return self.content(number(cell) if cell is None or isinstance(cell, int | float) else cell)

    def content(self, content: Content) -> list[Tree]:
        """Spans as mappings with their `kind`."""
        return [tree for span in spans_of(content) for tree in self._span(span)]

    def sources(self) -> list[Tree]:
        """The listed sources in the order of their numbers, each with the places that cite it."""
        return [self._source(source) for name, source in self._known.items() if name in self._listed]

    def _source(self, source: Source) -> Tree:
        relay, place = source.read_as, self._places[source.id]
        return {
            "number": place,
            "id": f"source-{place}",
            "text": _sentence(source.author, source.title, source.publisher, source.date),
            "class": _CLASSES[source.source_class],
            "access": printable(source.access),
            "address": printable(source.address),
            "read_as": _sentence("", relay.title, relay.publisher, "") if relay else "",
            "read_address": printable(relay.address) if relay else "",
            "remarks": printable(source.remarks),
            "citations": [f"cite-{place}-{i}" for i in range(1, self._counts[f"cite-{place}"] + 1)],
        }

    def _span(self, span: Span) -> list[Tree]:
        match span:
            case str():
                return _words(span)
            case Text():
                return [{"kind": "text", "text": printable(span.text), "style": span.style}]
            case Quote():
                quote = {"kind": "quote", "text": f"“{printable(span.text)}”", "language": span.language}
                said = f" (“{printable(span.english)}”, our translation)" if span.english else ""
                return [quote, *_words(said)] if said else [quote]
            case Chip():
                return [{"kind": "chip", "text": printable(span.text), "tone": span.tone}]
            case Number():
                return [self._number(span)]
            case Reference():
                self._targets.append(span.target)
                return [{"kind": "link", "target": span.target, "text": printable(span.text)}]
            case Cite():
                return [self._cite(span.source_id, printable(span.locator))]
            case Cited():
                return self._cited(span)

    def _number(self, span: Number) -> Tree:
        labels = " ".join(f"{axis}={label}" for axis, label in sorted(span.labels.items()))
        self._counts["number"] += 1
        text, value = printable(span.text), f"{span.value:.6g}"
        return {
            "kind": "number",
            "id": self._anchor(span),
            "text": text,
            "is_in_text": text.partition(" ")[0] == value,
            "of": printable(span.outcome),
            "labels": printable(labels),
            "statistic": span.statistic,
            "value": value,
            "command": printable(span.command),
        }

    def _anchor(self, span: Number) -> str:
        """An input as it stands is an anchor of its own id, once; any other number is counted."""
        if span.kind == "quantity" and span.statistic == VALUE and not span.labels and span.outcome not in self._ids:
            self._ids.add(span.outcome)
            return span.outcome
        return f"n-{self._counts['number']}"

    def _cite(self, name: str, locator: str, words: str = "") -> Tree:
        if name not in self._known:
            self.problems.append(f"source {name!r} is cited and not in the document's sources")
        place = self._places.get(name, 0)
        shown = words or f"[{place}{', ' + locator if locator else ''}]"
        if not self._listed:  # a page by itself: nothing that a link could lead to
            return _words(shown)[0]
        tree = {"kind": "cite", "number": place, "text": shown, "target": f"source-{place}", "id": ""}
        tree["is_here"] = name in self._listed
        if tree["is_here"] and not words:
            self._counts[f"cite-{place}"] += 1
            tree["id"] = f"cite-{place}-{self._counts[f'cite-{place}']}"
        return tree

    def _cited(self, span: Cited) -> list[Tree]:
        """Sources in ranges; nothing where there is none."""
        places = sorted({self._places[name] for name in span.source_ids if name in self._places})
        names_by_place = {place: name for name, place in self._places.items()}
        if not places:
            return []
        trees = _words(span.words) if span.words else []
        for position, (first, last) in enumerate(_runs(places)):
            trees += _words(", ") if position else []
            trees.append(self._cite(names_by_place[first], "", str(first)))
            if last > first:
                trees += _words(" to " if last > first + 1 else ", ")
                trees.append(self._cite(names_by_place[last], "", str(last)))
        return [*trees, *(_words(".") if span.words else [])]


def _words(text: str) -> list[Tree]:
    return [{"kind": "text", "text": printable(text), "style": "plain"}]


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Whole numbers in rising order as runs without a gap, first and last of each.

    >>> _runs([1, 2, 3, 7, 9, 10])
    [(1, 3), (7, 7), (9, 10)]
    """
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], place
        else:
            runs.append((place, place))
    return runs


def _sentence(*parts: str) -> str:
    """Parts of a bibliographic entry, the empty ones left out, each ended by its own sign or a full stop."""
    shown = [printable(part).strip() for part in parts]
    return " ".join(part if part.endswith((".", "?", "!", "…")) else f"{part}." for part in shown if part)


def count_of_sources(sources: Sequence[Tree]) -> str:
    """How many sources of which class, in words."""
    by_class = Counter(source["class"] for source in sources)
    counted = [f"{by_class[words]} {words}" for words in _CLASSES.values() if by_class[words]]
    noun = "source" if len(sources) == 1 else "sources"
    return f"{len(sources)} {noun}: {', '.join(counted)}." if sources else "No source is cited."
