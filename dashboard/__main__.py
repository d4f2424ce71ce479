"""Lets `python -m dashboard` and `soc-dashboard` run the commands, which are commands'."""

import sys


def main() -> None:
    """Run a command; Ctrl+C while the program still loads ends it without more ado."""
    try:
        from dashboard.commands import command_line
    except KeyboardInterrupt:
        sys.exit(2)
    command_line.main()


if __name__ == "__main__":
    main()
