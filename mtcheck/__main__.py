"""`python -m mtcheck`."""

import sys

from mtcheck.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
