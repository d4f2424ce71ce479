"""The rows of each sheet of a return: their columns, types, allowed values and meaning."""
