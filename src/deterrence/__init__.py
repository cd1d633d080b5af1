"""Deterrence: an open workbench for the transatlantic deterrence-and-defence system."""

from importlib import import_module

__version__ = "0.1.0"

# Where each name lives; loaded when it is first used, so that the import itself stays light. Types: __init__.pyi.
_HOMES = {
    "load": "deterrence.api.scenario",
    "run": "deterrence.api.run",
    "open_run": "deterrence.api.opened",
    "FinishedRun": "deterrence.api.run",
    "OutcomeArray": "deterrence.api.outcome",
    "Scenario": "deterrence.scenario.scenario",
    "InputError": "deterrence.errors",
}

__all__ = ["FinishedRun", "InputError", "OutcomeArray", "Scenario", "__version__", "load", "open_run", "run"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'deterrence' has no attribute {name!r}", name=name)
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
