"""How it is typed: the commands, their options and their words on a terminal."""
