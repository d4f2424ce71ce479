"""What several pages have: their opening, the filters, the forms, one return."""
