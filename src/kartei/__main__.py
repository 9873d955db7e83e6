"""``python -m kartei``: the same program as the console script ``kartei``."""

import sys

from kartei.cli import main

sys.exit(main())
