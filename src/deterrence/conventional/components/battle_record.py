"""What campaign models rest on, held against a record of 157 battles (law C33).

No form is scored on a campaign: the record holds battles of days. It says what the ratio of strengths is worth, and
whether the drawn exponent and exchange ratio hold the losses that were recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Floats
from deterrence.axes import REFERENCE, named
from deterrence.component import Outcome
from deterrence.conventional import battles
from deterrence.conventional.components import campaign
from deterrence.conventional.components.campaign_forms import PREFIX
from deterrence.study import BackTest, Given, Label, Solution, Study

TABLE: Final = "conventional/battles_1939_1982.csv"
"""The record, a file of the dataset."""
BAND: Final = (0.05, 0.95)
LARGE_FORCE, LARGE_DAYS = 10_000, 3
"""From so many soldiers on each side and so many days on, a battle begins to be like a campaign."""
_LEVEL: Final = 0.95
FUTURES: Final = 300
_PAGE = "models/conventional_campaign.md"
PREDICTOR: Final = named(
    ("base_rate", "strength_ratio", "air", "air_as_number", "surprise", "tanks"),
    {
        "base_rate": "the share of battles won",
        "strength_ratio": "the ratio of strengths",
        "air": "the ratio and air superiority",
        "air_as_number": "the same with the mark for unknown read as a number",
        "surprise": "the ratio, air superiority and surprise",
        "tanks": "these and the ratio of tanks",
    },
)
ESTIMATE: Final = named(("low", "central", "high"))
COUNTED: Final = named(
    ("all", "winner_told", "large"),
    {"all": "battles", "winner_told": "with a winner told", "large": "of 10,000 a side and three days or more"},
)

OUTCOMES: Final = (
    Outcome(
        "battle_count", "battles", "battle_record", ("counted",), "Battles of the record.", _PAGE, dtype="int64",
    ),
    Outcome(
        "battle_brier", "score", "battle_record", ("predictor",),
        "Brier score where each battle is foretold from all others; less is better.", _PAGE,
    ),
    Outcome(
        "battle_auc", "probability", "battle_record", ("estimate",),
        "Chance that a battle won had the greater ratio of strengths than one not won, with its 95 % interval; .5 is "
        "a coin.", _PAGE,
    ),
    Outcome(
        "battle_exponent", "factor", "battle_record", ("estimate",),
        "Exponent of Lanchester's law that the recorded losses give, with its 95 % interval; the square law is 2.",
        _PAGE,
    ),
    Outcome(
        "battle_explained_share", "share", "battle_record", (),
        "Share of the spread of the ratio of loss shares that the ratio of strengths explains.", _PAGE,
    ),
    Outcome(
        "battle_advance_rank", "factor", "battle_record", (),
        "Rank correlation of the ratio of strengths with the advance a day.", _PAGE,
    ),
    Outcome(
        "battle_inside_share", "share", "battle_record", (),
        "Share of the battles whose ratio of loss shares lies in the band of 90 % that the drawn exponent and exchange "
        "ratio give.", _PAGE,
    ),
)  # fmt: skip


def _briers(of: battles.Record) -> list[float]:
    """Brier scores of the predictors, in their order."""
    told, ratio = of.is_told, of.log_ratio
    chosen: Mapping[str, tuple[Floats, ...]] = {
        "base_rate": (),
        "strength_ratio": (ratio,),
        "air": (ratio, of.known_air),
        "air_as_number": (ratio, of.air),
        "surprise": (ratio, of.known_air, of.surprise),
        "tanks": (ratio, of.known_air, of.surprise, of.log_tanks),
    }
    none = np.zeros((int(told.sum()), 0))
    return [
        battles.brier_left_out(np.column_stack([none, *(one[told] for one in chosen[name])]), of.won[told])
        for name in PREDICTOR
    ]


def _inside(log_ratio: Floats, recorded: Floats, given: Given) -> float:
    """Share of the battles in the band of b log(A / D) - log rho over futures."""
    exponent, exchange = (given.draws[PREFIX + name] for name in ("exponent", "exchange_ratio"))
    foretold = exponent[:, None] * log_ratio - np.log(exchange)[:, None]
    low, high = np.quantile(foretold, BAND, axis=0)
    return float(np.mean((recorded >= low) & (recorded <= high)))


def _solve(given: Given) -> tuple[dict[str, AnyArray], dict[str, tuple[Label, ...]]]:
    """Score the record."""
    from scipy.special import ndtri  # takes a fifth of the start of a worker, which needs none of it

    of = battles.record(given.tables[TABLE])
    told = of.is_told
    large = (np.minimum(of.attacker, of.defender) >= LARGE_FORCE) & (of.days >= LARGE_DAYS)
    log_ratio, recorded = battles.loss_shares(of)
    line = battles.line(log_ratio, recorded)
    half = float(ndtri((1 + _LEVEL) / 2)) * line.slope_error
    values: dict[str, AnyArray] = {
        "battle_count": np.array([told.size, told.sum(), large.sum()], dtype=np.int64),
        "battle_brier": np.array(_briers(of)),
        "battle_auc": np.array(battles.auc(of.log_ratio[told], of.won[told], _LEVEL)),
        "battle_exponent": np.array([line.slope - half, line.slope, line.slope + half]),
        "battle_explained_share": np.array(line.explained),
        "battle_advance_rank": np.array(battles.rank_correlation(of.log_ratio, of.advance_km / of.days)),
        "battle_inside_share": np.array(_inside(log_ratio, recorded, given)),
    }
    labels: dict[str, tuple[Label, ...]] = {
        "counted": tuple(COUNTED), "predictor": tuple(PREDICTOR), "estimate": tuple(ESTIMATE),
    }  # fmt: skip
    return values, labels


def _held(found: Solution) -> float:
    return float(found.at("battle_inside_share"))


def defects(found: Solution) -> str:
    """What is wrong with the record, wherever its score is told at length."""
    return (
        "The record has defects: two thirds of its land battles are from 1943 to 1945, and those that the attacker won "
        "are the better documented; strengths are people and not equipment, and prisoners count among the defender's "
        "casualties; air superiority of 9 means unknown, which its description does not say. It is one of days, not of "
        f"campaigns: {found.at('battle_count', counted='large')} battles have {LARGE_FORCE:,} people on each side and "
        f"last {LARGE_DAYS} days or more"
    )


@dataclass(frozen=True)
class Score:
    """A number of a sentence on the record: as it is told, and the outcome of the study at labels."""

    text: str
    value: float
    outcome: str
    labels: Mapping[str, str]


Said = tuple[str, tuple[Score, ...]]
"""A sentence with a place, `{}`, for each of its numbers."""


def _score(found: Solution, form: str, outcome: str, **labels: str) -> Score:
    value = float(found.at(outcome, **labels))
    return Score(format(value, form), value, outcome, labels)


def exponent(found: Solution) -> Said:
    """How losses went with the ratio of strengths in the record, beside the law of the textbooks."""
    low, central, high = (_score(found, ".2f", "battle_exponent", estimate=name) for name in ESTIMATE)
    lies = "inside" if low.value <= 2 <= high.value else "outside"
    words = "By its losses the exponent of Lanchester's law is {} (95% {} to {}); that of the textbooks, 2, lies "
    return f"{words}{lies} that range", (central, low, high)


def score(found: Solution) -> Said:
    """The score of any campaign that rests on the ratio of strengths."""
    low, area, high = (_score(found, ".2f", "battle_auc", estimate=name) for name in ESTIMATE)
    ratio, base = (_score(found, ".3f", "battle_brier", predictor=name) for name in ("strength_ratio", "base_rate"))
    words = (
        "on {} battles the ratio of strengths tells the winner no better than a coin (AUC {}, 95% {} to {}; Brier {}, "
        "{} without it)"
    )
    return words, (_score(found, ".0f", "battle_count", counted="winner_told"), area, low, high, ratio, base)


def in_words(said: Said) -> str:
    """A sentence with its numbers in it."""
    words, scores = said
    return words.format(*(one.text for one in scores))


def _words(found: Solution) -> str:
    return in_words(score(found))


STUDY: Final = Study(
    name="conventional.battle_record",
    shown_under=(REFERENCE,),
    quantities=(f"{PREFIX}exponent", f"{PREFIX}exchange_ratio"),
    outcomes=OUTCOMES,
    labels={"counted": COUNTED, "predictor": PREDICTOR, "estimate": ESTIMATE},
    solve=_solve,
    futures=FUTURES,
    tables=(TABLE,),
    back_test=BackTest((campaign.COMPONENT.name, campaign.TWINS.name), BAND[1] - BAND[0], _held, _words),
)
