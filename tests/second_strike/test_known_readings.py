"""The models of today on the inputs at which the laws were tried (RE2, RE6, RT2 to RT4, RD2, RD4).

`cases/second_strike_of_the_laws.json` has those inputs, drawn as then: triangles, seed 1, 300 futures, everything as
likely between two ends. What is expected is what the laws print, worked out before these models were written.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from deterrence.axes import EXPLICIT_DECOYS, INDEPENDENT_SENSORS
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Triple
from deterrence.scenario.draw import uniforms
from deterrence.second_strike.chances import BENCHMARKS
from running import BOATS, DEPLOYMENT, RETALIATION, outcomes, quantities_of

INPUTS = json.loads((Path(__file__).parents[1] / "cases" / "second_strike_of_the_laws.json").read_text())
UNITS = {name: one.unit for name, one in load_dataset().quantities.items()}
YEARS, SEED, FUTURES = tuple(range(2025, 2041)), 1, 300
NAMES = (BOATS, DEPLOYMENT, RETALIATION, "second_strike.twins")
COUNTS = (16, 24, 32, 40, 48, 64, 80)
HALF, SPREAD, ALL = 1, 2, 3
OLD, NEW, WHOLE = 1, 2, 3
FRANCE, BRITAIN, BOTH = 0, 1, 2
FORCES = (BRITAIN, FRANCE, BOTH)
"""As the laws print them."""
PRINTED = 0.00501
"""The laws print two figures."""
ASSURED = 0.03
"""The law does not say on which futures it tried these; two standard errors of a share of 300 are at most .058."""
STRONG, CLAIMED, UNPROVEN, FEW = (
    "strong_capital_defence", "claimed_performance", "unproven_defence", "few_interceptors",
)  # fmt: skip
AT_ITS_WORD = {
    f"missile_defence.{name}": value
    for name, value in {
        "s500.availability_share": 0.95, "exo_atmospheric.availability_share": 0.9, "s500.usable_share": 1,
        "s500.rounds_per_system": 48, "s500.initial_rounds": 40, "s500.output_per_year": 40,
        "sensor.sees_probability": 1,
    }.items()
}  # fmt: skip


def triangle(ends, u):
    low, central, high = ends
    return stats.triang.ppf(u, (central - low) / (high - low), low, high - low)


def split(ends, u):
    """The split triangle of law RD1, written here once more."""
    low, central, high = ends
    below = low + (central - low) * np.sqrt(2 * u)
    return np.where(u < 1 / 2, below, high - (high - central) * np.sqrt(2 - 2 * u))


def drawn_of(form, u, family):
    """[future], or [future, year] where the input has dates."""
    if isinstance(form, dict):
        dates = {int(year): drawn_of(of, u, family) for year, of in form.items() if year != "rule"}
        if form["rule"] == "step":
            return np.stack([dates[max(year for year in dates if year <= y)] for y in YEARS], axis=1)
        found = np.stack(list(dates.values()), axis=1)
        return np.stack([np.interp(YEARS, list(dates), one) for one in found])
    if isinstance(form, list):
        return form[0] + u * (form[1] - form[0]) if len(form) == 2 else family(form, u)
    return np.full(u.shape, float(form))


def draws(assumption_set, structure="aids_net", count=FUTURES, family=triangle, **changed):
    found = {}
    for name in quantities_of(NAMES, structure):
        form = changed.get(name, INPUTS[name].get(assumption_set, INPUTS[name]["reference"]))
        values = drawn_of(form, uniforms(SEED, name, 0, count), family)
        found[name] = np.floor(values + 1 / 2 + 1e-9) if UNITS[name].is_whole else values
    return found


def erosion(*asked, **changed):
    """Day-to-day, [future, year of 2026 and 2036, force, exposure, twin]."""
    structure = changed.get("structure", "aids_net")
    return outcomes(NAMES, draws(*asked, **changed), YEARS, structure)["erosion_of_twins"][:, :, :, 0]


@pytest.fixture(scope="module")
def tried():
    return {name: erosion(name) for name in ("reference", STRONG, CLAIMED, UNPROVEN, FEW)}


def printed(values):
    """Means of the British, the French and of both forces."""
    return [values[:, force].mean() for force in FORCES]


def losing_half(values):
    return [(values[:, force] >= 0.5 + 1e-9).mean() for force in FORCES]


@pytest.mark.parametrize(
    ("name", "label", "mean", "half_lost"),
    [
        ("reference", HALF, (0.30, 0.22, 0.17), (0, 0, 0)),
        ("reference", SPREAD, (0.44, 0.27, 0.20), (0.29, 0.03, 0)),
        ("reference", ALL, (0.41, 0.23, 0.17), (0.22, 0.01, 0)),
        (STRONG, HALF, (0.38, 0.35, 0.29), (0, 0, 0)),
        (STRONG, SPREAD, (0.64, 0.48, 0.35), (0.89, 0.43, 0.03)),
        (STRONG, ALL, (0.67, 0.43, 0.32), (0.93, 0.27, 0.01)),
        (CLAIMED, HALF, (0.40, 0.39, 0.35), (0, 0, 0)),
        (CLAIMED, SPREAD, (0.75, 0.66, 0.51), (0.99, 0.87, 0.52)),
        (CLAIMED, ALL, (0.76, 0.59, 0.43), (0.99, 0.70, 0.24)),
        (UNPROVEN, HALF, (0.11, 0.06, 0.05), (0, 0, 0)),
        (UNPROVEN, SPREAD, (0.12, 0.07, 0.05), (0, 0, 0)),
        (UNPROVEN, ALL, (0.12, 0.06, 0.05), (0, 0, 0)),
        (FEW, HALF, (0.18, 0.11, 0.08), (0, 0, 0)),
        (FEW, SPREAD, (0.20, 0.11, 0.09), (0, 0, 0)),
        (FEW, ALL, (0.21, 0.11, 0.09), (0, 0, 0)),
    ],
)
def test_what_each_exposure_loses_is_what_law_re6_prints(tried, name, label, mean, half_lost):
    """Among it RE2: of the strong set France loses half in .43 of futures under spread, in .27 under all."""
    found = tried[name][:, 1, :, label, WHOLE]
    assert printed(found) == pytest.approx(mean, abs=PRINTED)
    assert losing_half(found) == pytest.approx(half_lost, abs=PRINTED)


@pytest.mark.parametrize(
    ("label", "mean", "half_lost"),
    [
        (HALF, (0.50, 0.50, 0.49), (0, 0, 0)),
        (SPREAD, (0.96, 0.95, 0.87), (1, 1, 1)),
        (ALL, (0.99, 0.95, 0.75), (1, 1, 0.99)),
    ],
)
def test_claims_at_their_word_lose_what_law_re6_prints(label, mean, half_lost):
    found = erosion(CLAIMED, **AT_ITS_WORD)[:, 1, :, label, WHOLE]
    assert printed(found) == pytest.approx(mean, abs=0.03)
    assert losing_half(found) == pytest.approx(half_lost, abs=PRINTED)


@pytest.mark.parametrize(
    ("structure", "name", "half_lost"),
    [
        (EXPLICIT_DECOYS, "reference", (0.24, 0.02, 0)),
        (EXPLICIT_DECOYS, STRONG, (0.77, 0.06, 0)),
        (EXPLICIT_DECOYS, CLAIMED, (0.86, 0.31, 0.06)),
        (INDEPENDENT_SENSORS, "reference", (0.26, 0.02, 0)),
        (INDEPENDENT_SENSORS, STRONG, (0.95, 0.29, 0.02)),
        (INDEPENDENT_SENSORS, CLAIMED, (0.99, 0.69, 0.24)),
    ],
)
def test_the_other_structures_lose_half_as_often_as_law_re6_says(structure, name, half_lost):
    """100 futures; within the five points that the law leaves."""
    found = erosion(name, structure=structure, count=100)[:, 1, :, ALL, WHOLE]
    assert losing_half(found) == pytest.approx(half_lost, abs=0.05)


@pytest.mark.parametrize(
    ("name", "of_2026", "of_2036"),
    [
        ("reference", (0.30, 0.17, 0.13), (0.41, 0.23, 0.17)),
        (STRONG, (0.38, 0.21, 0.16), (0.67, 0.43, 0.32)),
    ],
)
def test_the_change_since_2026_is_what_law_rt3_prints(tried, name, of_2026, of_2036):
    then, later = (tried[name][:, year, :, ALL, WHOLE] for year in (0, 1))
    assert printed(then) == pytest.approx(of_2026, abs=PRINTED)
    assert printed(later) == pytest.approx(of_2036, abs=PRINTED)


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("reference", (0.19, 0.11, 0.08)),
        (STRONG, (0.46, 0.31, 0.23)),
        (UNPROVEN, (0.02, 0.01, 0.01)),
        (FEW, (0.06, 0.03, 0.02)),
    ],
)
def test_the_new_part_is_what_law_rt3_prints(tried, name, new):
    """Of which, of the British 2036, .19 of .41 was new in the reference and .46 of .67 in the strong set."""
    found = tried[name][:, 1, :, ALL]
    assert printed(found[..., WHOLE] - found[..., OLD]) == pytest.approx(new, abs=0.0055)


@pytest.mark.parametrize(
    ("name", "quarter", "half"),
    [("reference", 0.24, 0.01), (STRONG, 0.98, 0.33), (CLAIMED, 0.97, 0.29), (UNPROVEN, 0, 0), (FEW, 0, 0)],
)
def test_a_quarter_of_the_british_is_lost_to_what_is_new_as_often_as_law_rt3_says(tried, name, quarter, half):
    found = tried[name][:, 1, BRITAIN, ALL]
    new = found[:, WHOLE] - found[:, OLD]
    assert [(new >= line).mean() for line in (0.25, 0.5)] == pytest.approx([quarter, half], abs=PRINTED)


@pytest.mark.parametrize(
    ("name", "old", "new", "new_first"),
    [("reference", 0.21, 0.19, 0.20), (STRONG, 0.22, 0.46, 0.50), (CLAIMED, 0.32, 0.44, 0.62)],
)
def test_what_is_there_comes_first_and_the_other_order_stands_beside_it_law_rt2(tried, name, old, new, new_first):
    found = tried[name][:, 1, BRITAIN, ALL].mean(axis=0)
    assert [found[OLD], found[WHOLE] - found[OLD], found[NEW]] == pytest.approx([old, new, new_first], abs=PRINTED)


def test_the_chain_of_british_chances_is_what_law_rd2_says():
    """Order, class, common cause and boat: .98 x .98 x .99 x .98 = .932; mean and median of the products of draws."""
    u = np.random.default_rng(1).random((4, 200_000))
    ends = ((0.9, 0.98, 1), (0, 0.02, 0.1), (0, 0.01, 0.1), (0.8, 0.98, 1))
    for family, mean, median in ((triangle, 0.823, 0.825), (split, 0.876, 0.883)):
        order, of_class, cause, boat = (family(end, row) for end, row in zip(ends, u, strict=True))
        chain = order * (1 - of_class) * (1 - cause) * boat
        assert [chain.mean(), np.median(chain)] == pytest.approx([mean, median], abs=2e-3)
    assert pytest.approx(0.932, abs=5e-4) == 0.98 * 0.98 * 0.99 * 0.98


@pytest.mark.parametrize(
    ("ends", "was", "is_now"),
    [((0, 8, 40), 16, 12), ((0, 0.25, 0.7), 0.317, 0.283), ((5, 20, 60), 28.4, 24.2)],
)
def test_means_of_ranges_that_lean_up_come_down_as_law_rd2_says(ends, was, is_now):
    """(0 + 8 + 40) / 3 = 16 and (0 + 32 + 40) / 6 = 12; the same for the others, in three figures."""
    u = (np.arange(20_000) + 0.5) / 20_000
    assert triangle(ends, u).mean() == pytest.approx(was, rel=5e-3)
    assert Triple(*ends).quantile(u).mean() == pytest.approx(is_now, rel=5e-3)


@pytest.mark.parametrize(("name", "mean"), [("reference", (0.41, 0.23, 0.16)), (STRONG, (0.71, 0.45, 0.32))])
def test_split_triangles_move_the_erosion_as_law_rd2_says(name, mean):
    assert printed(erosion(name, family=split)[:, 1, :, ALL, WHOLE]) == pytest.approx(mean, abs=0.01)


@pytest.mark.parametrize(
    ("name", "mean", "french_half"), [("reference", (0.46, 0.27, 0.20), None), (STRONG, (0.73, 0.50, 0.36), 0.45)]
)
def test_two_looks_of_two_layers_move_the_erosion_as_law_rd4_says(name, mean, french_half):
    twice = {f"missile_defence.{layer}.looks": 2 for layer in ("s500", "terminal")}
    found = erosion(name, **twice)[:, 1, :, ALL, WHOLE]
    assert printed(found) == pytest.approx(mean, abs=0.015)
    if french_half is not None:
        assert losing_half(found)[1] == pytest.approx(french_half, abs=0.015)


def assured(name):
    """Share of futures in which a count has an even chance, [future, force, defence none, old and whole, count]."""
    counts = dict(zip(BENCHMARKS, np.resize(COUNTS, len(BENCHMARKS)), strict=True))
    given = draws(name) | {identity: np.full(FUTURES, float(count)) for identity, count in counts.items()}
    reach = outcomes((*NAMES, "second_strike.reach"), given, YEARS)["reach"]
    return (reach[:, 0, :, 0, 0] >= 1 / 2).mean(axis=0)


@pytest.fixture(scope="module")
def adequate():
    return {name: assured(name) for name in ("reference", STRONG, CLAIMED, UNPROVEN, FEW)}


@pytest.mark.parametrize(
    ("name", "force", "count", "share"),
    [
        ("reference", BRITAIN, 32, (0.95, 0.36, 0.06)),
        ("reference", BRITAIN, 24, (1, 0.82, 0.29)),
        ("reference", BRITAIN, 16, (1, 0.99, 0.71)),
        ("reference", FRANCE, 48, (1, 0.94, 0.67)),
        ("reference", BOTH, 80, (0.99, 0.93, 0.73)),
        (STRONG, BRITAIN, 32, (0.98, 0.51, 0)),
        (STRONG, FRANCE, 48, (1, 0.97, 0.15)),
        (STRONG, BOTH, 80, (1, 0.98, 0.39)),
    ],
)
def test_counts_are_assured_as_often_as_law_rt4_prints(adequate, name, force, count, share):
    found = adequate[name][force, :, COUNTS.index(count)]
    assert found == pytest.approx(share, abs=ASSURED)


@pytest.mark.parametrize(
    ("name", "shares"), [(CLAIMED, (0, 0.02, 0.15)), (FEW, (0.22, 0.93, 0.91)), (UNPROVEN, (0.36, 0.97, 0.95))]
)
def test_through_the_whole_defence_they_are_assured_as_often_as_law_rt4_prints(adequate, name, shares):
    """32 of the United Kingdom, 48 of France, 80 of both."""
    places = ((BRITAIN, 32), (FRANCE, 48), (BOTH, 80))
    assert [adequate[name][force, 2, COUNTS.index(count)] for force, count in places] == pytest.approx(
        shares, abs=ASSURED
    )


@pytest.mark.parametrize(("force", "count", "share"), [(BRITAIN, 40, 0.49), (FRANCE, 64, 0.82)])
def test_what_is_not_assured_even_without_a_defence_has_no_verdict_law_rt4(adequate, force, count, share):
    """Fewer than .9 of the futures."""
    assert adequate["reference"][force, 0, COUNTS.index(count)] == pytest.approx(share, abs=ASSURED)
