"""Does it come in: what a return holds, and every mistake in one, until it is taken in."""
