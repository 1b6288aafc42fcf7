"""Drafts as YAML: they can be read back, and the rest of a file is unchanged when they are added."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import drafting, nodes
from timeline.errors import ESCAPES, InputError
from timeline.nodes import MappingNode

from ..narrowing import data

ROOT = Path(__file__).parent.parent.parent
NEW = {"events": [{"id": "new", "title": {"en": "New", "ru": "Новое"}, "parties": ["KZ", "RS"]}]}
NEW_YAML = """\
  - id: new
    title:
      en: New
      ru: Новое
    parties: [KZ, RS]
"""


def as_nodes(value: object) -> MappingNode:
    root, problems = nodes.parse(drafting.document(data(value)), "drafts")
    assert not problems
    assert isinstance(root, MappingNode)
    return root


text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
tree = st.recursive(
    text,
    lambda inner: (
        st.lists(inner, min_size=1) | st.dictionaries(st.text("ab", min_size=1), inner, min_size=1)
    ),
    max_leaves=8,
)


@given(st.lists(tree, min_size=1))
def test_what_is_written_is_read_back(items: list[object]) -> None:
    assert as_nodes({"events": items}) == {"events": items}


@pytest.mark.parametrize(
    "word",
    [
        "null",
        "~",
        "",
        "<<",
        "=",
        "yes",
        "2024-11",
        "1_000",
        "10:30",
        "- a",
        "a: b",
        "#a",
        "'",
        "\u2028",
        "\r\n",
        "\x85",
        "a\n b\n",
        "\n",
        " a",
        "a ",
        "|",
        "😀",
    ],
)
def test_a_word_that_yaml_knows_better_stays_a_word(word: str) -> None:
    assert as_nodes({"events": [{"a": word}]}) == {"events": [{"a": word}]}


def grown(content: str) -> str:
    return drafting.added(content.encode(), "events.yaml", as_nodes(NEW)).decode()


@pytest.mark.parametrize("character", [chr(code) for code in sorted(ESCAPES)], ids=ascii)
@pytest.mark.parametrize("around", ["{}", "a {} b", 'a\n{} \\ " b', "- {}: "])
def test_characters_that_deceive_a_reader_are_written_as_escapes(
    character: str, around: str
) -> None:
    value = around.format(character)
    written = drafting.document(data({"events": [{"id": "a", "title": value}]}))
    assert character in "\n\t" or character not in written
    assert data(as_nodes({"events": [{"id": "a", "title": value}]}))["events"][0]["title"] == value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"events:\n{NEW_YAML}"),
        ("events:\n", f"events:\n{NEW_YAML}"),
        ("events:\n  - id: a\n", f"events:\n  - id: a\n\n{NEW_YAML}"),
        ("events:\n  - id: a", f"events:\n  - id: a\n\n{NEW_YAML}"),
        (
            "events:\n  - id: a  # kept\n  - id: b\n# of the kinds\nkinds: {a: A}\n",
            f"events:\n  - id: a  # kept\n  - id: b\n{NEW_YAML}# of the kinds\nkinds: {{a: A}}\n",
        ),
        (
            "events:\n  - id: a\n\n  - id: b\n    # title: later\n\n\nkinds: {a: A}\n",
            f"events:\n  - id: a\n\n  - id: b\n    # title: later\n\n{NEW_YAML}\n\nkinds: {{a: A}}\n",
        ),
        ("calendar: {id: x}\n", f"calendar: {{id: x}}\n\nevents:\n{NEW_YAML}"),
    ],
    ids=["nothing", "empty", "one", "no-line-end", "section", "loose", "missing"],
)
def test_events_join_the_others(before: str, after: str) -> None:
    assert grown(before) == after


def test_the_indentation_of_the_file_is_kept() -> None:
    assert grown("events:\n- id: a\n").endswith("\n\n" + NEW_YAML.replace("\n  ", "\n")[2:])
    assert grown("events:\n-\n  id: a\n").splitlines()[4] == "- id: new"


def test_line_ends_and_byte_order_mark_are_kept() -> None:
    content = "\ufeffevents:\r\n  - id: a\r\n"
    added = drafting.added(content.encode(), "events.yaml", as_nodes(NEW)).decode()
    assert added.startswith(content)
    assert added.count("\r\n") == added.count("\n")


def test_declarations_join_theirs() -> None:
    root = as_nodes({"places": {"nis": {"name": "Niš"}}, **NEW})
    content = (ROOT / "events.yaml").read_bytes()
    added = drafting.added(content, "events.yaml", root)
    removed = [line for line in content.splitlines() if line not in added.splitlines()]
    assert not removed
    parsed, problems = nodes.parse(added, "events.yaml")
    assert not problems
    assert list(data(parsed)["places"])[-1] == "nis"
    assert data(parsed)["events"][-1]["id"] == "new"


@pytest.mark.parametrize(
    "content",
    [
        "events: [{id: a}]\n",
        "events:\n  [{id: a}]\n",
        "- a\n",
        "events:\n  - id: |+\n      text\n\n\n",
        "events: text\n",
    ],
)
def test_a_file_that_would_change_its_meaning_is_refused(content: str) -> None:
    with pytest.raises(InputError) as caught:
        grown(content)
    assert caught.value.problems[0].hint
