"""How it is drawn: frames and phrases as HTML and charts."""
