"""The page in Chromium: server ready, first page, lever moved to redrawn, refined at rest."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks import ROOT
from benchmarks.rows import Row, Settings

TITLE = "The page in a browser"
WORDS = (
    "Chromium without a window, on the machine that serves. A lever is moved and the time is taken until the figures "
    "are redrawn with 150 futures; at rest the page refines itself to 1,000. Of many moves the median and the 95th "
    "percentile. The American dial is moved in the same run as a lever of the overview, which is its bar."
)

REDRAWN_BARS = {"aids_net": 100.0, "explicit_decoys": 250.0}
RESTED_BAR = 1_500.0
SEES = "missile_defence.sensor.sees_probability"
DIAL = "conventional.united_states.overall_dial"
REDRAWN = """([id, value]) => new Promise((resolve) => {
  const input = document.querySelector(`[data-lever="${id}"] input`);
  const before = Number(document.documentElement.dataset.drawn);
  const started = performance.now();
  const look = () => {
    if (Number(document.documentElement.dataset.drawn) > before) resolve(performance.now() - started);
    else requestAnimationFrame(look);
  };
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(look);
})"""
AT_REST = """() => document.getElementById("status").textContent.includes("1,000 futures ·")"""


def rows(settings: Settings) -> list[Row]:
    """All figures; one row that says so without Playwright or Chromium."""
    sys.path.insert(0, str(ROOT / "tests"))
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return [_missing("Playwright")]
    from web.browser import CHROMIUM, FLAGS, served

    if CHROMIUM is None:
        return [_missing("Chromium")]
    with tempfile.TemporaryDirectory() as folder:
        with served(Path(folder)) as address:  # compiles the models and bundles Vega, once a version
            _ask(f"{address}api/v1/live", b"{}")
            _ask(f"{address}static/vega.js")
            time.sleep(5)
        started = time.perf_counter()
        with served(Path(folder)) as address:
            _ask(f"{address}api/v1/about")
            found = [Row("server", "from start to its first answer", time.perf_counter() - started, "seconds")]
            address = address.rstrip("/")
            time.sleep(3)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                found += _page_rows(browser, address, settings)
                browser.close()
            return found


def _missing(name: str) -> Row:
    return Row("page", "in Chromium", None, "", note=f"{name} not installed")


def _ask(address: str, data: bytes | None = None) -> bytes:
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: bytes = answer.read()
    return found


def _page_rows(browser: Any, address: str, settings: Settings) -> list[Row]:
    from deterrence.axes import STRUCTURES

    sets = ("reference",) if settings.is_quick else ("reference", "strong_capital_defence")
    moves = 12 if settings.is_quick else 60
    found = [
        row
        for structure in STRUCTURES
        for assumption_set in sets
        for row in _one_page(
            browser, f"{address}/?set={assumption_set}&structure={structure}", f"`{assumption_set}`, `{structure}`",
            SEES, moves, REDRAWN_BARS.get(structure),
        )
    ]  # fmt: skip
    bar = next(row.value for row in found if row.measures == "lever to redrawn, 95th percentile")
    return found + _one_page(browser, f"{address}/conventional", "conventional forces, American dial", DIAL, moves, bar)


def _one_page(browser: Any, link: str, what: str, lever: str, moves: int, bar: float | None) -> list[Row]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    started = time.perf_counter()
    page.goto(link)
    page.wait_for_function("() => document.documentElement.dataset.drawn === '1'")
    first = time.perf_counter() - started
    moved, rested = [], []
    for move in range(moves):
        page.wait_for_function(AT_REST)
        value = 0.05 * (1 + move % 19)
        moved.append(page.evaluate(REDRAWN, [lever, value]))
        if move % 6 == 0:
            started = time.perf_counter()
            page.wait_for_function(AT_REST)
            rested.append(1000 * (time.perf_counter() - started))
        else:
            page.wait_for_timeout(20)
    page.close()
    return [
        Row(what, "first page drawn", first, "seconds"),
        *_spread(what, "lever to redrawn", moved, bar),
        *_spread(what, "refined to 1,000 at rest", rested, RESTED_BAR),
    ]


def _spread(what: str, measures: str, times: list[float], bar: float | None) -> list[Row]:
    """Median, and the 95th percentile with the bar."""
    late = sorted(times)[min(int(0.95 * len(times)), len(times) - 1)]
    return [
        Row(what, f"{measures}, median of {len(times)}", statistics.median(times), "milliseconds"),
        Row(what, f"{measures}, 95th percentile", late, "milliseconds", bar),
    ]
