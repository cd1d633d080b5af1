"""The page in Chromium: server ready, first page, lever moved to redrawn, refined at rest, twenty readers at once.

Run: python benchmarks/page.py (needs the `test` extra and Chromium). Prints one line a figure.
"""

import json
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from playwright.sync_api import sync_playwright

from deterrence.axes import STRUCTURES
from web.browser import CHROMIUM, FLAGS, served

SEES = "missile_defence.sensor.sees_probability"
MOVES, READERS, MOVES_A_READER = 60, 20, 15
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


def quantile(times, share):
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


def said(name, times, unit="ms"):
    print(f"{name:<52} median {statistics.median(times):7.1f}  p95 {quantile(times, 0.95):7.1f}  "
          f"max {max(times):7.1f} {unit} (n = {len(times)})", flush=True)  # fmt: skip


def page_times(browser, address):
    for structure in STRUCTURES:
        for assumption_set in ("central", "rusi-2026"):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            started = time.perf_counter()
            page.goto(f"{address}/?set={assumption_set}&structure={structure}")
            page.wait_for_function("() => document.documentElement.dataset.drawn === '1'")
            print(f"first page, {assumption_set}, {structure}: {time.perf_counter() - started:.2f} s")
            moved, rested = [], []
            for move in range(MOVES):
                page.wait_for_function(AT_REST)
                value = 0.05 * (1 + move % 19)
                moved.append(page.evaluate(REDRAWN, [SEES, value]))
                if move % 6 == 0:
                    started = time.perf_counter()
                    page.wait_for_function(AT_REST)
                    rested.append(1000 * (time.perf_counter() - started))
                else:
                    page.wait_for_timeout(20)
            said(f"lever to redrawn, 150 futures, {assumption_set}, {structure}", moved)
            said("  then refined to 1,000 at rest", rested)
            page.close()


def many_readers(address):
    """Twenty readers who slide at once: each waits for its answer before it moves on."""
    times, wrong = [], []

    def read(reader):
        for move in range(MOVES_A_READER):
            state = {"structure": "explicit_decoys" if reader % 4 == 0 else "aids_net", "assumption_set": "rusi-2026",
                     "changes": {SEES: {"value": 0.05 * (1 + (reader + move) % 19)}}}  # fmt: skip
            request = urllib.request.Request(f"{address}/api/v1/live?futures=150", json.dumps(state).encode(),
                                             {"Content-Type": "application/json"})  # fmt: skip
            started = time.perf_counter()
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    answer.read()
            except OSError as error:
                wrong.append(error)
            times.append(1000 * (time.perf_counter() - started))

    threads = [threading.Thread(target=read, args=(reader,)) for reader in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said(f"{READERS} readers sliding at once, errors: {len(wrong)}", times)


def main():
    with tempfile.TemporaryDirectory() as folder:
        with served(Path(folder)) as address:  # compiles the models and bundles Vega, once a version
            urllib.request.urlopen(
                urllib.request.Request(f"{address}api/v1/live", b"{}", {"Content-Type": "application/json"})
            ).read()
            urllib.request.urlopen(f"{address}static/vega.js").read()
            time.sleep(5)
        started = time.perf_counter()
        with served(Path(folder)) as address:
            urllib.request.urlopen(f"{address}api/v1/about").read()
            print(f"server ready: {time.perf_counter() - started:.2f} s")
            address = address.rstrip("/")
            time.sleep(3)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                page_times(browser, address)
                browser.close()
            many_readers(address)


if __name__ == "__main__":
    main()
