"""The ways in: an upload, a watched folder, an entry made on the page."""
