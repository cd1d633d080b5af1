"""Bibliographies: sources out as BibTeX and CSL-JSON, and entries of either in as sources of the user's own."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Literal

from deterrence.errors import InputError, Problem, refuse
from deterrence.evidence.document import document_of, read_plain
from deterrence.evidence.fields import parse_fields
from deterrence.evidence.own_source import KEY, OwnSource
from deterrence.evidence.source import LANGUAGES, UNCLASSED, SourceClass, SourceRecord

Form = Literal["bibtex", "csl-json"]
SUFFIXES: Final[Mapping[str, Form]] = {".bib": "bibtex", ".json": "csl-json"}

_UNSEEN: Final = "not seen"
_CLASSES: Final = frozenset(SourceClass.__args__)  # type: ignore[attr-defined]
_TYPES: Final[Mapping[str, str]] = {"press": "article-newspaper", "relay": "webpage", "crowd": "dataset"}
_TYPE: Final = "report"
_MONTH: Final = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", re.IGNORECASE)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PUBLISHERS: Final = ("publisher", "institution", "organization", "school", "journaltitle", "journal", "howpublished")
_CSL_PUBLISHERS: Final = ("publisher", "container-title", "authority")
_ESCAPES: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}  # fmt: skip
_AS_THEY_ARE: Final = ("url", "doi", "date", "urldate", "year", "month", "day")
_TIME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T.*")
_BRACED: Final = re.compile(r"\{(.*)\}", re.DOTALL)


def bibtex_text(sources: Mapping[str, SourceRecord]) -> str:
    """Sources as BibTeX (UTF-8, with the fields of biblatex beside), in the order of their ids."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field

    entries: list[Block] = [
        Entry("misc", name, [Field(key, text) for key, text in _bibtex_fields(source)])
        for name, source in sorted(sources.items())
    ]
    return write_string(Library(entries))


def _bibtex_fields(source: SourceRecord) -> Iterator[tuple[str, str]]:
    original = source.original
    said = {
        "title": f"{{{_escaped(original.title)}}}",  # a style must not make small letters of it
        "author": f"{{{_escaped(original.author)}}}" if original.author else "",
        "publisher": _escaped(original.publisher),
        "year": original.date[:4],
        "date": original.date,
        "url": original.address or "",
        "urldate": source.access or "",
        "langid": LANGUAGES[source.language].lower() if source.language else "",
        "note": _escaped(source.note),
        "keywords": ", ".join(_keywords(source)),
        "annotation": _escaped(source.remarks) if _is_more(source) else "",
    }
    yield from ((key, text) for key, text in said.items() if text)


def _is_more(source: SourceRecord) -> bool:
    """Whether more is said of a source in print than its note."""
    return source.remarks.rstrip(". ") != source.note.rstrip(". ")


def _keywords(source: SourceRecord) -> list[str]:
    return [word for word in (source.source_class, "" if source.seen else _UNSEEN) if word not in ("", UNCLASSED)]


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in " ".join(text.split()))


def csl_text(sources: Mapping[str, SourceRecord]) -> str:
    """Sources as CSL-JSON, in the order of their ids."""
    items = [_csl_item(name, source) for name, source in sorted(sources.items())]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _csl_item(name: str, source: SourceRecord) -> dict[str, Any]:
    original = source.original
    item = {
        "id": name,
        "type": _TYPES.get(source.source_class, _TYPE),
        "title": original.title,
        "author": [{"literal": original.author}] if original.author else None,
        "publisher": original.publisher,
        "issued": _date_parts(original.date),
        "accessed": _date_parts(source.access) if source.access else None,
        "URL": original.address,
        "language": source.language,
        "note": source.note,
        "annote": source.remarks if _is_more(source) else "",
        "keyword": ", ".join(_keywords(source)),
    }
    return {key: part for key, part in item.items() if part}


def _date_parts(date: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in date.split("-")]]}


TEXTS: Final[Mapping[Form, Callable[[Mapping[str, SourceRecord]], str]]] = {"bibtex": bibtex_text, "csl-json": csl_text}


def read_bibliography(path: Path, form: Form | None = None) -> list[dict[str, Any]]:
    """Entries of a BibTeX or CSL-JSON file as sources that a scenario file can hold.

    Args:
        path: The file.
        form: Its form; by its ending if left out.

    Raises:
        InputError: Every problem of the file, each at its entry.
    """
    chosen = form or SUFFIXES.get(path.suffix.casefold())
    if chosen is None:
        what, fix = "of no known ending", f"name a file that ends in {' or '.join(SUFFIXES)}, or add --format"
        raise InputError([Problem(str(path), "", what, fix, path.suffix)])
    text = read_plain(path)
    entries, problems = (_bibtex if chosen == "bibtex" else _csl)(text, str(path))
    problems += _checked(entries, str(path))
    if not entries and not problems:
        problems = [Problem(str(path), "", "holds no entry", f"name a {chosen} file", has_value=False)]
    refuse(sorted(problems, key=lambda problem: problem.line or 0))
    return [entry for _, entry in entries]


Entries = list[tuple[int | None, dict[str, Any]]]
"""The line of each entry, where it is known, and the entry as a scenario file writes a source."""


