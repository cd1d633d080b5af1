"""The Python face of the workbench; `import deterrence` gives its names and loads them when they are first used."""
