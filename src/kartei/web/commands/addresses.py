"""List the rules about addresses, or take them all out of force: the way back in."""

import argparse

from kartei.platform.access.models import AddressRule
from kartei.platform.records import write
from kartei.web.acting import acting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing named only lists."""
    parser.add_argument("--clear", action="store_true", help="put all rules into the bin")


def run(args: argparse.Namespace) -> int:
    """0; the rules are listed, or are in the bin from where single ones can be brought back."""
    rules = AddressRule.objects.filter(deleted=False).order_by("address_key")
    for rule in rules:
        until = f" until {rule.until:%Y-%m-%d %H:%M} UTC" if rule.until else ""
        print(f"{rule.kind}  {rule.address}{until}  {rule.note}".rstrip())
    if not rules:
        print("There are no rules about addresses: everybody may come in from everywhere.")
    elif args.clear:
        with acting("") as actor:
            write.bin_many(actor, "access.address", [rule.pk for rule in rules])
        print("All of them are in the bin now.")
    return 0
