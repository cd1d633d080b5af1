"""The spread of futures in five numbers: the median and the ends of the middle 50 and 90 per cent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BANDS = {"p05": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}


def bands(values: Floats) -> dict[str, Floats]:
    """Quantiles over the futures by name, linear between order statistics (Hyndman and Fan 1996, type 7).

    Args:
        values: [future, ...], no NaN.

    Returns:
        `p05`, `p25`, `p50`, `p75`, `p95`, each of the shape behind the future axis.
    """
    found = np.quantile(values, list(BANDS.values()), axis=0)
    return dict(zip(BANDS, found, strict=True))
