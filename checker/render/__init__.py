"""Report formats: one module each, an assessment to text or bytes; pure."""
