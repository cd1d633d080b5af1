import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.evidence.dataset import load_dataset
from deterrence.missile_defence.components import batteries, raid, shield
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import resolve

YEARS = np.arange(2025, 2041)
QUANTITIES = tuple(dict.fromkeys((*raid.COMPONENT.quantities, *batteries.COMPONENT.quantities)))
EUROPE, RAIDS = shield.PREFIX, "missile_defence.russian_raids."


@pytest.fixture(scope="module")
def scenario():
    return load_scenario(None, load_dataset())


@pytest.fixture(scope="module")
def draws(scenario):
    resolved = resolve(scenario, "reference")
    return draw(
        {name: resolved[name] for name in (*batteries.COMPONENT.quantities, *raid.COMPONENT.quantities)},
        5,
        0,
        60,
        scenario.years,
    )


def with_(draws, **values):
    """The draws with some of the shield's quantities set to one value."""
    futures = next(iter(draws.values())).shape
    return {**draws, **{EUROPE + name: np.full(futures, float(value)) for name, value in values.items()}}


def evaluate(draws, years, components=(raid.COMPONENT, batteries.COMPONENT)):
    whole = slice(0, years.size)
    found = [component.profile(component.prepare(draws, years, "aids_net"), {}, whole) for component in components]
    return {name: values for one in found for name, values in one.items()}


def test_shares_and_days_are_within_their_bounds(draws):
    found = evaluate(draws, YEARS)
    for outcome in (*raid.COMPONENT.outcomes, *batteries.COMPONENT.outcomes):
        assert np.all(found[outcome.name] >= 0) or "avoided" in outcome.name
    assert np.all(found["days_sustained"] <= 60)
    for name in ("leakage_share", "interceptors_left_share", "leakage_share_by_class", "leakage_share_of_campaign"):
        assert np.all(found[name] <= 1 + 1e-12)


def test_a_dated_quantity_counts_as_it_stands_in_the_base_year(draws):
    found = evaluate(draws, YEARS)
    paths = {
        name: np.where(YEARS == raid.YEAR, values[:, None], values[:, None] / 2)
        for name, values in draws.items()
        if name in QUANTITIES
    }
    dated = evaluate(paths, YEARS)
    assert all(np.array_equal(dated[name], found[name]) for name in found)
    later = evaluate({name: np.repeat(v[:, None], 3, axis=1) for name, v in draws.items()}, YEARS[5:8])
    assert np.array_equal(later["leakage_share"], found["leakage_share"])


def test_raids_are_whole_and_sum_to_what_the_region_gets(draws):
    objects = raid.objects_by_day(draws)
    share = draws[f"{RAIDS}share_of_missiles"] * draws[f"{RAIDS}use_share"]
    months = 60 / (365.25 / 12)
    of = draws[f"{RAIDS}subsonic_cruise.stock"] + months * draws[f"{RAIDS}subsonic_cruise.output_per_month"]
    column = shield.CLASSES.index("subsonic_cruise")
    assert_allclose(objects[:, :, column].sum(axis=1), share * of, atol=0.5 + 1e-6)
    days = np.flatnonzero(objects[0].sum(axis=1))
    assert np.all(np.diff(days) == np.diff(days)[0])
    assert days[0] == 0


def test_without_a_battery_nothing_stops_what_flies_fast(draws):
    bare = with_(draws, availability_share=0.0)
    found = evaluate(bare, YEARS)["leakage_share_by_class"][:, 0]
    came = raid.objects_by_day(bare).sum(axis=1) > 0
    for threat in ("ballistic_medium_range", "ballistic_short_range", "aeroballistic", "supersonic_cruise"):
        column = shield.CLASSES.index(threat)
        assert_allclose(found[:, column], came[:, column])


def test_one_battery_more_is_one_patriot_battery_in_every_future(draws):
    today, more = (shield.systems_in_region(draws, number) for number in (0, 1))
    assert np.all(more["patriot"] - today["patriot"] == 1)
    lever = shield.systems_in_region(with_(draws, added_batteries_estonia=3))
    assert np.all(lever["patriot"] - today["patriot"] == 3)
    assert all(np.array_equal(more[name], today[name]) for name in shield.SYSTEMS if name != "patriot")


def test_what_each_battery_avoids_adds_up_to_what_all_avoid(draws):
    """RC2: leakers with none less leakers with ten are the sum over the batteries; the price of one divides each."""
    found = evaluate(draws, YEARS)
    leakers, avoided = found["leakers_of_campaign"], found["leakers_avoided_by_battery"]
    assert leakers.shape == (60, 11)
    assert not avoided[:, 0].any()
    assert_allclose(avoided.sum(axis=1), leakers[:, 0] - leakers[:, 10], atol=1e-9)
    assert_allclose(found["leakers_avoided_per_usd_bn"] * draws[f"{EUROPE}battery_cost"][:, None], avoided)
    assert_allclose(found["leakers_avoided_by_battery_share"][:, 1] * leakers[:, 0], avoided[:, 1])
    missiles = raid.objects_by_day(draws)[:, :, :-1].sum(axis=(1, 2))
    assert_allclose(found["leakage_share_of_campaign"] * missiles[:, None], leakers)


def test_batteries_added_by_the_lever_are_those_of_the_axis(draws):
    """Three by the lever and none added, or none by the lever and three added: the same campaign."""
    lever = evaluate(with_(draws, added_batteries_estonia=3), YEARS)["leakers_of_campaign"]
    assert np.array_equal(lever[:, 0], evaluate(draws, YEARS)["leakers_of_campaign"][:, 3])


def test_the_first_battery_avoids_more_than_the_last(draws):
    """Cover saturates and rounds are no longer what is short: by law RC2 12 of 124 leakers, then 10, 8 and 3."""
    avoided = np.median(evaluate(draws, YEARS)["leakers_avoided_by_battery"], axis=0)
    assert avoided[1] > avoided[4] > avoided[10] > 0


def test_no_day_has_more_rounds_than_were_held_and_made(draws):
    of = shield.shield(draws, shield.systems_in_region(draws))
    _, fired, left = shield.fight(of, raid.objects_by_day(draws))
    held = (of.places + of.reloads)[:, None] + np.arange(60)[:, None] * of.delivered_per_day[:, None]
    assert_allclose(np.cumsum(fired, axis=1) + left, held, atol=1e-8)


def test_cover_is_that_of_the_systems_able_against_the_class(draws):
    one = with_(draws, **{"cover_share_of_one_battery.ballistic": 0.5, "short_range.cover_share": 0.25})
    none = np.zeros(60, dtype=np.int64)
    systems = {**dict.fromkeys(shield.SYSTEMS, none), "patriot": none + 2, "samp_t": none + 1, "short_range": none + 1}
    covered = dict(zip(shield.CLASSES, shield.cover(one, systems)[0], strict=True))
    assert covered["ballistic_medium_range"] == 0
    assert covered["aeroballistic"] == 0.75
    assert covered["ballistic_short_range"] == 0.875
    assert covered["drone"] == 0.25
