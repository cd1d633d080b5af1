import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """Title by name, as the command lists them."""
    done = command("--list")
    assert done.returncode == 0, done.stderr
    return dict(line.split(": ", 1) for line in done.stdout.splitlines())


def test_every_benchmark_is_listed(titles):
    written = {path.stem for path in BENCHMARKS.glob("*.py") if "\ndef rows(" in path.read_text(encoding="utf-8")}
    assert set(titles) == written


def test_the_report_has_the_machine_and_a_section_for_every_benchmark_in_order(titles):
    lines = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("## ")] == [
        f"## {title}" for title in ("The machine", *titles.values())
    ]


def test_nothing_in_the_report_failed():
    assert "failed" not in (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")


def test_an_unknown_benchmark_is_refused_with_the_names_that_there_are(titles):
    done = command("sped")
    assert done.returncode == 2
    assert "no such benchmark: sped" in done.stderr
    assert all(name in done.stderr for name in titles)


def test_a_folder_that_is_no_checkout_is_refused(tmp_path):
    done = command("--against", str(tmp_path))
    assert done.returncode == 2
    assert "holds no src/deterrence" in done.stderr


@pytest.mark.parametrize(
    ("unit", "value", "bar", "ratio"),
    [
        ("seconds", 2.0, 4.0, 2.0),  # half the time allowed
        ("seconds", 8.0, 4.0, 0.5),
        ("futures a second", 200.0, 100.0, 2.0),  # twice the rate asked for
        ("share", 0.4, 0.8, 0.5),
    ],
)
def test_a_ratio_above_one_is_better_whether_more_or_less_is(unit, value, bar, ratio):
    code = (
        "from benchmarks.rows import Row; "
        f"one = ('', '', {value}, {unit!r}); "
        f"print(Row(*one, bar={bar}).ratio, Row(*one, peer='p', peer_value={bar}).ratio)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [float(text) for text in done.stdout.split()] == [ratio, ratio]


def test_a_peer_that_is_not_installed_is_said_in_its_row():
    code = (
        "import sys; sys.modules['ema_workbench'] = None; sys.modules['ema_workbench.analysis'] = None; "
        "from benchmarks import ema, prim; from benchmarks.rows import Row, table; "
        "assert ema._peer_seconds(None, (), None, None) is None and prim._peer(*prim._made(), 1) is None; "
        "print(table([Row('same model', 'a rate', 5.0, 'futures a second', peer=ema.PEER)]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == (
        "| same model | a rate | 5 | futures a second | EMA Workbench: peer not installed |  |"
    )
