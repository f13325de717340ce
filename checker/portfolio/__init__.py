"""Many enterprises at a glance (企业组合): each assessed by itself, then one page and one workbook."""

from checker.portfolio.edition import edition
from checker.portfolio.engines import spot
from checker.portfolio.kept import Kept, kept_at
from checker.portfolio.run import Found, survey_all
from checker.portfolio.survey import Ask, trend_days
from checker.portfolio.view import View
from checker.portfolio.write import write_portfolio

__all__ = [
    "Ask",
    "Found",
    "Kept",
    "View",
    "edition",
    "kept_at",
    "spot",
    "survey_all",
    "trend_days",
    "write_portfolio",
]
