"""Missile defence: layers with finite stocks, the warheads that leak through, what a requirement asks for.

`engagement` is the NumPy reference, `kernel` its compiled twin. Pure functions on numbers and arrays.
"""
