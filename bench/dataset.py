"""Makes the measured data set: the same seed and scale always give byte-identical files.

    python -m bench.dataset FOLDER [--scale 1.0] [--seed 20260101]

For scale 1: 50 users in 5 units, 20,000 companies, 100,000 persons, 50,000 deals in 6 stages,
300,000 activities and a 10,000-row import file; meta.json holds the SHA-256 of each. Names are
Russian (60 %, Cyrillic), German (25 %) and English (15 %). Ownership, deals per company and
activities per deal are skewed on purpose: one owner holds about three times the mean, one deal in a
thousand has a long timeline. User 1 is the measured one, with a book of mean size.
"""

import argparse
import csv
import hashlib
import itertools
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

SEED = 20260101
USERS, UNITS = 50, 5
#: key, name, share of all deals in per cent, probability in per cent
STAGES = (
    ("new", "New", 13, 10),
    ("qualified", "Qualified", 11, 25),
    ("offer", "Offer", 10, 50),
    ("negotiation", "Negotiation", 7, 75),
    ("won", "Won", 33, 100),
    ("lost", "Lost", 26, 0),
)
KINDS = (("note", 40), ("call", 28), ("email", 20), ("meeting", 7), ("task", 5))
SOURCES = ("site", "call", "referral", "fair", "shop", "mailing", "cold")
#: Three years, up to 2025-12-31.
DAY0, DAYS = datetime(2023, 1, 1), 1095  # noqa: DTZ001 (the files know no zone)
HOSTS = ("mail", "post", "web", "work")
FORMS = {
    "ru": ("ООО", "ООО", "АО", "ИП"),
    "de": ("GmbH", "GmbH", "KG", "AG"),
    "en": ("Ltd", "Ltd", "LLP", "plc"),
}
FIELDS = {
    "users": "id login first_name last_name unit_id email",
    "companies": "id name lang city phone email website tax_id owner_id created_at",
    "persons": "id first_name middle_name last_name name lang company_id phone phone2 email city"
    " birthday owner_id created_at",
    "deals": "id title person_id company_id stage amount currency source owner_id created_at"
    " expected_close closed_at",
    "activities": "id kind deal_id person_id author_id at text minutes",
    "import_contacts": "first_name last_name name company_id phone email city owner_login",
}


def read_words() -> dict[str, Any]:
    """Names, cities and sentences; a list stands as one text where none of its words has a
    space.
    """

    def listed(node: Any) -> Any:
        if isinstance(node, dict):
            return {name: listed(part) for name, part in node.items()}
        return node.split() if isinstance(node, str) else node

    text = Path(__file__).with_name("words.json").read_text(encoding="utf-8")
    found: dict[str, Any] = listed(json.loads(text))
    return found


WORDS = read_words()
LETTERS = dict(zip(WORDS["letters"], WORDS["latin"], strict=True)) | dict.fromkeys(
    WORDS["mute"], ""
)


def latin(text: str) -> str:
    """A name as an address writes it."""
    return "".join(LETTERS.get(c, c) for c in text.lower()).replace(" ", "")


@dataclass
class Making:
    """The dice, and what earlier rows mean for later ones; the lists begin with row 1 at 1."""

    folder: Path
    scale: float
    dice: random.Random
    words: dict[str, Any] = field(default_factory=lambda: WORDS)
    #: language and owner of each company
    companies: list[tuple[str, int]] = field(default_factory=lambda: [("", 0)])
    #: language and company of each person
    persons: list[tuple[str, int | str]] = field(default_factory=lambda: [("", "")])
    #: owner, language, first day and person of each deal
    deals: list[tuple[int, str, int, int]] = field(default_factory=lambda: [(0, "", 0, 0)])
    sample: list[tuple[Any, ...]] = field(default_factory=list)
    owner: Callable[[], int] = int

    def count(self, at_scale_one: int) -> int:
        """How many rows of something there are."""
        return int(at_scale_one * self.scale)

    def chooser(self, items: Sequence[Any], weights: Sequence[float]) -> Callable[[], Any]:
        """A weighted draw."""
        sums = list(itertools.accumulate(weights))
        return lambda: self.dice.choices(items, cum_weights=sums)[0]

    def stamp(self, low: int, high: int) -> str:
        """A moment in office hours between two days."""
        day = low + int(self.dice.random() * max(1, high - low))
        moment = DAY0 + timedelta(days=day, seconds=self.dice.randrange(7 * 3600, 19 * 3600))
        return moment.strftime("%Y-%m-%d %H:%M:%S")

    def name(self, language: str) -> tuple[str, str, str]:
        """First, middle and last name."""
        dice, words = self.dice, self.words
        male = dice.random() < 0.5
        firsts = words["first_male" if male else "first_female"][language]
        lasts = words["last"][language]
        if language == "de":
            last = dice.choice(lasts)
            if dice.random() < 0.06:
                last += "-" + dice.choice(lasts)
            return dice.choice(firsts), "", last
        first, last = dice.choice(firsts), dice.choice(lasts)
        if language == "en":
            return first, "", last
        middle = dice.choice(words["patronymics"]) + ("ич" if male else "на")
        return first, middle, last if male else feminine(last)

    def phone(self, language: str) -> str:
        """A mobile number of the land."""
        dice = self.dice
        n = dice.randrange(10**7)
        if language == "ru":
            return f"+79{dice.randrange(100):02d}{n:07d}"
        if language == "de":
            return f"+491{dice.choice((51, 60, 62, 70, 72, 75, 76, 79)):02d}{n:07d}"
        return f"+447{dice.randrange(100, 1000):03d}{n % 10**6:06d}"


