"""How it is told: the sentences, headings and cards of a page, a module a subject."""
