"""Packs (模板包) and new workspaces made from them: texts taken item by item, so that comments and order stay."""

from checker.packs.library import Library, find_library
from checker.packs.start import begin

__all__ = ["Library", "begin", "find_library"]
