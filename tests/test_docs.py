"""The documentation is correct: its commands print what it shows, and its tables match the model.

``python -m tests.regenerate`` rewrites both; read the difference before you commit it.
"""

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from babel import Locale
from msgspec.structs import FieldInfo

import timeline
from tests.narrowing import present
from timeline import (
    documents,
    edtf,
    events,
    exporters,
    linting,
    nodes,
    phrases,
    wording,
)
from timeline.cli import main
from timeline.cli.terminal import MOST_PRINTED
from timeline.documents import archived
from timeline.documents import formats as document_formats
from timeline.documents.formats import doc, eml, pdf
from timeline.events import KINDS, Anniversary, Calendar, Event, Source, Status
from timeline.extraction import unread
from timeline.importing import grid, raw_sheets
from timeline.phrases import reading
from timeline.pushing import server

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [
    README,
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "benchmarks").glob("*.md")),
]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
REWRITE = "run: python -m tests.regenerate"
MODELS = {model.__name__: model for model in (Event, Source, Anniversary, Calendar)}
NOTATION = [
    "2025-09-17", "2025-09-17/2025-09-18", "2024-11", "2026-33", "2026-40", "2026-22", "2027",
    "202X", "2024-11~", "2026-05-12?", "2025-01-01/..", "../2026-12-31", "2024-11-18/",
    "[2026-05-01,2026-05-08]", "{2025-05-31,2025-06-05}", "2025-09-17T10:00/2025-09-17T12:00",
]  # fmt: skip


def notation() -> str:
    rows = ["| written | in words | first day | last day |", "|---|---|---|---|"]
    for text in NOTATION:
        value = edtf.parse(text)
        first, last = value.iso_bounds
        rows.append(
            f"| `{text}` | {wording.date_words(value, 'en')} | {first or '–'} | {last or '–'} |"
        )
    return "\n".join(rows)


def fields(name: str) -> str:
    rows = ["| field | meaning | default |", "|---|---|---|"]
    for field in msgspec.structs.fields(MODELS[name]):
        metas = [meta for meta in get_args(field.type)[1:] if isinstance(meta, msgspec.Meta)]
        described = [meta.description for meta in metas if meta.description][-1]
        rows.append(f"| `{field.name}` | {described} | {default(field)} |")
    return "\n".join(rows)


def default(field: FieldInfo) -> str:
    if field.required:
        return "required"
    value = field.default
    if value is msgspec.NODEFAULT:
        value = field.default_factory()
    if value in (None, (), {}):
        return ""
    if isinstance(value, tuple):
        value = ", ".join(value)
    if isinstance(value, msgspec.Struct):
        value = ", ".join(
            f"{key}: {choice}" for key, choice in msgspec.structs.asdict(value).items()
        )
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def kinds() -> str:
    return ", ".join(f"`{kind}`" for kind in KINDS) + "."


def statuses() -> str:
    rows = ["| status | meaning |", "|---|---|"]
    return "\n".join([*rows, *(f"| `{status}` | {status.meaning} |" for status in Status)])


def options() -> str:
    rows = ["| `--set` | values |", "|---|---|"]
    named = sorted(exporters.options().items())
    return "\n".join([*rows, *(f"| `{name}` | {values} |" for name, values in named)])


def formats() -> str:
    rows = ["| `--format` | what it writes |", "|---|---|"]
    for name in exporters.formats():
        described = (exporters.exporter(name).__doc__ or "").partition("\n")[0]
        _, _, what = described.partition(": ")
        rows.append(f"| `{name}` | {what[:1].upper()}{what[1:]} |")
    return "\n".join(rows)


def document_table() -> str:
    rows = ["| format | files | what is read |", "|---|---|---|"]
    for name in document_formats.names():
        format_ = document_formats.named(name)
        name, _, what = present(format_.__doc__).partition("\n")[0].partition(": ")
        files = ", ".join(f"`{suffix}`" for suffix in format_.SUFFIXES)
        rows.append(f"| {name} | {files} | {what.removesuffix('.')} |")
    return "\n".join(rows)


