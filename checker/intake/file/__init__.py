"""What a file says: Word, Markdown, HTML and text as one plain list of lines, tables and pictures."""
