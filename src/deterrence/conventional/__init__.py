"""Conventional forces: what plans require, what allies hold, what arrives, what it holds and what it costs."""
