"""Completions: the shipped scripts, run in the shells themselves.

    python tests/test_completions.py      regenerates the scripts

shtab generates them from the parser. Only the tests need it, not the users of the scripts. Its
release is pinned, since it determines their text.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
from pathlib import Path

import pytest
import shtab

from timeline import exporters
from timeline.cli import main
from timeline.cli.arguments import target
from timeline.cli.commands.completions import SHELLS
from timeline.cli.parser import parsers
from timeline.events import KINDS

FOLDER = Path(__file__).parent.parent / "timeline" / "cli" / "completions"
CHOICES = {"format": exporters.formats(), "kind": KINDS}
"""Values that the parser does not know, because it imports nothing that takes long."""
UNTRIED = "# PowerShell: nobody has tried this script yet.\n"


def script(shell: str) -> str:
    parser, commands = parsers()
    for command in commands.values():
        for action in command._actions:
            if action.dest in CHOICES:
                action.choices = list(CHOICES[action.dest])
            elif action.type in (Path, target) or action.metavar in ("FILE", "FILE.ics"):
                is_folder = action.dest == "directory" or action.default == Path("exports")
                setattr(action, "complete", shtab.DIRECTORY if is_folder else shtab.FILE)  # noqa: B010 - argparse has no such field
    return shtab.complete(parser, shell, preamble={"powershell": UNTRIED})  # type: ignore[arg-type]  # its stub lacks the dict


@pytest.mark.parametrize("shell", SHELLS)
def test_the_scripts_are_those_of_the_parser(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completions", shell]) == 0
    written = capsys.readouterr().out
    assert written == script(shell), "run: python tests/test_completions.py"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_scripts_know_every_command_and_option(shell: str) -> None:
    written = (FOLDER / f"timeline.{shell}").read_text("utf-8")
    for name, command in parsers()[1].items():
        assert name in written
        for option in command._option_string_actions:
            assert option.lstrip("-") in written


def test_the_script_that_nobody_tried_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["completions", "powershell"])
    assert UNTRIED in capsys.readouterr().out
    with pytest.raises(SystemExit):
        parsers()[0].parse_args(["completions", "--help"])
    assert "not been tried" in capsys.readouterr().out


# -- in the shells themselves --------------------------------------------------------------------

ASKED = [
    ("timeline bu", {"build"}),
    ("timeline ", {"build", "check", "completions", "import", "lint"}),
    ("timeline build --for", {"--format", "--force"}),
    ("timeline build --format ", {"ics", "html", "json", "csv"}),
    ("timeline completions ", set(SHELLS)),
    ("timeline picture --lanes ", {"kind", "party", "pair", "place", "series", "none"}),
    ("timeline check ev", {"events.yaml"}),
]


def installed(shell: str) -> str:
    found = shutil.which(shell)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{shell} is not installed")
    return found


def answers(shell: str, text: str, folder: Path, offered: set[str]) -> str:
    """What *shell* offers to complete *text* with, in *folder*, at least if it is *offered*."""
    (folder / "events.yaml").write_text("")
    path = FOLDER / f"timeline.{shell}"
    if shell == "zsh":
        return in_zsh(text, path, folder, offered)
    words = text.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    code = {
        "fish": f"source {path}; complete --do-complete '{text}'",
        "bash": f"source {path}; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; "
        "function=$(complete -p timeline | sed 's/.*-F \\([^ ]*\\).*/\\1/'); "
        '$function timeline "${COMP_WORDS[-1]}"; printf \'%s\\n\' "${COMPREPLY[@]}"',
    }[shell]
    done = subprocess.run(
        [installed(shell), "-c", code],
        cwd=folder, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.stdout


def in_zsh(text: str, path: Path, folder: Path, offered: set[str]) -> str:
    """zsh completes only at a prompt, so it gets one, in a terminal of its own."""
    import pty  # of POSIX only

    zsh = installed("zsh")
    (folder / "functions").mkdir()
    shutil.copy(path, folder / "functions" / "_timeline")
    (folder / ".zshrc").write_text(
        f"fpath+={folder}/functions; autoload -Uz compinit; compinit -u -d {folder}/.zcompdump\n"
        "PROMPT='READY> '; LISTMAX=0\n"
    )
    number, terminal = pty.fork()
    if number == 0:  # pragma: no cover - the child becomes zsh
        os.chdir(folder)
        os.environ.update(ZDOTDIR=str(folder), HOME=str(folder), TERM="dumb", COLUMNS="200")
        os.execv(zsh, ["zsh", "-i"])
    try:
        shown = read_until({"READY> "}, terminal)
        os.write(terminal, f"{text}\t\t".encode())
        return shown and read_until(offered, terminal)
    finally:
        os.write(terminal, b"\x03\x04exit\n")
        os.close(terminal)
        os.waitpid(number, 0)


def read_until(words: set[str], terminal: int) -> str:
    """What *terminal* shows until it has shown all *words*, or nothing new for a while."""
    shown = ""
    while any(word not in shown for word in words):
        if not select.select([terminal], [], [], 30)[0]:
            break
        shown += os.read(terminal, 65536).decode(errors="replace")
    return shown


@pytest.mark.skipif(os.name == "nt", reason="shells of POSIX")
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(("text", "offered"), ASKED, ids=[text for text, _ in ASKED])
def test_a_shell_offers_commands_options_values_and_files(
    tmp_path: Path, shell: str, text: str, offered: set[str]
) -> None:
    shown = answers(shell, text, tmp_path, offered)
    missing = {name for name in offered if name not in shown}
    assert not missing, shown


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in SHELLS:
        (FOLDER / f"timeline.{name}").write_text(script(name), "utf-8", newline="\n")
