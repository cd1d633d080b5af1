"""Deterrence: an open workbench for the transatlantic deterrence-and-defence system."""

__version__ = "0.1.0"
