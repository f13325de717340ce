"""Forms (表单): a Word file for each record type, to fill in, that says itself what it is."""

from checker.forms.names import file_names
from checker.forms.package import write_form

__all__ = ["file_names", "write_form"]
