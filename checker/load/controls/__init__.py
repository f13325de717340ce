"""Policies and controls: read, resolved, and checked against each other."""
