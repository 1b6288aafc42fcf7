"""``timeline init``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from timeline.cli.terminal import DONE
from timeline.paths import quoted

TEXT = "write a small working example, or a repository that checks and publishes itself"
EXAMPLES = (
    "timeline init chronology",
    "timeline init visits --language en --language kk --domain calendar.embassy.kz",
    "timeline init visits --publish github --package 'diplomatic-timeline @ git+https://…'",
)

HOSTS: Final = ("github", "gitlab")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    parser.add_argument("directory", type=Path, help="folder, created if it does not exist")
    parser.add_argument("--id", help="id of the calendar (default: from the name of the folder)")
    parser.add_argument("--domain", help="domain of the calendar entries (default: a placeholder)")
    parser.add_argument(
        "--language",
        action="append",
        metavar="TAG",
        help="BCP 47 tag; repeatable (default: en and ru)",
    )
    parser.add_argument(
        "--publish", choices=HOSTS,
        help="add the files of a repository on that host: workflow, hooks, editor settings, README",
    )  # fmt: skip
    parser.add_argument(
        "--package", metavar="SPEC",
        help="package that the workflow installs (default: the one that is running)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.errors import OptionError
    from timeline.templates import DOMAIN, LANGUAGES, Plan, initialise

    if options.package is not None and options.publish is None:
        fact = "--package is only used together with --publish"
        raise OptionError([("--package", fact, "add --publish github or --publish gitlab")])
    folder = options.directory
    plan = Plan(
        id=options.id,
        domain=options.domain if options.domain is not None else DOMAIN,
        languages=tuple(dict.fromkeys(options.language or LANGUAGES)),
        publish=options.publish,
        package=options.package,
    )
    for path in initialise(folder, plan):
        print(quoted(path))
    events, exports = quoted(folder / "events.yaml"), quoted(folder / "exports")
    print(f"\nnow: timeline build {events} -o {exports}")
    if options.publish:
        print(f"then: cd {quoted(folder)}, git init, and follow README.md")
    return DONE
