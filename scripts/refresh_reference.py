"""Run the reference and store its verdicts with the package, so that they can be shown at once (law 46).

    python scripts/refresh_reference.py

Takes a minute or two, and is run last: after every change of the models, the claims or the dataset the stored verdicts
are used no more until it has been run again. Nothing else writes them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from deterrence.api import limits
from deterrence.api.scenario import load
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.claims.marks import propositions, refusals
from deterrence.claims.reference import (
    LEAST_BLOCKS,
    SEED,
    STORED,
    StoredReference,
    asked,
    reference_digest,
    stored_text,
)
from deterrence.claims.register import register_rows
from deterrence.claims.sampling import Sampling
from deterrence.claims.summary import verdict_dict
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.progress import progress_line
from deterrence.exploration.question import reference_options

FUTURES, WORKERS = limits.USUAL_FUTURES, 2


def main() -> None:
    """Run, judge, test each proposition, write."""
    scenario, claims = load(), load_claims()
    digest = reference_digest(dataset=scenario.dataset.digest)
    options = reference_options(scenario, FUTURES, SEED)
    with tempfile.TemporaryDirectory() as folder, progress_line() as show:
        run = run_ensemble(scenario, options, Path(folder), WORKERS, show, unsettled=Sampling(LEAST_BLOCKS))
        judge, found = Judge(run), refusals(run, claims)
        verdicts = [
            {**verdict_dict(one), "refusal": found[one.claim.id, one.reading.id, one.subject].as_dict()}
            for claim in claims
            for one in judge.judge(claim)
        ]
        marked = [
            dict(zip(("claim", "reading", "subject"), one.key, strict=True)) | {"refusal": found[one.key].as_dict()}
            for one in propositions(claims)
            if one.reading.judged is None and one.key in found
        ]
        futures, headline_futures = dict(run.futures), dict(run.headline_futures)
    stored = StoredReference(
        digest=digest,
        asked=asked(scenario, FUTURES, SEED),
        futures=futures,
        headline_futures=headline_futures,
        register=register_rows(claims, scenario.years),
        marked=marked,
        verdicts=verdicts,
    )
    STORED.write_text(stored_text(stored), encoding="utf-8")
    print(f"{STORED}: {len(verdicts)} verdicts; {stored.described}")


if __name__ == "__main__":
    main()
