"""Frozen values by noun; no input, no output, no clock."""
