"""Examine this installation: settings of the database, tables, disk, rights of the data folder."""

import argparse

from kartei.web.doctor import examine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(args: argparse.Namespace) -> int:
    """Print every finding; 1 when something is wrong."""
    findings = list(examine())
    for finding in findings:
        print(f"{'fine' if finding.fine else 'WRONG':<6} {finding.text}")
        if not finding.fine:
            print(f"       {finding.cure}")
    return 0 if all(finding.fine for finding in findings) else 1
