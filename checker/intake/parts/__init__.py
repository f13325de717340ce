"""The parts of a document: its numbers, its headings, its tables of steps."""