def feminine(last: str) -> str:
    """The Russian family name of a woman."""
    if last.endswith("ий"):
        return last[:-2] + "ая"
    return last if last.endswith("ко") else last + "а"


def write_rows(folder: Path, name: str, rows: Any) -> dict[str, Any]:
    """Write one file and describe it."""
    path = folder / f"{name}.csv"
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS[name].split())
        for count, row in enumerate(rows, 1):  # noqa: B007 (the last number is wanted)
            writer.writerow(row)
    return {
        "file": path.name,
        "rows": count,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def users(make: Making, language: Callable[[], str]) -> Any:
    """People who work with the product."""
    for i in range(1, USERS + 1):
        first, _, last = make.name(language())
        login = f"user{i:02d}"
        yield i, login, first, last, (i - 1) % UNITS + 1, f"{login}@example.com"


def companies(make: Making, language: Callable[[], str]) -> Any:
    """Firms; the words of their names tell the land."""
    dice, words = make.dice, make.words
    for i in range(1, make.count(20_000) + 1):
        land = language()
        if land == "ru":
            core = dice.choice(words["words"]["ru"]) + dice.choice(words["words"]["ru2"])
            name = f"{dice.choice(FORMS[land])} «{core}-{dice.randrange(1, 999)}»"
        else:
            core = dice.choice(words["last"][land])
            name = f"{core} {dice.choice(words['words'][land])} {dice.choice(FORMS[land])}"
        host, who = f"{latin(core)}{i}.example", make.owner()
        make.companies.append((land, who))
        city, phone = dice.choice(words["cities"][land]), make.phone(land)
        mail, site = "info@" + host, "https://" + host
        tax = str(dice.randrange(10**9, 10**10))
        yield i, name, land, city, phone, mail, site, tax, who, make.stamp(0, 400)


def person(make: Making, language: Callable[[], str], i: int, mark: str) -> tuple[Any, ...]:
    """One person, most of them in a company and owned by its owner."""
    dice = make.dice
    firm: int | str = dice.randrange(1, len(make.companies)) if dice.random() < 0.8 else ""
    known = make.companies[int(firm or 0)]
    land = known[0] if firm and dice.random() < 0.9 else language()
    first, middle, last = make.name(land)
    who = known[1] if firm and dice.random() < 0.6 else make.owner()
    mail = f"{latin(first)}.{latin(last)}{mark}{i}@{dice.choice(HOSTS)}.example"
    born = ""
    if dice.random() < 0.4:
        born = (date(1950, 1, 1) + timedelta(days=dice.randrange(20000))).isoformat()
    phone = make.phone(land)
    second = make.phone(land) if dice.random() < 0.3 else ""
    city = dice.choice(make.words["cities"][land])
    return (
        i, first, middle, last, f"{last} {first}", land, firm, phone, second, mail, city, born,
        who, make.stamp(0, 1000),
    )  # fmt: skip


def persons(make: Making, language: Callable[[], str]) -> Any:
    """All persons; some are remembered to come again as duplicates."""
    total = make.count(100_000)
    for i in range(1, total + 1):
        row = person(make, language, i, "")
        make.persons.append((row[5], row[6]))
        if i % max(1, total // 500) == 0:
            make.sample.append(row)
        yield row


def deals(make: Making) -> Any:
    """Closed deals are spread over the three years, open ones are recent."""
    dice = make.dice
    stage_of = make.chooser(range(len(STAGES)), [s[2] / 100 for s in STAGES])
    for i in range(1, make.count(50_000) + 1):
        key = dice.randrange(1, len(make.persons))
        (land, firm), who, stage = make.persons[key], make.owner(), stage_of()
        end = None
        if stage >= 4:
            day = int(dice.random() * (DAYS - 60))
            end = min(DAYS - 1, day + int(dice.lognormvariate(3.2, 0.8)))
        else:
            day = DAYS - 1 - min(500, int(dice.lognormvariate(3.8, 0.9)))
        made = make.stamp(day, day + 1)
        closed = make.stamp(end, end + 1) if end is not None else ""
        due = end if end is not None else DAYS + dice.randrange(90)
        amount = f"{round(dice.lognormvariate(8.6, 1.1), 2):.2f}"
        title = f"{dice.choice(make.words['goods'][land])} №{i}"
        make.deals.append((who, land, day, key))
        yield (
            i, title, key, firm, STAGES[stage][0], amount, "EUR", dice.choice(SOURCES), who, made,
            (DAY0 + timedelta(days=due)).date().isoformat(), closed,
        )  # fmt: skip


def activities(make: Making, hot: list[int]) -> Any:
    """Notes, calls and the like; each hot deal gets about 240 of them."""
    dice = make.dice
    kind = make.chooser([k for k, _ in KINDS], [w for _, w in KINDS])
    hot += [dice.randrange(1, len(make.deals)) for _ in range(max(1, make.count(50_000) // 1000))]
    for i in range(1, make.count(300_000) + 1):
        drawn = dice.random()
        deal: int | str = ""
        if drawn < 0.04:
            deal = dice.choice(hot)
        elif drawn < 0.72:
            deal = dice.randrange(1, len(make.deals))
        if deal:
            who, land, day, key = make.deals[int(deal)]
            if dice.random() < 0.15:
                who = make.owner()
        else:
            key = dice.randrange(1, len(make.persons))
            who, land, day = make.owner(), make.persons[key][0], dice.randrange(DAYS - 60)
        sentences = make.words["texts"][land]
        text = " ".join(dice.choice(sentences) for _ in range(dice.choice((1, 1, 2, 3))))
        at = (kind(), deal, key, who, make.stamp(day, min(DAYS, day + 60)))
        yield i, *at, text, dice.choice((0, 0, 2, 3, 5, 10, 30))


def contacts(make: Making, language: Callable[[], str]) -> Any:
    """A file to import; one row in twenty is a person who is there already."""
    for i in range(1, make.count(10_000) + 1):
        again = make.dice.random() < 0.05
        row = make.dice.choice(make.sample) if again else person(make, language, i, "n")
        yield row[1], row[3], row[4], row[6], row[7], row[9], row[10], f"user{row[12]:02d}"


def build(folder: Path, scale: float = 1.0, seed: int = SEED) -> list[dict[str, Any]]:
    """Write all files; describes each with its number of rows and SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    make = Making(folder, scale, random.Random(seed))
    language = make.chooser(("ru", "de", "en"), (60, 25, 15))
    done = [write_rows(folder, "users", users(make, language))]
    weights = [1.0, 3.0] + [make.dice.uniform(0.4, 1.5) for _ in range(USERS - 2)]
    make.owner = make.chooser(range(1, USERS + 1), weights)
    hot: list[int] = []
    done.append(write_rows(folder, "companies", companies(make, language)))
    done.append(write_rows(folder, "persons", persons(make, language)))
    done.append(write_rows(folder, "deals", deals(make)))
    done.append(write_rows(folder, "activities", activities(make, hot)))
    done.append(write_rows(folder, "import_contacts", contacts(make, language)))
    stages = [dict(zip(("key", "en", "share", "probability"), s, strict=True)) for s in STAGES]
    meta = {"seed": seed, "scale": scale, "files": done, "stages": stages}
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1), "utf-8")
    return done


def main() -> None:
    """Write the files and print what they are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    for file in build(options.folder, options.scale, options.seed):
        print(f"{file['rows']:>8} {file['file']:<22} {file['sha256'][:16]}")


if __name__ == "__main__":
    main()
