"""Plans for tests: bare ones with no limits but those named, and random ones."""

import numpy as np

from deterrence.conventional.apportionment_plan import Plan


def bare(allies=2, codes=1, years=1, **given):
    """A plan of equal fair shares of 10 units, with nothing in hand and no limit but those given."""
    plan = {
        "holdings": np.zeros((allies, codes)),
        "requirement": np.full(codes, 10.0),
        "growth": np.full((allies, codes), np.inf),
        "cost": np.zeros(codes),
        "upkeep": np.zeros(codes),
        "money": np.full((allies, years), np.inf),
        "people": np.full((allies, years), np.inf),
        "people_each": np.zeros(codes),
        "fair": np.full((allies, codes), 1 / allies),
        "industry": np.full((codes, years), np.inf),
        "half": np.inf,
        "due": np.zeros(codes, dtype=np.int64),
    }
    return Plan(**{**plan, **given})


def random_plan(seed, allies=4, codes=3, years=3, tightness=1.0):
    """A plan whose limits may or may not bind; what is held can always be kept."""
    random = np.random.default_rng(seed)
    requirement = random.uniform(10, 500, codes)
    fair = random.random((allies, 1)) + 0.05
    fair = np.repeat(fair / fair.sum(), codes, axis=1)
    holdings = fair * requirement * random.uniform(0.2, 0.9, (allies, codes))
    cost = random.uniform(0.05, 3, codes)
    upkeep, each = cost / 20, random.uniform(0.1, 5, codes)
    kept = (upkeep * holdings).sum(axis=1)[:, None], (each * holdings).sum(axis=1)[:, None]
    spare = fair[:, :1] * random.uniform(0.02, 0.4, (allies, 1)) / tightness
    return bare(
        allies,
        codes,
        years,
        holdings=holdings,
        requirement=requirement,
        growth=fair * requirement * random.uniform(0.02, 0.5, (allies, codes)) / tightness,
        cost=cost,
        upkeep=upkeep,
        money=np.repeat(kept[0] + spare * (cost * requirement).sum(), years, axis=1),
        people_each=each,
        people=np.repeat(kept[1] + 2 * spare * (each * requirement).sum(), years, axis=1),
        fair=fair,
        industry=np.repeat(requirement[:, None] * random.uniform(0.05, 0.6, (codes, 1)), years, axis=1),
        half=0.5,
    )