def _checked(entries: Entries, name: str) -> list[Problem]:
    """What a scenario file would be refused for, each at its entry."""
    document = document_of({KEY: [entry for _, entry in entries]}, name)
    problems: list[Problem] = list(document.problems)
    seen: set[str] = set()
    for place, (line, entry) in enumerate(entries):
        key = str(entry["source"])
        if key in seen:
            problems.append(Problem(name, key, "the same key twice", "keep one of them, or rename it", key, line))
        seen.add(key)
        try:
            parse_fields(OwnSource, document, document.tree[KEY][place], (KEY, place))
        except InputError as error:
            for problem in error.problems:
                known = problem.path.removeprefix(f"{KEY}.{place}").strip(".")
                fix = f"{problem.fix} (or {', '.join(_PUBLISHERS[1:])})" if known == "publisher" else problem.fix
                problems.append(replace(problem, path=f"{key}.{known}", fix=fix, line=line))
    return problems


def _bibtex(text: str, name: str) -> tuple[Entries, list[Problem]]:
    """Entries of a BibTeX file, and blocks that are none."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what fails is told below
    library = parse_string(text)
    entries: Entries = [((entry.start_line or 0) + 1, _of_bibtex(entry)) for entry in library.entries]
    problems = []
    for block in library.failed_blocks:
        what, fix = "an entry that cannot be read", "correct its braces and commas"
        if isinstance(block, DuplicateBlockKeyBlock):
            what, fix = "the same key twice", "keep one of them, or rename it"
        elif isinstance(block, DuplicateFieldKeyBlock):
            what, fix = "the same field twice", "keep one of them"
        head = (block.raw or "").strip().partition("\n")[0]
        problems.append(Problem(name, "", what, fix, head, (block.start_line or 0) + 1))
    return entries, problems


def _of_bibtex(entry: Any) -> dict[str, Any]:
    fields = {one.key.casefold(): _plain(one.key.casefold(), str(one.value)) for one in entry.fields}
    words = _split(fields.get("keywords", ""))
    return _entry(
        entry.key,
        title=fields.get("title"),
        author=_names(fields.get("author", "")),
        publisher=_first(fields, _PUBLISHERS),
        date=fields.get("date") or _date(fields),
        address=fields.get("url") or _doi(fields.get("doi")),
        access=fields.get("urldate"),
        note=fields.get("note"),
        words=words,
    )


def _plain(key: str, value: str) -> str:
    """A value without what LaTeX makes of it; addresses and dates are taken as they are."""
    if key in _AS_THEY_ARE:
        return value.strip().removeprefix("\\url").strip("{} \n")
    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

    if key == "author" and not _BRACED.fullmatch(value.strip()):
        value = "; ".join(_turned(name) for name in re.split(r"\s+and\s+", value))
    text = str(LatexNodes2Text(keep_comments=True).latex_to_text(value))
    return " ".join(text.replace("\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "^").split())


def _turned(name: str) -> str:
    """A name as it is said: `Kaushal, S.` is S. Kaushal."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name.strip()


def _names(text: str) -> str:
    return text.strip("{} ")


def _doi(doi: Any) -> Any:
    """A doi as an address; others write the whole address in its place."""
    return f"https://doi.org/{doi.removeprefix('doi:').strip()}" if isinstance(doi, str) and "//" not in doi else doi


def _date(fields: Mapping[str, str]) -> str | None:
    """A date of year, month and day, as far as each is said: what is no month or day is kept, to be refused."""
    year, month, day = (fields.get(key, "") for key in ("year", "month", "day"))
    if _MONTH.fullmatch(month):
        month = str(_MONTHS.index(month[:3].casefold()) + 1)
    known = (year, month or ("??" if day else ""), day)
    return "-".join(part.zfill(2) for part in known if part) if year else None


def _csl(text: str, name: str) -> tuple[Entries, list[Problem]]:
    """Items of a CSL-JSON file."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        return [], [Problem(name, "", "not valid JSON", "correct the syntax at this line", None, line, has_value=False)]
    items = found.get("items", found) if isinstance(found, dict) else found
    items = [items] if isinstance(items, dict) and "title" in items else items
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        what, fix = "not a list of items", 'write [{"id": ..., "title": ..., "issued": ...}]'
        return [], [Problem(name, "", what, fix, items)]
    return [(None, _of_csl(item)) for item in items], []


def _of_csl(item: Mapping[str, Any]) -> dict[str, Any]:
    return _entry(
        item.get("id", ""),
        title=item.get("title"),
        author="; ".join(_csl_names(item.get("author"))),
        publisher=_first(item, _CSL_PUBLISHERS),
        date=_csl_date(item.get("issued")),
        address=item.get("URL") or _doi(item.get("DOI")),
        access=_csl_date(item.get("accessed")),
        note=item.get("note"),
        words=_split(str(item.get("keyword", ""))),
    )


def _csl_names(names: Any) -> Iterator[str]:
    for name in names if isinstance(names, list) else ():
        if isinstance(name, dict):
            yield str(name.get("literal") or " ".join(str(name[k]) for k in ("given", "family") if name.get(k)))


def _csl_date(date: Any) -> Any:
    """A date of CSL, by its parts or as it is written; of a span both days, to be refused."""
    if not isinstance(date, dict):
        return date
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return "/".join("-".join(str(part).zfill(2) for part in day) for day in parts if isinstance(day, list))
    return date.get("raw") or date.get("literal")


def _entry(identity: Any, words: Iterable[str], **parts: Any) -> dict[str, Any]:
    """A source as a scenario file writes it, of what is there."""
    told = [word for word in words if word in _CLASSES]
    entry = {"source": str(identity), **{key: part for key, part in parts.items() if part not in (None, "")}}
    if time := _TIME.fullmatch(str(entry.get("access", ""))):
        entry["access"] = time[1]  # it is the day that is asked for
    return {**entry, **({"class": told[0]} if told else {}), **({"seen": False} if _UNSEEN in words else {})}


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name)), None)


def _split(words: str) -> list[str]:
    return [word.strip().casefold() for word in re.split(r"[,;]", words)]
