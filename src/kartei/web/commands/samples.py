"""``kartei samples``: fill in sample data to try things out, and clear them again."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, how much of it, and what to spare."""
    parser.add_argument("act", choices=("fill", "clear"))
    parser.add_argument("--amount", choices=("small", "medium"), default="small")
    parser.add_argument("--keep-edited", action="store_true", help="samples that people changed")
    parser.add_argument(
        "--empty-links", action="store_true", help="clear also what real records lead to"
    )


def run(args: argparse.Namespace) -> int:
    """Do it as the first administrator, and tell what came of it."""
    from kartei.platform.access.actor import an_administrator
    from kartei.platform.kit.ids import uuid7
    from kartei.platform.records import samples

    actor = an_administrator()
    if actor is None:
        print("There is no administrator yet; set the installation up first.")
        return 1
    if args.act == "fill":
        told = samples.fill(actor, args.amount, uuid7())
        tell("made", told["made"])
        print(f"not made: {told['failed']}")
    else:
        wish = samples.Wish(args.keep_edited, args.empty_links)
        told = samples.clear(actor, wish)
        tell("cleared", told["cleared"])
        print(f"kept: {told['kept']}")
    for reason in told["reasons"]:
        print(f"  {reason}")
    return 0


def tell(word: str, counts: dict[str, int]) -> None:
    """Counts by object."""
    print(f"{word}: {sum(counts.values())}")
    for name, count in counts.items():
        print(f"  {name}: {count}")
