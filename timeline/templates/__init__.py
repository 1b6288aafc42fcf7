"""The files that ``init`` writes: a first chronology, and a repository that publishes it.

Each file is a template in a folder beside this module, under the path that it is written to::

    chronology/   the chronology
    repository/   what every repository has besides: README, licence, hooks, settings of editors
    github/       the workflow for GitHub
    gitlab/       the pipeline for GitLab

``<<name>>`` is replaced by a value, ``<<name as yaml>>`` by the same as a quoted YAML text.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from timeline import installing, loading
from timeline.errors import OptionError, OutputError, printable
from timeline.importing.declared_names import slug
from timeline.loading.json_schema import schema, site_schema
from timeline.writing import write

FOLDER: Final = Path(__file__).parent

LANGUAGES: Final = ("en", "ru")
"""Languages of a chronology if none is given."""

DOMAIN: Final = "chronology.example.org"
"""A placeholder, which `check` reports."""

SETTINGS: Final = {
    "github": "In the settings of the repository, under *Pages*, choose *GitHub Actions* as the "
    "source.",
    "gitlab": "In the settings of the project, under *CI/CD* → *Job token permissions*, allow "
    "pushes to the repository; the pipeline commits `exports/`.",
}
"""By host: the settings that a person must make there."""

SITES: Final = {
    "github": "`https://OWNER.github.io/REPOSITORY/`",
    "gitlab": "`https://OWNER.gitlab.io/PROJECT/`",
}
"""By host: the pattern of the address of a site."""


class Plan(Struct, frozen=True, kw_only=True):
    """What to create; ``publish`` is the host of the repository, None for no repository.

    ``id`` is the id of the calendar; None derives it from the name of the folder. ``package`` is
    the requirement that the repository installs; None means the package that is running.
    """

    id: str | None = None
    domain: str = DOMAIN
    languages: Sequence[str] = LANGUAGES
    publish: str | None = None
    package: str | None = None


def initialise(directory: Path, plan: Plan | None = None) -> tuple[Path, ...]:
    """Writes a small working chronology and its schema into *directory*; returns their paths.

    Raises:
        OptionError: a value of the *plan* is not valid.
        OutputError: one of the files already exists, or cannot be written.
    """
    contents = dict(_contents(directory, plan or Plan()))
    for name in contents:
        if os.path.lexists(directory / name):  # a broken link, too
            raise OutputError(f"{directory / name} already exists", code="output-exists")
    parts = ((name, [content]) for name, content in contents.items())
    absent = dict.fromkeys(contents)
    return tuple(written.path for written in write(directory, parts, before=absent))


def _contents(directory: Path, plan: Plan) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the files."""
    values = {
        "id": _scalar(plan.id if plan.id is not None else _id_of(directory)),
        "domain": _scalar(plan.domain),
        "languages": ", ".join(map(_scalar, plan.languages)),
    }
    chronology = _filled_in(FOLDER / "chronology" / "events.yaml", values)
    chronology = _TEXTS.sub(lambda match: _in_languages(match, plan.languages), chronology)
    _refuse(chronology)
    yield "events.yaml", chronology.encode()
    yield "events.schema.json", _written(schema())
    if plan.publish:
        yield "site.schema.json", _written(site_schema())
        package = _package(plan)
        values = {
            "package": package,
            "package as yaml": json.dumps(package, ensure_ascii=False),
            "settings": SETTINGS[plan.publish],
            "site": SITES[plan.publish],
        }
        for folder in (FOLDER / "repository", FOLDER / plan.publish):
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    name = path.relative_to(folder).as_posix()
                    yield name, _filled_in(path, values).encode()


def _written(made: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(made, ensure_ascii=False, indent=2)}\n".encode()


_SLOT: Final = re.compile(r"<<([\w ]+)>>")


def _filled_in(path: Path, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda match: values[match[1]], path.read_text("utf-8"))


# -- the chronology --------------------------------------------------------------------------------


def _id_of(directory: Path) -> str:
    """An id derived from the name of *directory*."""
    name = directory.resolve().name
    found = slug(name)
    if not found:
        fact = f"the name of the folder ({printable(name)!r}) has no letter that an id can contain"
        raise OptionError([("--id", fact, "write an id, as in --id visits")])
    return found


_PLAIN: Final = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9.-]*")


def _scalar(text: str) -> str:
    """*text* as a YAML scalar that is read back unchanged."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


_TEXTS: Final = re.compile(r"(?<=: )\{en: .*\}$", re.MULTILINE)


def _in_languages(match: re.Match[str], languages: Sequence[str]) -> str:
    """The texts of the example in *languages*; if one is missing, the English one without a tag."""
    texts = dict(part.split(": ", 1) for part in match[0][1:-1].split(", "))
    if not set(languages) <= texts.keys():
        return texts["en"]
    return f"{{{', '.join(f'{tag}: {texts[tag]}' for tag in languages)}}}"


_OPTIONS: Final = {"id": "--id", "domain": "--domain", "languages": "--language"}


def _refuse(chronology: str) -> None:
    """Raises `OptionError` if *chronology* has problems: only the filled-in values cause any."""
    examination = loading.examine(chronology, "events.yaml")
    if examination.problems:
        raise OptionError(
            (
                _OPTIONS.get(_FIELD.sub(r"\1", problem.path), problem.path),
                problem.fact,
                problem.hint,
            )
            for problem in examination.problems
        )


_FIELD: Final = re.compile(r"calendar\.(\w+).*")


# -- the repository --------------------------------------------------------------------------------

_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f\"`\\]|\$\{\{|^-|^\s*$")
"""Characters that no requirement has, and that are syntax in a workflow, a shell or Markdown."""


def _package(plan: Plan) -> str:
    """The requirement that the repository installs, in the form that pip accepts."""
    package = plan.package if plan.package is not None else installing.requirement()
    if package is None:
        fact = "this program was installed from a local folder, which a workflow cannot use"
        hint = "write a requirement, as in --package 'diplomatic-timeline @ git+https://…'"
        raise OptionError([("--package", fact, hint)])
    if _UNFIT.search(package):
        fact = f"{printable(package)!r} is not a requirement that pip can install"
        hint = "write a name, an address or 'diplomatic-timeline @ git+https://…'"
        raise OptionError([("--package", fact, hint)])
    return package
