"""The findings of a check, in the formats of services that show them next to changed lines.

=========  =====================================================================================
``github`` workflow commands of GitHub Actions, which become annotations
``gitlab`` the Code Quality report of GitLab
``sarif``  SARIF 2.1.0 (OASIS), read by GitHub's code scanning and by editors
=========  =====================================================================================

All paths are relative to the top of the repository, as the services require. Problems are errors
and remarks are warnings.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from msgspec import Struct

from timeline.code_names import CodeName
from timeline.codes import Code, codes
from timeline.errors import Problem, legible, printable


class Findings(Struct, frozen=True):
    """The findings of checks; ``contents`` are the checked files, by the names used in places.

    ``path_of`` returns the path of such a file from the top of the repository; None if it is not
    a file (standard input). ``version`` is that of the program.
    """

    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    contents: Mapping[str, bytes]
    path_of: Callable[[str], str | None]
    version: str

    def __iter__(self) -> Iterator[tuple[Problem, bool]]:
        """Each finding, and whether it is a problem."""
        yield from ((problem, True) for problem in self.problems)
        yield from ((remark, False) for remark in self.remarks)

    @property
    def fingerprints(self) -> Iterator[str]:
        """An identifier of each finding that stays the same if lines move in the file.

        It consists of the code, the file, the field and the text of the line; findings with equal
        parts are numbered.
        """
        lines = {name: _lines(content) for name, content in self.contents.items()}
        seen: Counter[tuple[str, ...]] = Counter()
        for finding, _ in self:
            file, line, _ = finding.place
            number = line - 1
            known = lines.get(file, [])
            text = known[number].strip() if 0 <= number < len(known) else ""
            path = self.path_of(file) or file
            key = (finding.code, path, _INDEX.sub("[]", finding.path), text)
            seen[key] += 1
            yield sha256("\0".join((*map(legible, key), str(seen[key]))).encode()).hexdigest()[:40]


_INDEX: Final = re.compile(r"\[\d+\]")


def _lines(content: bytes) -> list[str]:
    return re.split(r"\r\n|\r|\n", content.decode(errors="replace"))


def _message(finding: Problem) -> str:
    """The fact and the hint, with the field that they concern."""
    where = f"{printable(finding.path, 500)}: " if finding.path else ""
    hint = f"\nhint: {printable(finding.hint, 2000)}" if finding.hint else ""
    return f"{where}{printable(finding.fact, 2000)}{hint}"


# -- GitHub Actions --------------------------------------------------------------------------------


def github(findings: Findings) -> str:
    """One workflow command per line; GitHub shows the first ten errors and warnings of a step."""
    return "".join(f"{_command(each, findings, is_error)}\n" for each, is_error in findings)


def _command(finding: Problem, findings: Findings, is_error: bool) -> str:
    path, place = findings.path_of(finding.place.file), finding.place
    properties = {
        "file": path or "",
        "line": str(place.line or ""),
        "col": str(place.column or ""),
        "title": finding.code,
    }
    listed = ",".join(
        f"{name}={_escaped(value, _IN_PROPERTIES)}" for name, value in properties.items() if value
    )
    kind = "error" if is_error else "warning"
    return f"::{kind} {listed}::{_escaped(_message(finding), _IN_DATA)}"


_IN_DATA: Final = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_IN_PROPERTIES: Final = _IN_DATA | {ord(":"): "%3A", ord(","): "%2C"}


def _escaped(text: str, escapes: Mapping[int, str]) -> str:
    return text.translate(escapes)


# -- GitLab ----------------------------------------------------------------------------------------


def gitlab(findings: Findings) -> str:
    """The Code Quality report: a JSON array of issues, identified by their fingerprints."""
    return _json(
        [
            {
                "description": _message(finding),
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": "major" if is_error else "minor",
                "location": {
                    "path": findings.path_of(finding.place.file) or finding.place.file,
                    "lines": {"begin": max(finding.place.line, 1)},
                },
            }
            for (finding, is_error), fingerprint in zip(
                findings, findings.fingerprints, strict=True
            )
        ]
    )


# -- SARIF -----------------------------------------------------------------------------------------


def sarif(findings: Findings) -> str:
    """A SARIF log of one run, with the explanation of each code that occurs in it."""
    used = sorted({finding.code for finding, _ in findings})
    rules = {name: number for number, name in enumerate(used)}
    results = [
        _result(finding, is_error, fingerprint, findings, rules)
        for (finding, is_error), fingerprint in zip(findings, findings.fingerprints, strict=True)
    ]
    driver = {
        "name": "timeline",
        "version": findings.version,
        "rules": [_rule(name, codes()[name]) for name in used],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def _rule(name: str, code: Code) -> dict[str, Any]:
    example = code.example
    shown = f"\n\nwrong:\n{example.wrong}\n\nright:\n{example.right}" if example else ""
    return {
        "id": name,
        "shortDescription": {"text": code.summary},
        "fullDescription": {"text": code.explanation},
        "help": {"text": code.explanation + shown},
        "defaultConfiguration": {"level": "warning" if code.remark else "error"},
    }


def _result(
    finding: Problem,
    is_error: bool,
    fingerprint: str,
    findings: Findings,
    rules: Mapping[CodeName, int],
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "level": "error" if is_error else "warning",
        "message": {"text": _message(finding)},
        "partialFingerprints": {"timeline/v1": fingerprint},
        "ruleId": finding.code,
        "ruleIndex": rules[finding.code],
    }
    path = findings.path_of(finding.place.file)
    if path is not None:
        place: dict[str, Any] = {"artifactLocation": _artifact(path)}
        if finding.place.line:
            _, line, column = finding.place
            place["region"] = {"startLine": line, "startColumn": max(column, 1)}
        result["locations"] = [{"physicalLocation": place}]
    return result


def _artifact(path: str) -> dict[str, str]:
    """The address of the file: from the top of the repository, otherwise absolute."""
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(path.encode(errors="surrogateescape")), "uriBaseId": "%SRCROOT%"}


def _json(value: object) -> str:
    # File names and texts must not break the line or the encoding.
    return json.dumps(value, ensure_ascii=True, indent=2) + "\n"


FORMATS: Final[Mapping[str, Callable[[Findings], str]]] = {
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
}
"""Each returns the whole output, with its last line break."""
