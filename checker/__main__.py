"""Lets `python -m checker` run the command line where the script is not on the path."""

import sys

from checker.cli import main

if __name__ == "__main__":
    sys.exit(main())
