"""Run the background jobs alone, for machines beside the first; `kartei up` starts its own."""

import argparse
from importlib import import_module

from kartei.web.processes import die_with_parent


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--child`` is what `kartei up` says."""
    parser.add_argument("--child", type=int, metavar="PARENT", help="end together with the parent")


def run(args: argparse.Namespace) -> int:
    """Work until SIGINT or SIGTERM."""
    if args.child is not None:
        die_with_parent(args.child)
    import_module("kartei.platform.flow.worker").main()
    return 0
