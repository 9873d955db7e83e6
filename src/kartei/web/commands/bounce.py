"""Take a mail server's report on an undeliverable letter from standard input.

A mail server hands each report over as it comes, for example by a line of Postfix's aliases:
    bounces: "|kartei bounce"
The letter is then "not sent" in the mail log, with the words of the server. Anything else that
comes in is left aside; the exit code is 0, so that no report on a report is written.
"""

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments; the report comes through standard input."""


def run(args: argparse.Namespace) -> int:
    """Mark what the report says and tell how many letters that were."""
    from kartei.platform.mail import bounces

    taken = bounces.take(sys.stdin.buffer.read(bounces.LARGEST))
    print(f"letters marked: {taken}")
    return 0
