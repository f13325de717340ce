"""What is written: drafts of pages and lists, what a person has to look at, and how drafts come into use."""
