"""Writes everything in the repository that is generated from the code: ``python -m tests.regenerate``.

The locales of CLDR (`timeline.wording.keeping`) and the published calendars have their own
commands, since they depend on more than the code.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

STEPS = (
    ["-m", "timeline.phrases.compiling"],
    ["tests/test_codes.py"],
    ["tests/test_completions.py"],
    ["-m", "tests.page.types"],
    ["tests/test_loading.py"],
    ["tests/calendar/test_linting.py"],
    ["tests/test_docs.py"],
)
"""What is generated, in the order in which one part needs another."""

SCHEMAS = {"events.schema.json": ["schema"], "site.schema.json": ["schema", "--site"]}
"""The schemas in the package, and the commands that print them."""


def main() -> None:
    """Runs every step, and stops at the first that fails."""
    for step in STEPS:
        subprocess.run([sys.executable, *step], cwd=ROOT, check=True)
    for name, command in SCHEMAS.items():
        script = f"from timeline.cli import main; raise SystemExit(main({command}))"
        schema = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True
        ).stdout
        (ROOT / "timeline" / name).write_bytes(schema)


if __name__ == "__main__":
    main()
