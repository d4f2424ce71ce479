"""Is it kept: the versions of the database, the files received, and the only door to DuckDB."""
