"""Guanbiao: holds evidence against the clauses of a management system."""
