"""The ledger as an Excel workbook that an analyst can edit, and the way back to a scenario file."""
