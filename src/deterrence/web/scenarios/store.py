"""The named scenarios of a workspace: one file each; a deleted one is put aside until the next of its id is."""

from __future__ import annotations

import os
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Final

from deterrence import __version__
from deterrence.errors import InputError, MachineError, Problem, collected, refuse
from deterrence.evidence.dataset import Dataset
from deterrence.exploration.store import write_text
from deterrence.web.jobs.job import now
from deterrence.web.scenarios.saved import IDENTIFIER, Judgement, Saved, identifier_of, name_problems, read_saved
from deterrence.web.state import BARE, State

MOST: Final = 500
_MOST_JUDGEMENTS: Final = 6
_DELETED: Final = ".deleted-"


class ScenarioStore:
    """Scenarios in the folder `scenarios` of a workspace."""

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace.absolute() / "scenarios"

    def all(self) -> tuple[list[Saved], list[Problem]]:
        """Every scenario by name, and what is wrong with files that are none."""
        found: list[Saved] = []
        problems: list[Problem] = []
        for path in sorted(self.folder.glob("*.json")):
            if path.name.startswith("."):
                continue
            with collected(problems):
                found.append(read_saved(path))
        return sorted(found, key=lambda saved: saved.name.casefold()), problems

    def get(self, identifier: str) -> Saved | None:
        """A scenario, or None where there is none of this id.

        Raises:
            InputError: Its file is damaged.
        """
        path = self._path(identifier)
        return read_saved(path) if path is not None and path.is_file() else None

    def save(self, name: str, state: State, dataset: Dataset) -> Saved:
        """Save a checked state under a name.

        Raises:
            InputError: The name is none or taken, or a change has neither a reason nor a source.
            MachineError: The folder cannot be written.
        """
        name = name.strip()
        problems = [*name_problems(name), *_without_reason(state)]
        saved = Saved(identifier_of(name), name, now(), dataset.digest, __version__, state.as_dict())
        path = self.folder / f"{saved.id}.json"
        if path.exists():
            problems.append(_taken(path, name))
        elif len(list(self.folder.glob("*.json"))) >= MOST:
            problems.append(Problem("scenario", "name", f"{MOST} scenarios are saved", "delete one first", name))
        refuse(problems)
        if not self._placed(path, saved.as_file()):
            raise InputError([_taken(path, name)])
        return saved

    def delete(self, identifier: str) -> bool:
        """Put a scenario aside; False where there is none of this id."""
        path = self._path(identifier)
        if path is None or not path.is_file():
            return False
        path.replace(self.folder / f"{_DELETED}{path.name}")
        return True

    def restore(self, identifier: str) -> bool:
        """Put back what was deleted last under an id; False where there is nothing.

        Raises:
            InputError: Another scenario has been saved under it meanwhile.
        """
        path = self._path(identifier)
        aside = None if path is None else self.folder / f"{_DELETED}{path.name}"
        if path is None or aside is None or not aside.is_file():
            return False
        try:
            os.link(aside, path)
        except FileExistsError:
            raise InputError([_taken(path, identifier)]) from None
        aside.unlink()
        return True

    def keep(self, saved: Saved, judgement: Judgement) -> Saved:
        """The scenario with one more judgement beside the former ones, written; the oldest give way.

        Raises:
            DeterrenceError: The file cannot be written.
        """
        if any(one.run == judgement.run for one in saved.judgements):
            return saved
        kept = replace(saved, judgements=(*saved.judgements, judgement)[-_MOST_JUDGEMENTS:])
        write_text(self.folder / f"{saved.id}.json", kept.as_file())
        return kept

    def _path(self, identifier: str) -> Path | None:
        return self.folder / f"{identifier}.json" if IDENTIFIER.fullmatch(identifier) else None

    def _placed(self, path: Path, text: str) -> bool:
        """Write a file that is not there yet, whole or not at all; False where it is there."""
        unfinished = self.folder / f".{path.stem}.{secrets.token_hex(4)}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(text, encoding="utf-8")
            os.link(unfinished, path)
        except FileExistsError:
            return False
        except OSError as error:
            what = f"{self.folder}: cannot be written ({error.strerror}): see whether the disk is full"
            raise MachineError(what) from None
        finally:
            unfinished.unlink(missing_ok=True)
        return True


def _without_reason(state: State) -> list[Problem]:
    """Changes that say neither why nor from which source."""
    fix = "write a reason beside the lever or on Inputs, or cite a source there"
    return [
        Problem("scenario", f"changes.{name}", "neither a source nor a reason", fix, has_value=False)
        for name, change in state.changes.items()
        if change["rationale"] == BARE
    ]


def _taken(path: Path, name: str) -> Problem:
    try:
        other = read_saved(path).name
    except InputError:
        other = f"the damaged file {path.name}"
    return Problem("scenario", "name", f"is taken, by {other}", "choose another name, or delete that one first", name)
