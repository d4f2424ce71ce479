"""How it is shown: one page a file, reading from top to bottom."""
