"""Simulated subscribers: editors change a chronology and its policies, and readers follow.

    python tests/fuzz/subscribers.py               1000 sequences of thirty builds
    python tests/fuzz/subscribers.py 20000 5000    20000 of them, the first is number 5000

It prints every law that a sequence broke, with the edits that led there. The tests run the first
hundred.

The readers know nothing of our code. They read each file with a few lines of their own, and take a
revision as RFC 5546 section 2.1.5 has it: only if its SEQUENCE is higher than what they hold. (It
also lets a later DTSTAMP decide between equal numbers, but KDE does not look at that.)
"""

import random
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from timeline import loading
from timeline.exporters import Context, exporter

BUILDS = 30
MARK = "X-TIMELINE-REMOVED"
STAMPS = ("DTSTAMP:", "CREATED:", "LAST-MODIFIED:", "SEQUENCE:")


class Broken(AssertionError):  # noqa: N818 - named for what it reports
    """A law is broken."""


# -- reading, independently of the code under test ---------------------------------------------


class Entry:
    """A VEVENT as a reader sees it."""

    def __init__(self, block: str) -> None:
        self.block = block
        lines = block.split("\r\n")
        self.uid = self._value(lines, "UID")
        self.sequence = int(self._value(lines, "SEQUENCE"))
        self.is_removed = any(line.startswith(MARK) for line in lines)
        self.content = tuple(line for line in lines if not line.startswith(STAMPS))
        end = "DTEND" if any(line.startswith("DTEND") for line in lines) else "DTSTART"
        digits = self._value(lines, "LAST-MODIFIED")[:8], self._value(lines, end)[:8]
        revised, self.end = (date(int(d[:4]), int(d[4:6]), int(d[6:])) for d in digits)
        self.since = max(revised, self.end)

    @staticmethod
    def _value(lines: list[str], name: str) -> str:
        return next(re.sub("^[^:]*:", "", t) for t in lines if re.match(f"{name}[:;]", t))


