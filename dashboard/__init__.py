"""South West SOC governance dashboard: returns in, figures out, with their sources."""
