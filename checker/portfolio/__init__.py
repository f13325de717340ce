"""Many enterprises at a glance (企业组合): each assessed in a process of its own, then one page and one workbook."""

from checker.portfolio.survey import Survey, survey_all
from checker.portfolio.write import write_portfolio

__all__ = ["Survey", "survey_all", "write_portfolio"]
