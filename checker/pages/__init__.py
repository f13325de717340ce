"""The site's pages: an assessment to Markdown with HTML blocks; pure, and knows no site generator."""

from checker.pages.book import Manual, RuleDoc
from checker.pages.site import Site, build

__all__ = ["Manual", "RuleDoc", "Site", "build"]
