"""Claims of the user's own on the command line: judged beside the register, refused before anything runs."""

import json

from command import ROOT, deterrence

CLAIM = ROOT / "tests" / "cases" / "own_claim.yaml"
FEW = ("--futures", "20", "--assumption-set", "reference", "--structure", "aids_net", "--workers", "1")


def test_a_claim_of_ones_own_stands_beside_the_register_and_apart_from_it(tmp_path):
    done = deterrence("claims", *FEW, "--claims", CLAIM, "--output", tmp_path / "run", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {row["claim"] for row in found["own"]["verdicts"]} == {"OWN-1"}
    assert "OWN-1" not in {row["claim"] for row in (*found["verdicts"], *found["register"])}
    untested = found["own"]["register"][0]["untested"]
    assert [(one["reading"], one["subject"]) for one in untested] == [("a_third", "both"), ("a_third", "france")]


def test_a_bad_claim_is_refused_before_anything_runs(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        CLAIM.read_text(encoding="utf-8").replace("erosion_same_forces", "erosion_of_forces"), encoding="utf-8"
    )
    for command in ("claims", "brief"):
        done = deterrence(command, *FEW, "--claims", bad, "--output", tmp_path / "run")
        assert done.returncode == 2
        assert (
            "readings.0.proposition.outcome: unknown outcome (erosion_of_forces): did you mean erosion_" in done.stderr
        )
        assert not (tmp_path / "run").exists()


def test_outcomes_are_listed_and_searched():
    done = deterrence("outcomes", "--matching", "How many French warheads arrive?", "--json")
    assert "arrivals" in [one["outcome"] for one in json.loads(done.stdout)[:5]]
    assert deterrence("outcomes", "--matching", "qqq").stdout.startswith("No outcome shares a word")
