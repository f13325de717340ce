"""Holding the evidence against the clauses: `assess` is pure, the same workspace gives the same result."""

from checker.assessment.assess import assess
from checker.load.workspace import load

__all__ = ["assess", "load"]
