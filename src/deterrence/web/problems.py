"""One shape for every error of the server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deterrence.errors import Problem, shorten

_MOST_SHOWN = 50


def error_body(status: int, message: str, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """The one shape: `{"error": {status, message, problems: [{place, path, what, value, fix}], more}}`."""
    shown = [
        {
            "place": problem.file,
            "path": _sendable(problem.path),
            "what": _sendable(problem.what),
            "value": _sendable(shorten(problem.value)) if problem.has_value else None,
            "fix": _sendable(problem.fix),
        }
        for problem in problems[:_MOST_SHOWN]
    ]
    more = max(len(problems) - _MOST_SHOWN, 0)
    return {"error": {"status": status, "message": _sendable(message), "problems": shown, "more": more}}


def _sendable(text: str) -> str:
    """Half a surrogate pair, which JSON can ask for and UTF-8 cannot hold, as its escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
