"""The whole site as plain Markdown, with everything in it, for other site generators."""
