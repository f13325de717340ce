"""Text to values: YAML with places, shapes, conversion, and their messages."""
