"""Lets `python -m dashboard` run the commands, which are cli.py's."""

from dashboard.cli import main

if __name__ == "__main__":
    main()
