"""YAML as located text: what is refused, with which place, and the limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.narrowing import data
from timeline import nodes
from timeline.errors import InputError, Place
from timeline.nodes import Node


def problems(content: bytes | str) -> tuple[list[str], Node | None]:
    """The problems of a text as they are printed, and its root."""
    try:
        root, found = nodes.parse(content, "f")
    except InputError as error:
        return [str(problem) for problem in error.problems], None
    return [str(problem) for problem in found], root


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        (0, 0, "f:1:1"),
        (3, 7, "f:4:8"),
        (8, 8, "f:9:9"),
        (70_000, 2, "f:70001:3"),
        (5, 65_536, "f:6:65537"),
        (nodes.LARGEST_FILE, nodes.LARGEST_FILE, "f:536870913:536870913"),  # there are no more
    ],
)
def test_a_mark_is_a_line_and_a_column(line: int, column: int, shown: str) -> None:
    mark = nodes.mark_at(line, column)
    assert (nodes.line_of(mark), nodes.column_of(mark)) == (line, column)
    assert str(nodes.place("f", mark)) == shown


def test_the_parser_marks_as_mark_at_does() -> None:
    text = f"a:\n  - b\n  - {{{'k' * 1000}: 1, c: {' ' * 64_000}d, e: '{' ' * 1000}', f: g}}\n"
    root = data(nodes.parse(text, "f")[0])
    assert root.values_at["a"] == nodes.mark_at(1, 2)
    assert [root["a"].item_at(index) for index in (0, 1)] == [
        nodes.mark_at(1, 4),
        nodes.mark_at(2, 4),
    ]
    inner = root["a"][1]
    lines = text.splitlines()
    for key, value in (("c", "d"), ("f", "g")):
        assert inner.keys_at[key] == nodes.mark_at(2, lines[2].index(f" {key}: ") + 1)
        assert inner.values_at[key] == nodes.mark_at(2, lines[2].rindex(value))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("events", 3, "when"), "events[3].when"),
        (("events", 0, "title", "en"), "events[0].title.en"),
        (("places", ""), "places"),
        (("k" * 40,), "k" * 40),
        (("k" * 41,), "k" * 39 + "…"),
        (("a\nb",), "a\\x0ab"),
    ],
)
def test_a_path_is_written_as_people_read_it(path: tuple[int | str, ...], text: str) -> None:
    assert nodes.path_text(path) == text


LOCATED = "a:\n  b: 1\n  c:\n    - x\n    - y: z\nd:\n"


@pytest.mark.parametrize(
    ("path", "value_at", "key_at"),
    [
        ((), (1, 1), (1, 1)),
        (("a",), (2, 3), (1, 1)),
        (("a", "b"), (2, 6), (2, 3)),
        (("a", "c", 0), (4, 7), (4, 7)),
        (("a", "c", 1, "y"), (5, 10), (5, 7)),
        (("d",), (6, 1), (6, 1)),  # a key without a value
        # The place of something missing is that of the nearest part that the file has.
        (("none",), (1, 1), (1, 1)),
        (("none", "a"), (1, 1), (1, 1)),
        (("a", "none"), (2, 3), (2, 3)),
        (("a", "c", 2), (4, 5), (4, 5)),
        (("a", "c", "y"), (4, 5), (4, 5)),
        (("a", "b", 0), (2, 6), (2, 6)),
        (("a", 0), (2, 3), (2, 3)),
    ],
)
def test_a_path_is_found_or_the_nearest_part_of_it(
    path: tuple[int | str, ...], value_at: tuple[int, int], key_at: tuple[int, int]
) -> None:
    root, _ = nodes.parse(LOCATED, "f")
    locate = nodes.Locator("f", root)
    assert locate(*path) == Place("f", *value_at)
    assert locate.key(*path) == Place("f", *key_at)
    assert nodes.Locator("f")(*path) == Place("f")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xe9", "f:1:1: the byte 0xe9 is not UTF-8"),
        (b"\n\xe9", "f:2:1: the byte 0xe9"),
        (b"a\n\nbc\xe9\n", "f:3:3: the byte 0xe9"),
        ("é\n".encode() + b"\xff", "f:2:1: the byte 0xff"),
        (b"a: [\n\xe9", "f:2:1: the byte 0xe9"),  # it hides that the bracket is open
        (b"a: \xc0\xaf", "f:1:4: the byte 0xc0"),  # a slash in two octets
        (b"a: \xed\xa0\x80", "f:1:4: the byte 0xed"),  # half of a surrogate pair
        (b"a: \xf4\x90\x80\x80", "f:1:4: the byte 0xf4"),  # beyond the last character
        (b"a: b\xe2\x80", "f:1:5: the byte 0xe2"),
        (b"\xfe\xff\0a", "f: the text is UTF-16"),
        (b"\xff\xfea\0", "f: the text is UTF-16"),
        (b"\xef\xbb\xbf\xff\xfea\0", "f: the text is UTF-16"),  # with a mark of UTF-8 before it
        (b"\xef\xbb\xbfa: \xff", "f:1:4: the byte 0xff"),
        ("\0a", "f:1:1: the character U+0000 is not allowed"),
        ("\n\n \x07", "f:3:2: the character U+0007"),
        ("a: \ud800", "f: half of a surrogate pair"),
        ("a: [\n", "f:2:1: the file ends before a value does"),
        ("a: 'b", "close quotation marks and brackets"),
        ("a: b: c", "f:1:5: a second ': ' in one line [yaml-syntax]\n  hint: put text that contains ': '"),
        ("ab: b: c", "f:1:6: a second ': '"),
        ("a:\n  b: c\n d: e", "f:3:2: this line does not fit the lines above it"),
        ("- a\nb", "end each key with ':'"),
        ("a: b\nc\nd: e", "check its indentation"),
        ("a:\n\tb: c", "f:2:1: a tab is used for indentation [yaml-syntax]\n  hint: indent with spaces"),
        ("a: \n\tb: c", "f:2:1: a tab is used for indentation [yaml-syntax]\n  hint: indent with spaces"),
        ("a: %b", "a value cannot begin with this character"),
        ("a: [b}", "a closing bracket without an opening one"),
        ('a: "b\\q"', "an unknown escape"),
        ("a: ? b", "check its indentation"),
        ("a: &b [c]", "f:1:4: a: an anchor, &b [yaml-feature]\n  hint: remove it"),
        ("a: &b {c: d}", "an anchor, &b"),
        ("a: &b c", "an anchor, &b"),
        ("a: !b [c]", "f:1:4: a: a tag, !b"),
        ("&b a: c", "f:1:1: a: an anchor, &b [yaml-feature]\n  hint: remove it"),
        ("a: {!b c: d}", "f:1:5: a.c: a tag, !b"),
        ("a: [b, *c]", "f:1:8: a[1]: an alias"),
        ("0: a\n0: b", "f:2:1: 0: the key '0' twice [yaml-duplicate-key]\n  hint: it is also in line 1; keep one"),
        ("? [a]\n: b", "f:1:3: a key that is not text"),
        ("<<: {a: b}", "f:1:1: <<: a merge key"),
        ("a: b\n---\nc: d", "f:2:1: a second document"),
        ("# nothing\n---\n---\na: b", "f:3:1: a second document"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_reported_at_its_place(content: bytes | str, expected: str) -> None:
    found, _ = problems(content)
    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.parametrize("content", ["", "# a remark\n", "---\n", "~", "\ufeff", b"\xef\xbb\xbf"])
def test_a_file_without_anything_has_no_root(content: bytes | str) -> None:
    assert problems(content) == ([], None)


@pytest.mark.parametrize("key", ["0", "-1", "!", "=", "<", "<<<"])
def test_a_key_that_sorts_next_to_a_merge_key_is_not_one(key: str) -> None:
    assert problems(f"{{'{key}': a}}") == ([], {key: "a"})


def test_twenty_levels_are_read_and_no_more() -> None:
    assert problems("[" * 20 + "a" + "]" * 20)[0] == []
    (found,) = problems("[" * 21 + "a" + "]" * 21)[0]
    assert found.startswith("f:1:21: ")
    assert "nested deeper than 20 levels" in found


@pytest.mark.parametrize(
    "content",
    ["a:\n" + "- b\n" * 120, "a:\n" + "- {}\n" * 120, "".join(f"a{n}: b\n" for n in range(120))],
    ids=["texts", "mappings", "keys"],
)
def test_a_file_has_only_so_many_items_for_its_size(
    content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nodes, "MOST_ITEMS", 100)
    with pytest.raises(InputError) as caught:
        nodes.parse(content, "f")
    (problem,) = caught.value.problems
    assert problem.code == "items-too-many"
    assert problem.place.line > 100
    monkeypatch.setattr(nodes, "MOST_ITEMS", 125)
    assert nodes.parse(content, "f")[1] == []


def test_a_hundred_thousand_characters_are_read_and_no_more() -> None:
    assert problems(f"a: {'b' * 100_000}") == ([], {"a": "b" * 100_000})
    found, root = problems(f"a: {'b' * 100_001}\nc: d")
    assert found == [
        "f:1:4: a: a text of 100,001 characters [text-too-long]\n  hint: at most 100,000 are read"
    ]
    assert root == {"c": "d"}


def test_a_file_of_the_largest_size_is_read_and_a_larger_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nodes, "LARGEST_FILE", 10)
    path = tmp_path / "f.yaml"
    path.write_bytes(b"0123456789")
    assert nodes.read_bytes(path) == b"0123456789"
    for beyond in (b"0123456789a", b"0123456789" * 20):
        path.write_bytes(beyond)
        with pytest.raises(InputError) as caught:
            nodes.read_bytes(path)
        assert "the file is too large" in str(caught.value)


def test_a_file_that_can_be_saved_has_a_version(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    for none in (path, tmp_path, Path("a\0b")):
        assert nodes.version(none) is None
    path.write_text("a")
    first = nodes.version(path)
    assert first is not None
    path.write_text("ab")
    assert nodes.version(path) not in (None, first)


def test_nodes_made_by_hand_have_the_given_places() -> None:
    made = nodes.mapping(nodes.mark_at(4, 2), a="b", c="d")
    assert made == {"a": "b", "c": "d"}
    assert nodes.Locator("f", made)("c") == Place("f", 5, 3)
    items = nodes.SequenceNode()
    items.put("x", nodes.mark_at(1, 1))
    items.put("y", nodes.mark_at(2, 1))
    assert nodes.Locator("f", items)(1) == Place("f", 3, 2)
    assert items.item_at(-1) == items.item_at(1)


def test_a_value_without_a_place_has_that_of_its_mapping() -> None:
    made = nodes.mapping(nodes.mark_at(4, 2), a="b")
    made["c"] = "d"
    assert made.keys_at == made.values_at == {"a": nodes.mark_at(4, 2)}
    root = nodes.mapping(nodes.mark_at(3, 0), inner=made)
    assert nodes.Locator("f", root)("inner", "c") == Place("f", 4, 1)
