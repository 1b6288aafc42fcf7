"""The command line: thin, and the only place that prints.

    commands/   one module a command; its name is the command's
    parser      the command line as options; suggests the right name for a misspelled one
    arguments   the arguments that commands share, standard input and the environment
    terminal    what they print and return
    excerpts    the line of a file in which a problem is
    decisions   which drafts to accept or dismiss, for both commands
    credentials the password for a CalDAV server
    streams     the standard streams, which may be closed, full or a terminal

Exit codes: 0 done, 1 the input has problems, 2 wrong usage. Commands import heavy modules inside
the functions that need them, so that ``timeline --help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from timeline import garbage
from timeline.cli.parser import parse
from timeline.cli.streams import standard_streams
from timeline.cli.terminal import (
    DONE,
    INTERRUPTED,
    PROBLEMS,
    WRONG_USAGE,
    complain,
    complain_of,
    print_json_line,
    problem_record,
    problems_of,
)
from timeline.errors import OptionError, TimelineError, UnknownName


def run() -> int:
    """Runs `main` as the whole process: the entry point of the ``timeline`` command."""
    with garbage.left_to_the_system():
        return main()


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
            # For example, standard output on a full disk; files have errors of their own.
            where = error.filename or "standard output"
            complain(f"{where}: {error.strerror or error}", "", "output-unwritable")
            return PROBLEMS
        return code


def _run(arguments: Sequence[str]) -> int:
    """Runs one command, prints the problems of its input, and returns its exit code."""
    as_json = False
    try:
        options = parse(arguments)
        as_json = getattr(options, "json", getattr(options, "output_format", "") == "json")
        code: int = options.run(options)
    except SystemExit as error:  # argparse's
        return error.code if isinstance(error.code, int) else DONE
    except TimelineError as error:
        if as_json:
            print_json_line({"problems": [problem_record(each) for each in problems_of(error)]})
        else:
            complain_of(error)
        return WRONG_USAGE if isinstance(error, (OptionError, UnknownName)) else PROBLEMS
    except MemoryError:
        fact, hint = "there is not enough memory for this input", "split the file, and try again"
        complain(fact, hint, "file-too-costly")
        return PROBLEMS
    return code
