"""The figures of the workbench: one Altair chart each, made once for page, brief, notebook and export."""
