"""Scenarios: the reference dataset, what is changed in it, and the futures drawn from it."""
