"""The first sheet: what the workbook is and how it is edited."""

from __future__ import annotations

from deterrence import __version__
from deterrence.scenario.scenario import Scenario
from deterrence.workbook.columns import DIGEST


def readme_lines(scenario: Scenario) -> list[tuple[str, str | float]]:
    """Label and text of each line."""
    return [
        ("deterrence", "The ledger of the transatlantic deterrence-and-defence workbench, to be edited and read back."),
        ("package version", __version__),
        (DIGEST, scenario.dataset.digest),
        ("scenario", f"{scenario.name}; quantities changed: {len(scenario.changes)}"),
        ("how to edit", "Edit the tinted cells; all others are locked, without a password, and must stay as they are."),
        ("numbers", "In Quantities, form says which cells hold the number. point: central. triple: low, central "
         "(median and mode), high. mixture: at, where it stays with the chance in chance, else low, central, high. "
         "choices: whole numbers with their chances. uniform: low, high. beta: successes, failures of a record of "
         "trials. dated linear (between "
         "dates on a line) and dated step (held until the next date): the numbers stand in Dated values. Cells that a "
         "form does not use stay blank."),
        ("dates", "In Dated values, each row is one quantity in one year. Add a date in the empty rows at the end; "
         "clear a row to remove a date."),
        ("what a change needs", "A changed number needs your rationale, or your source (an id of the sheet Sources, "
         "with your locator), or your method, in its row of Quantities. A grade left blank is reported if there "
         "is a source with the place in it, estimated if there is a method, else judged."),
        ("a source of yours", "Fill in an empty row at the end of the sheet Sources: id, title, publisher and date, "
         "and what else you know; then name its id as your source in Quantities."),
        ("a changed number", "counts in every assumption set, whatever the set says (see Sets). Your rationale beside "
         "an unchanged number does the same with the reference's number."),
        ("missing rows", "A row of Quantities that is deleted keeps the reference's value. It is named when the "
         "workbook is read."),
        ("reading back", "deterrence ledger import FILE.xlsx --output overlay.yaml names every problem with sheet and "
         "cell, or writes a scenario file for deterrence run --scenario overlay.yaml. Formulas are not read: write the "
         "number itself. Sheets of your own are left alone."),
        ("grades", "measured, reported, estimated, judged: from what was measured to what is judged."),
        ("what it is not", "A share of futures over judged ranges is not a probability."),
        ("licence", "Apache-2.0 for the workbook and the package; each source keeps its own licence (sheet Sources)."),
        ("citation", f"The deterrence authors, deterrence {__version__}, with the run record of the result you cite. "
         "Cite a number by its source."),
    ]  # fmt: skip
