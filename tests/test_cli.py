import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"


def deterrence(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it, warnings as errors."""
    command = [sys.executable, "-W", "error::DeprecationWarning:deterrence", "-m", "deterrence.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd or ROOT, check=False)


def answer(*arguments: str) -> object:
    done = deterrence(*arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_leakage_of_the_68_interceptor_row():
    """Whole salvos: 34 engaged, 30.9 killed, 9.06 leak (law 10)."""
    found = answer("model", "leakage", "--inputs", str(CASES / "leakage.json"), "--json")
    assert found["mean_leakers"] == pytest.approx(9.06, abs=1e-9)
    assert len(found["leak_distribution"]) == 41
    assert sum(found["leak_distribution"]) == pytest.approx(1, abs=1e-12)


def test_arrivals_of_eight_missiles_of_five():
    """P(>= 40) = .9^8 = .43; 48 cannot arrive (design, section 3)."""
    found = answer("model", "arrivals", "--inputs", str(CASES / "arrivals.json"), "--json")
    assert found["arrival_distribution"][40] == pytest.approx(0.9**8, abs=1e-12)
    assert len(found["arrival_distribution"]) == 41
    assert found["mean_arrivals"] == pytest.approx(36, abs=1e-9)


def test_ledger_lists_every_quantity_with_unit_grades_and_source_or_rationale():
    rows = answer("ledger", "list", "--json")
    assert len(rows) > 80
    for row in rows:
        assert row["unit"]
        assert row["grade"]
        assert row["range_grade"]
        assert row["sources"] or row["rationale"], row["id"]
        assert row["used_by"], row["id"]


def test_explain_names_value_grades_variants_and_users():
    done = deterrence("explain", "missile_defence.region.defended_share")
    assert done.returncode == 0, done.stderr
    for text in ("judged", "variant rusi_2026", "used by: engagement", "able to turn: A07"):
        assert text in done.stdout


def test_model_list_names_every_model():
    assert {model["name"] for model in answer("model", "list", "--json")} == {"leakage", "arrivals", "exposure"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "tests/cases/bad/misspelt.yaml"),
        ("check", "no/such/file.yaml"),
        ("check", "tests"),
        ("model", "leakage", "--inputs", "tests/cases/bad/model_both_structures.json"),
        ("model", "leakage", "--inputs", "tests/cases/arrivals.json"),
        ("explain", "missile_defence.region.defended_shar"),
        ("run", "--futures", "0"),
        ("run", "--workers", "none"),
        ("run", "--output", "pyproject.toml/inside"),
        ("run", "--scenario", "tests/cases/bad/wrong_unit.yaml"),
    ],
    ids=lambda a: " ".join(a),
)
def test_bad_input_is_one_clear_error_and_exit_code_2(arguments):
    done = deterrence(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert done.stdout == ""


def test_a_bad_scenario_writes_nothing(tmp_path):
    scenario = str(CASES / "bad" / "unknown_set.yaml")
    done = deterrence("brief", "--scenario", scenario, "--output", str(tmp_path / "out"))
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


def test_a_good_scenario_is_checked_and_named():
    assert "a scenario file, no problem found" in deterrence("check", "tests/cases/moscow.yaml").stdout
    assert "leakage inputs" in deterrence("check", "tests/cases/leakage.json").stdout


def test_a_scenario_runs_and_its_brief_holds_the_verdicts(tmp_path):
    """A small what-if from end to end: the overlay is in the record, the files are complete."""
    out = tmp_path / "out"
    scenario = str(CASES / "moscow.yaml")
    done = deterrence("brief", "--scenario", scenario, "--futures", "40", "--seed", "3", "--workers", "1",
                      "--output", str(out), "--json")  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {Path(name).name for name in found["files"]} == {"brief.html", "brief.pdf"}
    text = (out / "brief.html").read_text(encoding="utf-8")
    assert "Upper bound, every missile meets a defended region." in text
    assert "Traceback" not in text
    assert (out / "brief.pdf").read_bytes().startswith(b"%PDF")
    assert not list(out.rglob(".partial-*"))
    first = (out / "brief.html").read_bytes(), (out / "brief.pdf").read_bytes()
    again = deterrence("brief", "--scenario", scenario, "--futures", "40", "--seed", "3", "--workers", "2",
                       "--output", str(tmp_path / "again"))  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert first == ((tmp_path / "again" / "brief.html").read_bytes(), (tmp_path / "again" / "brief.pdf").read_bytes())
    shares = {v["force"]: v["interval"] for v in found["verdicts"] if v["claim"] == "A07"}
    assert set(shares) == {"france", "united_kingdom", "both"}
