"""What draws: the same drawing as the library whose scripts it uses, in any process, and an error for what is none."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import vl_convert

from deterrence.charts import engine
from deterrence.charts.font import FONT_DIRECTORY, FONT_FAMILY, widths

WORDS = ["Strategic ballistic missiles", "mmmm", "ilil", "AVAVAV To", "Größe – 12,5 %"]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
NAMED = re.compile(r'(id="|url\(#)[^")]+')
PIXELS = 3
"""Letters set beside each other stand nearer or further apart than each is wide (kerning), by a few hundredths."""


def spec_of(names: list[str], limit: float = 320) -> dict[str, Any]:
    side = {"labelLimit": limit, "labelFontSize": 11}
    return {
        "data": {"values": [{"name": name, "share": 0.5} for name in names]},
        "mark": {"type": "bar", "clip": True},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "axis": side},
            "x": {"field": "share", "type": "quantitative", "axis": {"format": ".0%"}},
            "color": {"field": "share", "type": "quantitative"},
        },
        "config": {"font": FONT_FAMILY, "axis": {"labelFont": FONT_FAMILY}},
    }


def test_the_library_draws_the_same_but_for_the_space_between_letters() -> None:
    spec = spec_of(WORDS)
    vl_convert.register_font_directory(str(FONT_DIRECTORY))
    theirs = NAMED.sub(r"\1", vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[]))
    ours = NAMED.sub(r"\1", engine.drawn(spec))
    assert NUMBER.sub("0", ours) == NUMBER.sub("0", theirs)
    pairs = zip(NUMBER.findall(ours), NUMBER.findall(theirs), strict=True)
    assert all(abs(float(our) - float(their)) <= PIXELS for our, their in pairs)


@pytest.mark.parametrize("text", WORDS)
def test_a_text_is_cut_where_it_is_wider_than_its_letters(text: str) -> None:
    wide = 11 * sum(widths("Regular")[sign] for sign in text)
    assert "…" not in engine.drawn(spec_of([text], wide + 0.1))
    assert "…" in engine.drawn(spec_of([text], wide - 0.1))


def test_a_bolder_text_is_wider() -> None:
    """The same limit cuts the bolder text, whose letters are wider."""
    limit = 11 * sum(widths("Regular")[sign] for sign in WORDS[0]) + 0.1
    spec = spec_of(WORDS[:1], limit)
    assert sum(map(widths("SemiBold").__getitem__, WORDS[0])) > sum(map(widths("Regular").__getitem__, WORDS[0]))
    spec["encoding"]["y"]["axis"]["labelFontWeight"] = 600
    assert "…" in engine.drawn(spec)


def test_what_cannot_be_drawn_is_said_and_the_next_is_drawn() -> None:
    with pytest.raises(ValueError, match="not a specification that can be drawn"):
        engine.drawn({"mark": "nothing"})
    assert engine.drawn(spec_of(["a"])).startswith("<svg")


def test_it_draws_within_a_loop_of_events() -> None:
    """As a notebook's cell does."""

    async def cell() -> str:
        return engine.drawn(spec_of(["a"]))

    assert asyncio.run(cell()).startswith("<svg")


def test_data_of_an_address_are_not_fetched() -> None:
    spec = spec_of(["a"]) | {"data": {"url": "https://example.org/data.json"}}
    assert "example" not in engine.drawn(spec)


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_process_that_drew_ends_by_itself_with_and_without_a_folder_to_keep_scripts(
    tmp_path: Path, is_kept: bool
) -> None:
    folder = tmp_path / "kept"
    folder.touch() if not is_kept else folder.mkdir()
    code = f"from deterrence.charts.engine import drawn; print(drawn({spec_of(['a'])!r})[:4])"
    for _ in range(2):
        ended = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "NUMBA_CACHE_DIR": str(folder)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert ended.stdout == "<svg\n"
        assert ended.stderr == ""
    assert len(list(tmp_path.rglob("vega-lite-*.js"))) == is_kept
    assert not list(tmp_path.rglob(".partial-*"))
