"""How it is sent out: the same frames as files."""
