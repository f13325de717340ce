"""Evidence: found, identified, opened with care."""
