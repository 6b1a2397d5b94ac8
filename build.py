"""The doorbell: `python build.py` builds the site of this folder."""

import sys

from wellread.cli import main

if __name__ == "__main__":
    sys.exit(main())
