"""What stands beside exported tables: what they are, how to cite them, under what licence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from deterrence import __version__
from deterrence.api.run import FinishedRun
from deterrence.claims.text import counts_text
from deterrence.exploration.description import RECORD_FILE, SCENARIO_FILE


def title(run: FinishedRun) -> str:
    """What the scenario calls itself, else its file."""
    return run.scenario.title or ("The reference" if not run.scenario.changes else run.scenario.name)


def readme(run: FinishedRun, form: str, sizes: Mapping[str, int], every_policy: bool) -> str:
    """What the folder holds, of what run, and how its numbers are to be read.

    Args:
        run: The run.
        form: Form of the tables.
        sizes: Rows of each.
        every_policy: Whether the outcomes under each option are there too.
    """
    record = run.record
    digests = (record.code_digest, record.dataset_digest, record.scenario_digest)
    code, dataset, scenario = (digest[:12] for digest in digests)
    where = "results.xlsx, a sheet each" if form == "xlsx" else f"tables/, a {form} file each"
    lines = [
        f"# {title(run)}: results of deterrence {__version__}",
        "",
        f"{counts_text(run.ensemble.futures, run.ensemble.headline_futures)}, "
        f"{record.first_year} to {record.last_year}, seed {record.seed}.",
        f"Assumption sets: {', '.join(record.assumption_sets)}. Structures: {', '.join(record.structures)}.",
        f"Digests: code {code}, dataset {dataset}, scenario {scenario}.",
        "",
        "Numbers are quantiles over futures drawn from stated ranges, most of them estimates; no probabilities.",
        "Where an outcome says nothing a flag of its table is up: such futures are left out; a blank is all of them.",
        "Futures of different assumption sets and structures are never pooled.",
        "Under each option, and without any (policy: reference)." if every_policy else "Without any option.",
        "",
        f"Tables ({where}):",
        "",
        *(f"- {name}: {count:,} rows" for name, count in sizes.items()),
        "",
        "`columns` says what each column and outcome means, with its unit; `changes` what was changed from the",
        f"reference, why and from which source; `sources` what all rests on. {SCENARIO_FILE} is the scenario as run,",
        f"with reasons and sources: `deterrence run --scenario {SCENARIO_FILE}` makes it again. {RECORD_FILE} holds",
        "versions and digests. sources.bib and sources.json list what it rests on.",
        "",
        "Licence: Apache-2.0 (LICENSE.txt); each source keeps its own. Cite as CITATION.cff says.",
    ]
    return "\n".join(lines) + "\n"


def citation(run: FinishedRun) -> str:
    """How to cite the results, as CITATION.cff."""
    return (
        "cff-version: 1.2.0\n"
        "message: Cite these results with their run record.\n"
        "type: dataset\n"
        f"title: {json.dumps(f'{title(run)}: results of deterrence', ensure_ascii=False)}\n"
        "authors:\n  - name: The deterrence authors\n"
        f"version: {json.dumps(__version__)}\n"
        "license: Apache-2.0\n"
        "identifiers:\n"
        f"  - {{type: other, value: {json.dumps(run.record.identity)}, description: SHA-256 of the run record}}\n"
    )


LICENCE: Final = """Copyright The deterrence authors

Licensed under the Apache License, Version 2.0 (the "License"); you may not use these files except in compliance with
the License. You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on an
"AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the specific
language governing permissions and limitations under the License.

Sources that are named here keep their own licences.
"""
