"""How many small changes of a module do its tests not notice? Mutation testing, by command.

    pip install cosmic-ray
    python benchmarks/mutants.py                       a sample of 150 changes of each module
    python benchmarks/mutants.py edtf nodes --all      every change of two of them
    python benchmarks/mutants.py edtf --line 120-140   those of some lines

cosmic-ray knows the changes: another operator, a number one off, a condition turned round, a
decorator or the body of a loop left out. Each is made in a copy of the project, and the tests that
are about the module run until one fails. What survives is printed as it was and as it became.

Left out: the `|` of annotations, which nobody runs. The sample is the same in every run.
"""

import argparse
import ast
import difflib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import edtf  # noqa: F401 - what the tests import is imported once
import hypothesis.strategies  # noqa: F401
import icalendar  # noqa: F401
import jsonschema  # noqa: F401
import msgspec  # noqa: F401
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parent.parent
SAMPLE, SEED = 150, 20261122
MOST_MEMORY = 3 << 30

CALENDAR = [
    f"tests/calendar/test_{name}.py"
    for name in "export placement ledger comparison feeds timezones written hostile".split()
]
MODULES = {
    "edtf": ["tests/test_edtf.py"],
    "events": ["tests/test_events.py", "tests/test_loading.py"],
    "nodes": [
        "tests/test_nodes.py",
        "tests/test_loading.py",
        "tests/test_docs.py::test_limits_are_those_of_the_code",
        "tests/faults/test_faults.py::test_a_file_that_changes_while_it_is_read_is_refused",
    ],
    "loading": ["tests/test_loading.py", "tests/test_events.py", "tests/test_nodes.py"],
    "content_lines": [
        "tests/calendar/test_content_lines.py",
        "tests/calendar/test_linting.py",
        "tests/test_doctests.py::test_examples_print_what_they_show[timeline.content_lines]",
    ],
    "exporters/ics": CALENDAR,
}
"""Modules and a package, and the tests that are about them."""


def changes(code: str) -> list[tuple[int, str, int]]:
    """Line, operator and occurrence of every change of *code* that cosmic-ray knows."""
    nodes = list(ast_nodes(get_ast(code)))
    annotated = _annotations(ast.parse(code))
    found = []
    for name in sorted(operator_names()):
        operator = get_operator(name)
        if operator.arguments():
            continue  # operators that replace variables need their names
        positions = (place for node in nodes for place in operator().mutation_positions(node))
        for occurrence, (start, _) in enumerate(positions):
            if not ("BitOr_" in name and any(first <= start < last for first, last in annotated)):
                found.append((start[0], name, occurrence))
    return found


def _annotations(tree: ast.Module) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations and the aliases of types are."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.AnnAssign(annotation=ast.Name(id="TypeAlias"), value=ast.expr() as written):
                found.append(written)
            case ast.AnnAssign(annotation=written) | ast.arg(annotation=ast.expr() as written):
                found.append(written)
            case ast.FunctionDef(returns=ast.expr() as written):
                found.append(written)
    return [((n.lineno, n.col_offset), (n.end_lineno or 0, n.end_col_offset or 0)) for n in found]


def passes(tree: Path, tests: list[str], timeout: float) -> bool:
    """Whether all *tests* pass in the project at *tree*.

    A child of this process runs them, which has the libraries at hand already.
    """
    child = os.fork()
    if not child:
        code = 1
        try:
            os.chdir(tree)
            sys.path.insert(0, str(tree))
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            signal.alarm(int(timeout))  # what runs for ever is ended
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            imported = "-Wignore::pytest.PytestAssertRewriteWarning"
            brief = ["-xq", "-pno:cacheprovider", "--hypothesis-profile=brief", imported]
            code = pytest.main([*brief, *tests])
        finally:
            os._exit(code)  # in any case, the child does not clean up for its parent
    return os.waitpid(child, 0)[1] == 0


def difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return "\n".join(f"    {line}" for line in lines if line[:3] not in ("---", "+++", "@@ "))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", choices=[[], *MODULES], help="all, if none is named")
    parser.add_argument("--all", action="store_true", help="every change, not a sample")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="changes of each module")
    parser.add_argument("--line", help="changes of these lines only: 120-140", default="1-999999")
    options = parser.parse_args()
    first, last = map(int, options.line.split("-"))
    rows = ["| module | changes | tried | survived | share |", "|---|--:|--:|--:|--:|"]
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "project"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        for module in options.modules or MODULES:
            start = time.monotonic()
            sys.dont_write_bytecode = False
            if not passes(tree, MODULES[module], 600):
                raise SystemExit(f"the tests of {module} fail without any change")
            sys.dont_write_bytecode = True  # or a change could be taken for the one before
            timeout = 5 * (time.monotonic() - start) + 10
            home = tree / "timeline" / module
            paths = sorted(home.glob("*.py")) or [home.with_suffix(".py")]
            every = [
                (path, *change)
                for path in paths
                for change in changes(path.read_text("utf-8"))
                if first <= change[0] <= last
            ]
            known = len(every)
            if not options.all:
                every = random.Random(SEED).sample(every, min(options.sample, known))
            tried = survived = 0
            for path, line, operator, occurrence in every:
                code, written = path.read_text("utf-8"), path.stat()
                try:
                    changed = mutate_code(code, get_operator(operator)(), occurrence)
                except AttributeError:
                    continue  # it cannot change `except (yaml.YAMLError, OSError)`
                path.write_text(changed, "utf-8")
                tried += 1
                if passes(tree, MODULES[module], timeout):
                    survived += 1
                    place = f"{path.relative_to(tree)}:{line}"
                    print(f"{place}\n{difference(code, changed)}", flush=True)
                path.write_text(code, "utf-8")
                os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))
            share = survived / max(tried, 1)
            rows.append(f"| `{module}` | {known:,} | {tried:,} | {survived} | {share:.1%} |")
            print(rows[-1], flush=True)
    print("\n".join(rows))


if __name__ == "__main__":
    main()
