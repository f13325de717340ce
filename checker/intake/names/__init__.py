"""What a text names: roles, records, times; and what a clause is called."""
