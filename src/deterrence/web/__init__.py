"""The workbench in the browser, and the same answers as REST."""