def entries(content: bytes) -> dict[str, Entry]:
    text = re.sub("\r\n[ \t]", "", content.decode())
    found = [
        Entry(block) for block in re.findall("BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL)
    ]
    by_uid = {entry.uid: entry for entry in found}
    if len(by_uid) != len(found):
        raise Broken("a UID is twice in a file")
    return by_uid


class Store:
    """A calendar application that imports files."""

    def __init__(self) -> None:
        self.held: dict[str, Entry] = {}

    def take(self, entry: Entry) -> None:
        held = self.held.get(entry.uid)
        if held is None or entry.sequence > held.sequence:
            self.held[entry.uid] = entry


# -- the chronology and its editors ------------------------------------------------------------

TITLES = "Summit Visit Talks Forum Signing Round".split()
DATES = (
    "2026-05-03", "2026-05-04/2026-05-06", "2026-06", "2027", "2027-05-10", "2026-07-01T10:00",
    "2026-07-01T10:00/2026-07-01T12:00", "'{2026-05-03,2026-05-07}'", "'{2026-05-03,2026-05-07,2026-05-11}'",
    "2026-21", "2019-10-25", "2028-02-29", None,
)  # fmt: skip
STATUSES = "announced planned confirmed held cancelled postponed draft".split()
HEADERS = {
    "removed": ("tombstone", "drop", "prefix"),
    "removed_days": (1, 30, 90, 400),
    "timezones": ("local", "utc"),
    "imprecise": ("{month: span}", "{month: mark, year: mark}", "{month: omit}", "{year: span}"),
    "feeds": ("[]", "[place]", "[kind]", "[party, series]", "[event]", "[kind, party, place, series, event]"),
    "reminder": (None, 1),
    "default_duration": (None, 60, 90),
    "languages": ("[en]", "[en, ru]", "[en, ru]", "[en, kk, ru]"),
}  # fmt: skip
FIELDS = {
    "title": TITLES,
    "when": DATES,
    "status": STATUSES,
    "kind": ("visit", "meeting", "summit"),
    "place": ("astana", "nursultan", "belgrade", None),
    "parties": ("[KZ]", "[RS]", "[KZ, RS]", None),
    "series": ("congress", "forum", None),
    "description": ("Some words.", "Other words.", None),
    "previously": ("2026-04-01", None),
    "revised": ("2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z", None, None, None),
}


ASTANA = "{name: Astana, timezone: Asia/Almaty}"
"""Of two names: another spelling of the place changes nothing that is shown."""


class World:
    """A chronology, the folder of its exports, the clock, and the readers."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.header: dict[str, object] = {"feeds": self.random.choice(HEADERS["feeds"])}
        self.events: dict[str, dict[str, object]] = {}
        self.history: list[tuple[dict[str, object], dict[str, dict[str, object]]]] = []
        self.folder: dict[str, bytes] = {}
        self.clock = datetime(2026, 1, 1, tzinfo=UTC)
        self.stores: dict[str, Store] = {}
        self.highest: dict[tuple[str, str], int] = {}
        self.log: list[str] = []
        for _ in range(3):
            self.add()

    def run(self) -> None:
        for step in range(BUILDS):
            for _ in range(self.random.choice((0, 1, 1, 1, 2, 3))):
                self.edit()
            self.pass_time()
            languages = self.languages()
            written = self.build(languages)
            if step % 10 == 9 and written:
                self.build(languages, written)

    def edit(self) -> None:
        self.history.append((dict(self.header), {id: dict(e) for id, e in self.events.items()}))
        action = self.random.choice(
            (self.add, self.remove, self.restore, self.change, self.change, self.change, self.rename,
             self.rename_place, self.revert, self.set_policy, self.set_policy)
        )  # fmt: skip
        action()

    def note(self, text: str) -> None:
        self.log.append(text)

    def add(self) -> None:
        id = f"e{self.random.randrange(6)}"
        self.events[id] = {name: self.random.choice(values) for name, values in FIELDS.items()}
        self.events[id]["status"] = self.random.choice(STATUSES[:4])
        self.note(f"put {id}: {self.events[id]}")

    def remove(self) -> None:
        if self.events:
            id = self.random.choice(list(self.events))
            del self.events[id]
            self.note(f"removed {id}")

    def restore(self) -> None:
        """An event that was removed comes back as it was."""
        gone = [
            (id, event)
            for _, events in self.history
            for id, event in events.items()
            if id not in self.events
        ]
        if gone:
            id, event = self.random.choice(gone)
            self.events[id] = dict(event)
            self.note(f"restored {id}: {event}")

    def change(self) -> None:
        if self.events:
            id = self.random.choice(list(self.events))
            name = self.random.choice(list(FIELDS))
            self.events[id][name] = self.random.choice(FIELDS[name])
            self.note(f"changed {id}.{name} to {self.events[id][name]}")

    def rename(self) -> None:
        if self.events:
            old, new = self.random.choice(list(self.events)), f"e{self.random.randrange(6)}"
            if new not in self.events:
                self.events[new] = self.events.pop(old)
                self.note(f"renamed {old} to {new}")

    def rename_place(self) -> None:
        names = {"astana": "nursultan", "nursultan": "astana"}
        for event in self.events.values():
            event["place"] = names.get(str(event["place"]), event["place"])
        self.note("renamed places")

    def revert(self) -> None:
        """The whole file, policies and all, as it was some time ago."""
        header, events = self.random.choice(self.history[-8:])
        self.header, self.events = dict(header), {id: dict(e) for id, e in events.items()}
        self.note(f"reverted to {header} {list(events)}")

    def set_policy(self) -> None:
        name = self.random.choice(list(HEADERS))
        self.header[name] = self.random.choice(HEADERS[name])
        self.note(f"set {name}: {self.header[name]}")

    def pass_time(self) -> None:
        days = self.random.choice((0, 0, 1, 10, 10, 40, 100, 100, 400, 1500, -1, -50, -500))
        self.clock = max(self.clock + timedelta(days=days), datetime(2020, 1, 1, tzinfo=UTC))

    # -- building and checking -----------------------------------------------------------------

    def text(self) -> str:
        header = {"id": "c", "domain": "c.example.org", **self.header}
        lines = [
            "calendar: {" + written(header) + "}",
            f"places: {{astana: {ASTANA}, nursultan: {ASTANA}, belgrade: {{name: Belgrade}}}}",
            "series: {congress: Congress, forum: Forum}",
            "events:" if self.events else "events: []",
        ]
        lines += [f"  - {{id: {id}, {written(event)}}}" for id, event in self.events.items()]
        return "\n".join([*lines, ""])

    def languages(self) -> list[str]:
        found = re.findall(r"\w+", str(self.header.get("languages", "en")))
        return [self.random.choice(found)] if self.random.random() < 0.2 else found

    def build(self, languages: list[str], same: dict[str, bytes] | None = None) -> dict[str, bytes]:
        """The files that were written; they must be the *same* as those of the build before."""
        timeline = loading.loads(self.text(), "events.yaml")
        context = Context(
            languages=tuple(languages),
            previous=self.folder.get,
            names=lambda folder: [
                name.rpartition("/")[2] for name in self.folder if name.rpartition("/")[0] == folder
            ],
            now=lambda: self.clock,
        )
        files = {e.name: e.content for e in exporter("ics").export(timeline, context)}
        self.note(f"-- built {languages} at {self.clock:%Y-%m-%d} {self.header}")
        if same is not None and files != same:
            differ = [n for n in files.keys() | same if files.get(n) != same.get(n)]
            raise Broken(f"a build without a change wrote other files: {sorted(differ)}")
        if self.random.random() < 0.1:
            self.note("   (only other formats were written)")
            return {}
        is_killed = self.random.random() < 0.05
        if is_killed:
            last = self.random.choice(list(files))
            files = dict(list(files.items())[: list(files).index(last)])
            self.note(f"   (killed before {last} was written)")
        removed = timeline.calendar.removed.value
        for name in () if is_killed else self.missing(files, timeline.calendar.feeds, languages):
            raise Broken(f"{name} is there, belongs to the feeds, and was not written")
        read = {name: entries(content) for name, content in files.items()}
        for name, found in read.items():
            self.check_gone(name, found, removed, timeline.calendar.removed_days)
            self.check_numbers(name, found)
        for language in languages:
            self.check_copies(
                {n: found for n, found in read.items() if n.endswith(f".{language}.ics")}, language
            )
        self.folder.update(files)
        return {} if is_killed else files

    def missing(
        self, files: Mapping[str, bytes], feeds: Collection[str], languages: Collection[str]
    ) -> Iterator[str]:
        for name in self.folder.keys() - files.keys():
            feed = "event" if name.startswith("events/") else name.split(".")[1].split("-")[0]
            if feed in feeds and name.split(".")[-2] in languages:
                yield name

    def check_gone(self, name: str, now: dict[str, Entry], removed: str, days: int) -> None:
        """An entry becomes a tombstone before it is removed, and the tombstone stays as long as required."""
        if name not in self.folder or removed == "drop":
            return
        for uid, old in entries(self.folder[name]).items():
            if uid in now:
                continue
            if not old.is_removed:
                raise Broken(f"{uid} vanished from {name} without a tombstone")
            if (self.clock.date() - old.since).days < days:
                raise Broken(f"the tombstone of {uid} vanished from {name} too early")

    def check_numbers(self, name: str, now: dict[str, Entry]) -> None:
        """Subscribers to one file see its content, no matter when they looked last."""
        store = self.stores.setdefault(name, Store())
        for uid, entry in now.items():
            if entry.sequence < self.highest.get((name, uid), 0):
                raise Broken(f"SEQUENCE of {uid} went back in {name}")
            self.highest[name, uid] = entry.sequence
            store.take(entry)
            if store.held[uid].content != entry.content:
                raise Broken(f"{uid} changed in {name} with the same SEQUENCE")

    def check_copies(self, read: dict[str, dict[str, Entry]], language: str) -> None:
        """Readers of all files, in any order, see every event that is live in one of them."""
        live: dict[str, Entry] = {}
        for name, found in read.items():
            for uid, entry in found.items():
                if not entry.is_removed and live.setdefault(uid, entry).block != entry.block:
                    raise Broken(f"{uid} has two live copies, one in {name}")
        for name, found in read.items():
            for uid, entry in found.items():
                if uid in live and entry.is_removed and entry.sequence >= live[uid].sequence:
                    raise Broken(f"{uid} is removed in {name} with a number as high as elsewhere")
        for order in (1, -1):
            store = self.stores.setdefault(f"all {language} {order}", Store())
            for name in sorted(read)[::order]:
                for entry in read[name].values():
                    store.take(entry)
            for uid, entry in live.items():
                if store.held[uid].content != entry.content:
                    raise Broken(f"who reads all files in {language} misses a change of {uid}")


def written(fields: dict[str, object]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in fields.items() if value is not None)


def broken(seed: int) -> str:
    """The broken laws of a sequence, with the edits that led there; empty if all laws hold."""
    world = World(seed)
    try:
        world.run()
    except Broken as error:
        return "\n".join([*world.log, world.text(), f"sequence {seed}: {error}"])
    return ""


if __name__ == "__main__":
    count, first = [*map(int, sys.argv[1:]), *(1000, 0)[len(sys.argv) - 1 :]]
    failures = [found for found in map(broken, range(first, first + count)) if found]
    print(*failures, sep="\n\n")
    print(f"{len(failures)} of {count} sequences broke a law")
    sys.exit(bool(failures))
