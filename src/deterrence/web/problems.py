"""One shape for every error of the server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from deterrence.errors import Problem, shorten

_MOST_SHOWN = 50
ON_THE_PAGE: Final = {
    "`deterrence outcomes` lists all": "the form under Claims finds outcomes by words",
    "see `deterrence ledger list`": "Inputs lists all",
    " (on the command line 0.6,0.9)": "",
    ", and ask by --futures": ", and choose the futures where the claims are judged",
}
"""Words of a remedy that speak of the command line, and what stands in their place on the page."""


def error_body(status: int, message: str, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """The one shape: `{"error": {status, message, problems: [{place, path, what, value, fix}], more}}`."""
    shown = [
        {
            "place": problem.file,
            "path": _sendable(problem.path),
            "what": _said(problem.what),
            "value": _sendable(shorten(problem.value)) if problem.has_value else None,
            "fix": _said(problem.fix),
        }
        for problem in problems[:_MOST_SHOWN]
    ]
    more = max(len(problems) - _MOST_SHOWN, 0)
    return {"error": {"status": status, "message": _said(message), "problems": shown, "more": more}}


def _said(text: str) -> str:
    """What is wrong, or what to do, in the words of the page."""
    for command, said in ON_THE_PAGE.items():
        text = text.replace(command, said)
    return _sendable(text)


def _sendable(text: str) -> str:
    """Half a surrogate pair, which JSON can ask for and UTF-8 cannot hold, as its escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
