"""The region is data: its files, checked and laid into a store."""
