"""The command line: thin, and the only place that prints.

    commands/   one module a command; its name is the command's
    parser      the command line as options; what is misspelled is reported with what was meant
    arguments   what commands read besides files
    terminal    what they print and return
    streams     the standard streams, which may be closed, full or a terminal

Exit codes: 0 done, 1 the input has problems, 2 wrong usage. Heavy imports stand inside the
commands that need them, so that ``timeline --help`` answers at once.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from timeline.cli.parser import parse
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
        options = parse(arguments)
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
        complain(error.fact, error.hint, error.code)
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
