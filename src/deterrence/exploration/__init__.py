"""Ensembles of futures: running them in blocks, storing them, and asking what decides an outcome."""
