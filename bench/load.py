"""Fills an empty Kartei installation with the measured data set, through the record path.

    KARTEI_DATA=… [KARTEI_DATABASE=postgresql://…] python -m bench.load FOLDER

FOLDER is what ``bench/dataset.py`` wrote. Users, companies, persons and deals are created by
``records.write``, with journal, timeline, values and search text; activities are written in bulk as
notes, calls and meetings with their places in the timelines. Made besides: one role per depth, a
funnel of the data set's six stages, and a token for everybody.
"""

import os
import sys
from pathlib import Path


def main(words: list[str]) -> None:
    """Load the folder named by the one word."""
    if len(words) != 1:
        sys.exit(__doc__)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartei.web.settings")
    import django

    django.setup()
    from bench.filling import load

    load(Path(words[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
