"""`python -m mtcheck`."""

import sys

from mtcheck.safestart import leave_working_folder

if __name__ == "__main__":
    leave_working_folder()
    from mtcheck.cli.main import main

    sys.exit(main())
