"""What is asked: a named query, for a viewer, under filters."""
