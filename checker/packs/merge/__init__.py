"""Three-way merge of one text: what was delivered, what the enterprise has, what the packs have now. Pure."""

from checker.packs.merge.files import merge_file
from checker.packs.merge.outcome import Conflict, Merged

__all__ = ["Conflict", "Merged", "merge_file"]
