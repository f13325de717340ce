"""Forms that the product made, filled in by people with Word, WPS or LibreOffice: read back as metadata."""
