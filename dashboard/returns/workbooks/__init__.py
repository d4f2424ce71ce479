"""What is handed out: the workbook to fill in, and one handed back with its mistakes marked."""
