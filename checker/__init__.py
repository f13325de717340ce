"""Guanbiao: holds evidence against the clauses of a management system."""

__version__ = "0.2.0"
