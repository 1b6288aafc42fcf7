"""The command line: thin, and the only place that prints.

    commands/   one module a command; its name is the command's
    arguments   what commands read besides files
    terminal    what they print and return
    streams     the standard streams, which may be closed, full or a terminal

Exit codes: 0 done, 1 the input has problems, 2 wrong usage. Heavy imports stand inside the
commands that need them, so that ``timeline --help`` answers at once.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from timeline.cli import commands
from timeline.cli.streams import standard_streams
from timeline.cli.terminal import (
    DONE,
    INTERRUPTED,
    PROBLEMS,
    WRONG_USAGE,
    complain,
    print_problems,
)
from timeline.errors import (
    DateError,
    InputError,
    OptionError,
    OutputError,
    OverwriteError,
    TimelineError,
    UnknownName,
)


def run() -> int:
    """`main` in a process of its own, which ends with it: its objects are left to the system.

    Python's cyclic collector would look at the same living objects again and again.
    """
    gc.disable()
    code = main()
    gc.freeze()
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; *arguments* default to the process's own."""
    given = sys.argv[1:] if arguments is None else arguments
    with standard_streams():
        try:
            code = _run(given)
            sys.stdout.flush()
        except KeyboardInterrupt:
            return INTERRUPTED
        except OSError as error:
            # Standard output on a full disk, say; files have errors of their own.
            where = error.filename or "standard output"
            complain(f"{where}: {error.strerror or error}", "")
            return PROBLEMS
        return code


def _run(arguments: Sequence[str]) -> int:
    """The exit code of one command; what is wrong with its input is printed."""
    try:
        options = _parser(arguments[0] if arguments else "").parse_args(arguments)
        code: int = options.run(options)
    except SystemExit as error:  # argparse's
        return error.code if isinstance(error.code, int) else DONE
    except InputError as error:
        print_problems(error.problems, sys.stderr)
        return WRONG_USAGE if isinstance(error, OptionError) else PROBLEMS
    except UnknownName as error:
        complain(error.fact, error.hint)
        return WRONG_USAGE
    except DateError as error:
        complain(error.fact, error.hint)
        return PROBLEMS
    except OverwriteError as error:
        print_problems(error.problems, sys.stderr)
        return PROBLEMS
    except OutputError as error:
        complain(str(error), error.hint)
        return PROBLEMS
    except TimelineError as error:
        complain(str(error), "")
        return PROBLEMS
    return code


def _parser(first: str) -> argparse.ArgumentParser:
    """What reads the arguments; if the *first* one is a command, no other need be imported."""
    parser = argparse.ArgumentParser(
        prog="timeline",
        description="Keeps dated items in events.yaml, honestly dated, and makes of them "
        "ICS calendars and a timeline page.",
        epilog="examples:\n"
        "  timeline init chronology      a small working example to begin with\n"
        "  timeline build                events.yaml -> exports/\n"
        '  timeline date "17 - 18 сентября 2025 года"\n'
        "\nexit codes: 0 done, 1 the input has problems, 2 wrong usage",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=_version())
    added = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    # pkgutil would list them too, after it has imported half of the standard library.
    files = Path(commands.__path__[0]).glob("[a-z]*.py")
    # `import` cannot be the name of a module
    names = {file.stem.rstrip("_"): file.stem for file in sorted(files)}
    for name in [first] if first in names else names:
        module = import_module(f"{commands.__name__}.{names[name]}")
        command = added.add_parser(
            name,
            help=module.TEXT,
            description=module.TEXT[0].upper() + module.TEXT[1:] + ".",
            epilog="examples:\n" + "\n".join(f"  {example}" for example in module.EXAMPLES),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def _version() -> str:
    from timeline import __version__

    return f"timeline {__version__}"