def languages() -> str:
    return ", ".join(f"`{tag}`" for tag in phrases.languages()) + "."


def interface_languages() -> list[str]:
    names = {
        present(Locale.parse(tag, sep="-").get_language_name("en"))
        for tag in wording.interface_languages()
    }
    return sorted(names)


INLINE = {
    "interface languages": lambda: ", ".join(interface_languages()),
    "interface count": lambda: str(len(interface_languages())),
    "language count": lambda: str(len(phrases.languages())),
    "rules": lambda: str(len(linting.RULES)),
}


GENERATED: dict[str, Callable[..., str]] = {
    "notation": notation,
    "fields": fields,
    "kinds": kinds,
    "statuses": statuses,
    "languages": languages,
    "options": options,
    "formats": formats,
    "documents": document_table,
}


def with_tables(text: str) -> str:
    """A page with its generated parts as they must be."""

    def generated(match: re.Match[str]) -> str:
        name, _, argument = match["what"].partition(": ")
        body = GENERATED[name](*filter(None, [argument]))
        return f"<!-- {match['what']} -->\n{body}\n<!-- end -->"

    names = "|".join(GENERATED)
    text = re.sub(
        rf"<!-- (?P<what>(?:{names})(?:: \w+)?) -->\n.*?<!-- end -->",
        generated,
        text,
        flags=re.DOTALL,
    )
    return re.sub(
        rf"<!-- ({'|'.join(INLINE)}) -->[^\n]*?<!-- end -->",
        lambda match: f"<!-- {match[1]} -->{INLINE[match[1]]()}<!-- end -->",
        text,
    )


def console_blocks(text: str) -> list[str]:
    return re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL)


def run_block(block: str, folder: Path) -> str:
    """The block with the output that its commands print, run one after the other in *folder*."""
    lines = []
    before = Path.cwd()
    os.chdir(folder)
    try:
        for line in block.splitlines():
            if line.startswith("$ "):
                output = io.StringIO()
                with redirect_stdout(output), redirect_stderr(output):
                    main(shlex.split(line)[2:])
                lines += [line, *output.getvalue().rstrip("\n").splitlines()]
    finally:
        os.chdir(before)
    return "\n".join(lines) + "\n"


def without_sizes(output: str) -> str:
    """*output* with every size masked: the page grows by a kilobyte with each release of Plotly."""
    return re.sub(r" +[\d.]+ [kM]?B", " N kB", output)


def workshop(folder: Path) -> Path:
    """A folder with what the commands work on, published calendars included."""
    shutil.copy(ROOT / "events.yaml", folder)
    shutil.copytree(ROOT / "tests" / "faulty", folder / "tests" / "faulty")
    shutil.copytree(ROOT / "tests" / "extraction", folder / "tests" / "extraction")
    (folder / "exports").mkdir()
    for calendar in (ROOT / "exports").glob("*.ics"):
        shutil.copy(calendar, folder / "exports")
    return folder


TEXTS = {name: page.read_text("utf-8") for name, page in zip(NAMES, PAGES, strict=True)}
BLOCKS = [(name, block) for name, text in TEXTS.items() for block in console_blocks(text)]
PROGRAMS = [
    (name, code)
    for name, text in TEXTS.items()
    for code in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
]


def test_there_are_commands_and_tables() -> None:
    every = "".join(TEXTS.values())
    assert len(BLOCKS) >= 8
    assert len(PROGRAMS) >= 2
    assert len(re.findall(r"<!-- fields: ", every)) == len(MODELS)
    assert set(GENERATED) <= set(re.findall(r"<!-- (\w+)", every))


@pytest.mark.parametrize("name", NAMES)
def test_tables_are_the_models(name: str) -> None:
    assert with_tables(TEXTS[name]) == TEXTS[name], REWRITE


@pytest.mark.parametrize(("name", "block"), BLOCKS)
def test_commands_print_what_is_shown(name: str, block: str, tmp_path: Path) -> None:
    printed = run_block(block, workshop(tmp_path))
    assert without_sizes(printed) == without_sizes(block), REWRITE


