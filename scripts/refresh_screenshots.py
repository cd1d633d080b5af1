"""Make the README's screenshots from a served workbench; needs the `test` extra and Chromium."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import sync_playwright  # noqa: E402

from web.browser import CHROMIUM, FLAGS, served  # noqa: E402

SHOTS = {
    "overview": ("/?set=strong_capital_defence&force=united_kingdom", "light"),
    "balance": ("/balance", "light"),
}
PATIENCE_MILLISECONDS = 600_000


def main() -> None:
    """One picture for each view in `SHOTS`."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (path, scheme) in SHOTS.items():
            page = browser.new_page(viewport={"width": 1280, "height": 820}, color_scheme=scheme)
            page.set_default_timeout(PATIENCE_MILLISECONDS)
            for _ in range(2):  # the first load compiles the models
                page.goto(address.rstrip("/") + path)
                page.wait_for_function("() => Number(document.documentElement.dataset.drawn) >= 1")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
