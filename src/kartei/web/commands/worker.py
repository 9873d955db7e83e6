"""Run the background jobs alone, for machines beside the first; `kartei up` starts its own."""

import argparse
from importlib import import_module

from kartei.web.loading import set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments; which database it works for is in the configuration."""


def run(args: argparse.Namespace) -> int:
    """Work until SIGINT or SIGTERM."""
    work()
    return 0


def work() -> None:
    """Do jobs until told to end; sets Django up where whoever started this process did not."""
    set_up()
    import_module("kartei.platform.flow.worker").main()