@pytest.mark.parametrize(("name", "code"), PROGRAMS)
def test_the_python_examples_run(
    name: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workshop(tmp_path))
    exec(compile(code, name, "exec"), {})  # noqa: S102


def test_the_yaml_example_is_a_chronology() -> None:
    example = re.findall(r"```yaml\n(.*?)```", TEXTS["README.md"], flags=re.DOTALL)[0]
    chronology = timeline.loads(example)
    assert [str(event.date) for event in chronology.events] == ["2024-11", "2025-09-17/2025-09-18"]


def test_limits_are_those_of_the_code() -> None:
    text = " ".join(TEXTS["docs/security.md"].split())
    for stated in (
        f"{nodes.LARGEST_FILE // 2**20} MiB",
        f"{nodes.DEEPEST} levels",
        f"{nodes.MOST_ITEMS:,}, and one more for every {nodes.BYTES_PER_ITEM} bytes",
        f"{nodes.LONGEST_TEXT:,} characters",
        f"| languages | {events.MOST_LANGUAGES} |",
        f"{events.MOST_ANNIVERSARIES} for an event and {events.MOST_DERIVED:,} for a file",
        f"| documents | {documents.LARGEST_FILE // 10**6} MB",
        f"with {documents.content.LARGEST_TEXT:,} characters",
        f"{unread.MOST_NUMBERS:,} numbers before",
        f"counts as {unread.NUMBERS_PER_BLOCK}, and {unread.CHARACTERS_PER_NUMBER} char",
        f"{archived.LARGEST_PARTS // 10**6} MB of unpacked XML",
        f"| PDF | {pdf.MOST_PAGES:,} pages",
        f"unpack to {archived.LEAST_PARTS // 10**6} MB plus {archived.MOST_UNFOLDED} times",
        f"{eml.MOST_ATTACHMENTS} attachments, nested in {eml.DEEPEST_MAIL} levels",
        f"{doc.SECONDS} s for LibreOffice",
        f"{documents.confined.SECONDS} s of processor time and {documents.confined.SECONDS_PER_MB} s",
        f"{documents.confined.MEMORY // 10**6} MB of memory and {documents.confined.MEMORY_PER_BYTE} t",
        f"| tables | {grid.MOST_COLUMNS:,} columns",
        f"in CSV, {grid.MOST_ROWS:,} rows, and one more for every {grid.CHARACTERS_PER_ROW} c",
        f"| workbooks | {raw_sheets.LEAST_CELLS:,} cells",
        f"every {1 / raw_sheets.CELLS_PER_BYTE:.0f} bytes, up to {raw_sheets.MOST_CELLS:,}",
        f"| a date | {reading.LONGEST} characters in words",
        f"{server.LARGEST_ANSWER // 2**20} MiB unpacked, and {server.LONGEST_ANSWER:.0f} seconds",
        f"the first {MOST_PRINTED} problems",
    ):
        assert stated in text, stated


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_linked_file_and_heading_exists(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text("utf-8")):
        path, _, heading = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists(), target
        if heading:
            assert heading in headings(linked.read_text("utf-8")), target


def headings(text: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    found = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in found}


def test_the_readme_is_short_and_links_every_page() -> None:
    text = TEXTS["README.md"]
    assert text.count("\n") <= 190
    linked = "".join(TEXTS.values())
    for page in (ROOT / "docs").glob("*.md"):
        assert f"{page.name}" in linked, page.name


def test_one_sentence_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    _, sentence, *_ = TEXTS["README.md"].split("\n\n")
    sentence = " ".join(sentence.split())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert sentence == f"{project['description']}."
    main(["--help"])
    assert sentence in " ".join(capsys.readouterr().out.split())


def rewrite() -> None:
    """Writes the generated parts of all pages anew."""
    for page in PAGES:
        content = with_tables(page.read_text("utf-8"))
        for shown in console_blocks(content):
            with tempfile.TemporaryDirectory() as temporary:
                content = content.replace(shown, run_block(shown, workshop(Path(temporary))))
        page.write_text(content, "utf-8")
        sys.stdout.write(f"{page.relative_to(ROOT)}\n")


if __name__ == "__main__":
    rewrite()
