from deterrence.api.opened import open_run as open_run
from deterrence.api.outcome import OutcomeArray as OutcomeArray
from deterrence.api.run import FinishedRun as FinishedRun
from deterrence.api.run import run as run
from deterrence.api.scenario import load as load
from deterrence.errors import InputError as InputError
from deterrence.scenario.scenario import Scenario as Scenario

__version__: str
__all__ = ["FinishedRun", "InputError", "OutcomeArray", "Scenario", "__version__", "load", "open_run", "run"]
