"""Forms (表单): a file for each record type, to fill in, that says itself what it is; a file type is one module."""

from checker.forms.names import file_names
from checker.forms.write import write_form

__all__ = ["file_names", "write_form"]
