"""What a received file is, opened safely: its sheets, their grids, their cells."""
