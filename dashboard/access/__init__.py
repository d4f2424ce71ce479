"""Who asks: who is looking, what they may see, and what they may not."""
