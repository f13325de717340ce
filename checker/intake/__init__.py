"""Procedures taken in (导入): a Word, Markdown, HTML or text file becomes drafts of clause pages, no more."""

from checker.intake.clauses import plain
from checker.intake.drafts.draft import Draft, draft
from checker.intake.file.read import read
from checker.intake.names.papers import Library
from checker.intake.names.people import Roster
from checker.intake.taken import Taken, take_in

__all__ = ["Draft", "Library", "Roster", "Taken", "draft", "plain", "read", "take_in"]
