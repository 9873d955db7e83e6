"""Say whether stored files are encrypted; do it now, under a new key, or take it back."""

import argparse
import sys
from collections.abc import Callable, Mapping

from kartei.platform.kit.sealed import ENDING
from kartei.platform.records import at_rest, at_rest_pass, blobs
from kartei.web.config import config

Act = Callable[[at_rest_pass.Progress], at_rest_pass.Tally]
ACTS: Mapping[str, Act] = {
    "encrypt": at_rest_pass.seal_all,
    "rotate": at_rest_pass.renew,
    "decrypt": at_rest_pass.open_all,
}
#: Between two lines about how far it got.
EVERY = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do; nothing named only looks."""
    parser.add_argument("act", nargs="?", choices=list(ACTS))


def run(args: argparse.Namespace) -> int:
    """0 when all files are as wished and can be read, 1 with the reason."""
    try:
        if args.act:
            return carried_out(ACTS[args.act])
        told = tell()
    except (OSError, KeyboardInterrupt) as error:
        print(f"kartei: {error or 'stopped; the rest is done another time'}", file=sys.stderr)
        return 1
    if told:
        print(f"kartei: {told}", file=sys.stderr)
    return 1 if told else 0


def tell() -> str:
    """How many files there are in each form; returns what is wrong."""
    sealed = [path.suffix == ENDING for path in blobs.stored()]
    key = config().files_key
    print(f"The keys lie in {key}" if key else "KARTEI_FILES_KEY names no key")
    print(f"files encrypted: {sum(sealed)}, in clear: {len(sealed) - sum(sealed)}")
    return at_rest.trouble()


def carried_out(act: Act) -> int:
    """Do it, telling how far it got."""
    tally = act(show)
    print(f"files stored anew: {tally.changed}")
    if not tally.clean:
        words = f"{tally.unreadable} fit no key, {tally.damaged} are damaged: left as they are"
        print(f"kartei: {words}", file=sys.stderr)
    return 0 if tally.clean else 1


def show(done: int, total: int) -> None:
    """One line now and then."""
    if done % EVERY == 0 or done == total:
        print(f"{done} of {total}", flush=True)
