"""``timeline completions``."""

from __future__ import annotations

import argparse
from importlib.resources import files
from typing import Final

from timeline.cli.terminal import DONE

TEXT = "print the completions of commands and options for a shell"
EXAMPLES = (
    "timeline completions bash > ~/.local/share/bash-completion/completions/timeline",
    "timeline completions zsh > ~/.zfunc/_timeline       with fpath+=~/.zfunc before compinit",
    "timeline completions fish > ~/.config/fish/completions/timeline.fish",
    "timeline completions powershell >> $PROFILE         has not been tried",
)

SHELLS: Final = ("bash", "zsh", "fish", "powershell")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help="; ".join(SHELLS))


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    # Made by `python tests/test_completions.py`.
    script = files("timeline.cli") / "completions" / f"timeline.{options.shell}"
    print(script.read_text(encoding="utf-8"), end="")
    return DONE
