"""What every worker process needs, loaded once by the process that they are forked from."""

from __future__ import annotations

import gc
from typing import Any

import scipy.special  # noqa: F401
from numba.core import registry

import deterrence.exploration.work  # noqa: F401

_TARGET: Any = registry.cpu_target
_TARGET.typing_context.refresh()
_TARGET.target_context.refresh()
gc.freeze()  # what is loaded stays shared: no worker looks through it for circles
