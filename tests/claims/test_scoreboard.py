"""The scoreboard: every verdict once, and what needs no verdict once a claim, in the order of the register."""

from types import SimpleNamespace
from typing import Any

from chapters import synthetic
from deterrence.claims.scoreboard import scoreboard, scoreboard_rows


def reading(name: str, state: str) -> Any:
    return SimpleNamespace(id=name, state=state)


def verdict(claim: Any, of: Any, shares: list[float], side: str | None, subject: str = "") -> Any:
    cells = tuple(SimpleNamespace(share=share) for share in shares)
    return SimpleNamespace(
        claim=claim, reading=of, subject=subject, subject_words=subject, interval=(min(shares), max(shares)),
        shown=cells, side=side, is_one_reading=False,
    )  # fmt: skip


def test_each_verdict_is_a_row_and_what_needs_none_stands_behind_it() -> None:
    first, planned, seen = (
        reading("half_lost", "judged"),
        reading("planned", "not_testable"),
        reading("x", "documented"),
    )
    claim: Any = SimpleNamespace(id="A1", readings=(seen, first, planned))
    other: Any = SimpleNamespace(id="B1", readings=(planned,))
    verdicts = [verdict(claim, first, [0.3, 0.1, 0.2], "fails", name) for name in ("France", "both")]
    rows = scoreboard_rows(verdicts, (claim, other))
    assert [(row["claim"], row["name"], row["state"]) for row in rows] == [
        ("A1", "half lost, France", ""), ("A1", "half lost, both", ""), ("A1", "without a share", "1 documented"),
    ]  # fmt: skip
    assert (rows[0]["low"], rows[0]["middle"], rows[0]["high"], rows[0]["shares"]) == (0.1, 0.2, 0.3, [0.1, 0.2, 0.3])


def test_the_title_counts_what_holds_what_fails_and_what_depends() -> None:
    figure = scoreboard(synthetic.score_rows())
    assert figure.title == (
        "Of 3 propositions 1 is mostly true in every reading, 1 is seldom true in the one reading there is, "
        "1 depends on the reading or is about even"
    )
    assert "A1  one: 90 to 100%; A1  two: 10 to 90%" in figure.alternative_text
    assert "B2  without a share: 1 documented" in figure.alternative_text


def test_only_where_each_claim_has_one_line_it_is_said_to_be_its_first_question() -> None:
    rows = synthetic.score_rows()
    one_each = list({row["claim"]: row for row in rows}.values())
    assert len(one_each) < len(rows)
    assert "its first question" in scoreboard(one_each).reading
    assert "its first question" not in scoreboard(rows).reading
