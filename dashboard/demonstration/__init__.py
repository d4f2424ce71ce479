"""A made-up region, and a made-up nation, as returns."""
