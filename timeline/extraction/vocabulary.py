"""The words that determine drafts, from the file of each language.

Each language has a file, ``languages/<tag>.yaml``; no language is named in the code. A list is a
text of entries separated by commas; ``*`` ends an entry of which only the beginning counts; an
entry may have several words. The lists:

``base``        another language, whose words are added to those of this one
``order``       ``first`` if a noun precedes its complement ("congress of leaders"), ``last`` if it
                follows («көшбасшылар съезі»)
``singular``    ending of a nominative: its endings in the other cases; the longest match counts
``compounds``   "true" if a noun may be joined to the word before it
``before``      maximum words of a title before its noun, if not the default
``after``       the same after its noun
``plural``      the same, in the plural: recognised, but never put into the nominative
``possessive``  endings that make another nominative of a noun
``gender``      gender of a noun by the ending of its nominative
``agreement``   endings of the adjectives before a noun, by gender and the noun's own ending;
                without this section, any word that is not a stop word may be an adjective;
                "any" is for every gender or ending that is not listed
``nominative``  endings of those adjectives, and what they are in the nominative, by gender
``irregular``   adjectives whose nominative does not follow from the ending
``ordinals``    endings of a number written with a hyphen («43-я»), by gender
``points``      "true" if the point after a number makes it an ordinal ("12. Gipfel")
``nouns``       names of events by kind, in the nominative; "form = nominative" for a form that
                does not follow from the endings
``origins``     nouns that name an event only as the origin of an anniversary («Победа»)
``verbs``       verbs by the corresponding noun: "met" by "meeting"
``acts``        verbs by the kind of event that they mean if no noun names it
``onto``        words between "postponed" and the new date
``again``       "on the same day", at the beginning of a sentence
``cues``        words that show how certain an event is, by status
``upcoming``    "next", "upcoming": the event after them is in the future, dated or not
``undated``     "will take place": the same, after the noun
``welcomed``    "welcomed", before one of ``milestones`` ("launch"): it happened, dated or not
``apart``       nouns that decide the kind of a line alone: a deadline for papers for a forum, the
                anniversary of a treaty
``parts``       nouns of parts of an event: a round of elections is of the kind of the elections
``stacked``     "true" if a noun before another one qualifies it: "council elections"
``stops``       words that no title contains
``finals``      "final day": an item below a day that ends on it and began earlier
``cited``       documents that are cited by their day, and words before it: "as amended on"
``remarks``     remarks next to the name of an event that are not part of it: "free entry"
``idle``        words for "nothing takes place" ("no events"), or for something that is closed
``furniture``   texts of a page around its content: "print this page", "filed under"
``basis``       words before an act that something is based on: "in accordance with"
``venues``      nouns for buildings and rooms in which events take place
``labels``      words before a colon: ``what``, ``when``, ``where``; ``sent`` in a mail
``columns``     heads of columns of dates: ``begins``, ``ends``; ``planned``, ``held``
``verbals``     endings of verbs: a title ends before a word in lower case that has one
``inverted``    for a language whose verb precedes its subject after a date: words that begin a
                ``subject``, ``pronoun``s that are one, ``attached`` words that continue it, and
                those that begin an ``object``
``relatives``   words that begin a clause between two commas ("which")
``prepositions`` words that no title ends with
``conjunctions`` "and": a cue after one belongs to another date
``of``          words between a noun and the one that it belongs to: "opening of the fair"
``articles``    articles; one that follows no preposition ends a title
``locative``    endings of words for places: before a final noun, no title begins there
``abbreviations`` words whose full stop does not end a sentence
``latin``       letters of the other script: the file is used for it too
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from timeline import language_tags, nodes
from timeline.events import Status
from timeline.nodes import MappingNode
from timeline.phrases.folding import fold, is_syllabic
from timeline.phrases.tokens import Token, tokenise

MOST_BEFORE: Final = 8
"""Maximum words of a title before its noun."""

MOST_WORDS: Final = 50_000
"""Maximum words whose lists are cached."""

MOST_AFTER: Final = 20
"""Maximum words of a title after its noun."""

SHORTEST_PART: Final = 4
"""Minimum letters of a part of a compound."""

SHORTEST_SYLLABIC_PART: Final = 2
"""The same if a letter is a syllable: 한일정상회담."""

_SETTINGS: Final = frozenset({"name", "base", "order", "compounds", "points", "before", "after"})
"""Sections of a file that are not lists of words."""

OFF: Final = (Status.CANCELLED, Status.POSTPONED)
"""Statuses that say more than any other word of a line: "planned in Brussels, was postponed"."""

TREATY_STATUSES: Final = (Status.SIGNED, Status.IN_FORCE)
"""Statuses that say what happened to a treaty."""

ANY: Final = "any"
PLURAL: Final = "plural"


class NounForm(Struct, frozen=True):
    """One form of a noun: its nominative, the ending of that, and the one it has here."""

    nominative: str
    base: str
    ending: str
    gender: str
    is_plural: bool = False


class Noun(Struct, frozen=True):
    """A noun as found in a text: its kind of event, its form, and its number of tokens."""

    kind: str
    form: NounForm
    size: int


class Words(Struct, eq=False):
    """A list of words and beginnings of words."""

    exact: dict[str, list[tuple[str, ...]]] = {}
    stems: dict[str, list[tuple[str, ...]]] = {}
    """Entries that begin with the beginning of a word, by its first letter."""

    def size(self, tokens: Sequence[Token], index: int) -> int:
        """The number of tokens in the longest entry at *index*, or 0."""
        word = tokens[index].text
        best = 0
        for entry in self.exact.get(word, ()):
            if len(entry) > best and _stands(entry, tokens, index):
                best = len(entry)
        for entry in self.stems.get(word[:1], ()):
            if len(entry) > best and _stands(entry, tokens, index):
                best = len(entry)
        return best

    def may_begin(self, word: str) -> bool:
        """Whether an entry begins with *word*, or with the beginning of it."""
        stems = self.stems.get(word[:1], ())
        return word in self.exact or any(word.startswith(entry[0][:-1]) for entry in stems)


def _stands(entry: tuple[str, ...], tokens: Sequence[Token], index: int) -> bool:
    if index + len(entry) > len(tokens):
        return False
    return all(
        tokens[index + i].text.startswith(word[:-1])
        if word.endswith("*")
        else tokens[index + i].text == word
        for i, word in enumerate(entry)
    )


Nouns: TypeAlias = dict[str, list[tuple[tuple[str, ...], str, NounForm]]]
"""By first token: the tokens after it, the kind of event, and the form."""


class Vocabulary(Struct):
    """A language, ready to look words up."""

    tag: str
    head_first: bool = True
    agreement: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None
    nominative: Mapping[str, tuple[tuple[str, str], ...]] = {}
    irregular: Mapping[str, str] = {}
    cues: Mapping[Status, Words] = {}
    upcoming: Words = field(default_factory=Words)
    undated: Words = field(default_factory=Words)
    welcomed: Words = field(default_factory=Words)
    stops: Words = field(default_factory=Words)
    prepositions: Words = field(default_factory=Words)
    articles: Words = field(default_factory=Words)
    conjunctions: Words = field(default_factory=Words)
    relatives: Words = field(default_factory=Words)
    finals: Words = field(default_factory=Words)
    cited: Words = field(default_factory=Words)
    inverted: Mapping[str, Words] = {}
    remarks: Words = field(default_factory=Words)
    idle: Words = field(default_factory=Words)
    furniture: Words = field(default_factory=Words)
    basis: Words = field(default_factory=Words)
    venues: Words = field(default_factory=Words)
    labels: Mapping[str, Words] = {}
    columns: Mapping[str, Words] = {}
    of: frozenset[str] = frozenset()
    verbals: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    milestones: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    is_stacked: bool = False
    locative: tuple[str, ...] = ()
    ordinals: Mapping[str, str] = {}
    has_points: bool = False
    verbs: Mapping[str, Words] = {}
    acts: Mapping[str, Words] = {}
    onto: Words = field(default_factory=Words)
    again: Words = field(default_factory=Words)
    most_before: int = MOST_BEFORE
    most_after: int = MOST_AFTER
    has_compounds: bool = False
    singular: tuple[tuple[str, tuple[str, ...]], ...] = ()
    plural: tuple[tuple[str, tuple[str, ...]], ...] = ()
    genders: tuple[tuple[str, str], ...] = ()
    nouns: Nouns = {}
    origins: Nouns = {}
    _lists: dict[str, tuple[Words, ...]] = {}

    def forms(self, word: str) -> Iterator[NounForm]:
        """The forms of a noun in the nominative: itself first."""
        folded = fold(word)
        gender = next((value for ending, value in self.genders if folded.endswith(ending)), "")
        own = next((ending for ending, _ in self.singular if folded.endswith(ending)), "")
        yield NounForm(word, own, own, gender)
        for table, is_plural in ((self.singular, False), (self.plural, True)):
            fitting = [(ending, others) for ending, others in table if folded.endswith(ending)]
            # Agglutinative languages add further endings to any ending.
            last = 1 if self.head_first else len(fitting)
            for ending, others in fitting[:last]:
                for other in others:
                    yield NounForm(word, ending, other, gender, is_plural)

    def spellings(self, word: str) -> Iterator[tuple[str, NounForm]]:
        """Each form of *word* as it is spelt, folded."""
        folded = fold(word)
        for form in self.forms(word):
            yield folded[: len(folded) - len(form.base)] + form.ending, form

    def noun(self, tokens: Sequence[Token], index: int) -> Noun | None:
        """The noun that names an event at *index*; the longest if there are several."""
        best = _longest(self.nouns, tokens, index)
        if best is None and self.has_compounds:
            best = self._compound(tokens[index].text)
        return best

    def origin(self, tokens: Sequence[Token], index: int) -> Noun | None:
        """The noun at *index* that names what an anniversary is counted from."""
        return _longest(self.origins, tokens, index)

    def _compound(self, word: str) -> Noun | None:
        """The noun that *word* ends with, as in "Umweltgipfel"."""
        shortest = SHORTEST_SYLLABIC_PART if is_syllabic(word) else SHORTEST_PART
        for cut in range(shortest, len(word) - shortest + 1):
            for rest, kind, form in self.nouns.get(word[cut:], ()):
                if not rest:
                    nominative = word[:cut] + form.nominative.casefold()
                    return Noun(kind, replace(form, nominative=nominative), 1)
        return None

    def lists(self, word: str) -> tuple[Words, ...]:
        """The lists that have an entry beginning with *word*: for most words none."""
        found = self._lists.get(word)
        if found is None:
            if len(self._lists) > MOST_WORDS:
                self._lists.clear()
            every = (
                self.upcoming, self.undated, self.welcomed, self.stops, self.prepositions,
                self.articles, self.conjunctions, self.relatives,
                self.onto, self.again, self.cited, self.remarks, self.idle, self.basis,
                self.furniture,
                *self.cues.values(), *self.verbs.values(), *self.acts.values(),
                *self.inverted.values(),
            )  # fmt: skip
            found = self._lists[word] = tuple(each for each in every if each.may_begin(word))
        return found

    def adjectives(self, form: NounForm) -> tuple[str, ...]:
        """The endings of adjectives before a noun of that *form*; none without a table of them."""
        agreement = self.agreement or {}
        table = agreement.get(PLURAL if form.is_plural else form.gender) or agreement.get(ANY, {})
        return table.get(form.ending) or table.get(ANY, ())

    def restored(self, adjective: str, gender: str) -> str | None:
        """*adjective* in the nominative of that gender; None if it cannot be determined."""
        folded = fold(adjective)
        if folded in self.irregular:
            return self.irregular[folded]
        for ending, becomes in self.nominative.get(gender, ()):
            if folded.endswith(ending) and len(folded) > len(ending) + 1:
                return adjective[: len(adjective) - len(ending)] + becomes
        return None


def _longest(nouns: Nouns, tokens: Sequence[Token], index: int) -> Noun | None:
    best: Noun | None = None
    for rest, kind, form in nouns.get(tokens[index].text, ()):
        size = 1 + len(rest)
        if (best is None or size > best.size) and _stands(rest, tokens, index + 1):
            best = Noun(kind, form, size)
    return best


# -- the files -----------------------------------------------------------------------------------


def tags() -> tuple[str, ...]:
    """Tags of the languages that have a file."""
    folder = files("timeline.extraction") / "languages"
    return tuple(sorted(file.name.removesuffix(".yaml") for file in folder.iterdir()))


@cache
def load(tag: str) -> Vocabulary:
    """The vocabulary for the BCP 47 *tag*; an empty one if there is no file."""
    name = language_tags.nearest(tag, tags())
    if name is None:
        return Vocabulary(tag)
    root = _sections_of(name, tag)
    found = _without_nouns(root, tag)
    _add_nouns(found, root)
    return found


def _sections_of(name: str, tag: str) -> MappingNode:
    """The language file of that *name*, in Latin letters if *tag* asks for them."""
    file = files("timeline.extraction") / "languages" / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    root, problems = nodes.parse(text, file.name)
    assert isinstance(root, MappingNode), file.name
    assert not problems, problems
    latin = _mapping(root, "latin")
    if latin and language_tags.is_latin(tag):
        # Keys of the sections are ASCII and stay as they are.
        table = {ord(key): value for key, value in latin.items()}
        table |= {ord(key.upper()): value.title() for key, value in latin.items()}
        root, _ = nodes.parse(text.translate(table), file.name)
        assert isinstance(root, MappingNode)
    if base := root.get("base"):
        _extend(root, _sections_of(str(base), tag))
    return root


def _extend(own: MappingNode, base: MappingNode) -> None:
    """Adds the settings, sections and words of *base* to *own*."""
    for key, value in base.items():
        mine = own.get(key)
        if mine is None:
            own[key] = value
        elif isinstance(mine, MappingNode) and isinstance(value, MappingNode):
            _extend(mine, value)
        elif key not in _SETTINGS:
            own[key] = f"{mine}, {value}"


def _without_nouns(root: MappingNode, tag: str) -> Vocabulary:
    # Long: a line for each section of a language file.
    return Vocabulary(
        tag,
        head_first=root.get("order") != "last",
        agreement=_agreement(root),
        nominative={
            gender: tuple((fold(ending), becomes) for ending, becomes in _mapping(section).items())
            for gender, section in _sections(root, "nominative")
        },
        irregular=_mapping(root, "irregular"),
        cues={Status(status): _words(text) for status, text in _mapping(root, "cues").items()},
        upcoming=_words(root.get("upcoming")),
        undated=_words(root.get("undated")),
        welcomed=_words(root.get("welcomed")),
        stops=_words(root.get("stops")),
        prepositions=_words(root.get("prepositions")),
        articles=_words(root.get("articles")),
        conjunctions=_words(root.get("conjunctions")),
        relatives=_words(root.get("relatives")),
        finals=_words(root.get("finals")),
        cited=_words(root.get("cited")),
        inverted={part: _words(text) for part, text in _mapping(root, "inverted").items()},
        remarks=_words(root.get("remarks")),
        idle=_words(root.get("idle")),
        furniture=_words(root.get("furniture")),
        basis=_words(root.get("basis")),
        venues=_words(root.get("venues")),
        labels={role: _words(text) for role, text in _mapping(root, "labels").items()},
        columns={role: _words(text) for role, text in _mapping(root, "columns").items()},
        of=frozenset(fold(word) for word in _list(root.get("of"))),
        verbals=tuple(map(fold, _list(root.get("verbals")))),
        abbreviations=frozenset(fold(word) for word in _list(root.get("abbreviations"))),
        milestones=frozenset(_list(root.get("milestones"))),
        parts=frozenset(_list(root.get("parts"))),
        apart=frozenset(_list(root.get("apart"))),
        is_stacked=root.get("stacked") == "true",
        has_compounds=root.get("compounds") == "true",
        most_before=int(str(root.get("before", MOST_BEFORE))),
        most_after=int(str(root.get("after", MOST_AFTER))),
        locative=tuple(map(fold, _list(root.get("locative")))),
        ordinals=_mapping(root, "ordinals"),
        has_points=root.get("points") == "true",
        verbs={noun: _words(text) for noun, text in _mapping(root, "verbs").items()},
        acts={kind: _words(text) for kind, text in _mapping(root, "acts").items()},
        onto=_words(root.get("onto")),
        again=_words(root.get("again")),
        singular=_endings(root, "singular"),
        plural=_endings(root, "plural"),
        genders=tuple(
            sorted(
                ((fold(ending), value) for ending, value in _mapping(root, "gender").items()),
                key=lambda item: -len(item[0]),
            )
        ),
    )


def _add_nouns(found: Vocabulary, root: MappingNode) -> None:
    """Adds every noun of the language in every form that it has."""
    nouns = [
        (kind, noun + ending)
        for kind, text in _mapping(root, "nouns").items()
        for noun in _list(text)
        for ending in ("", *_list(root.get("possessive")))
    ]
    # Nominatives first: «саммиті» is a noun of its own before it is a case of «саммит».
    for is_inflected in (False, True):
        for kind, noun in nouns:
            _add(found, found.nouns, kind, noun, is_inflected=is_inflected)
        for noun in _list(root.get("origins")):
            _add(found, found.origins, "other", noun, is_inflected=is_inflected)


def _add(lexicon: Vocabulary, to: Nouns, kind: str, noun: str, *, is_inflected: bool) -> None:
    """Adds the nominative of *noun* to a table, or all other forms."""
    irregular, _, nominative = (part.strip() for part in noun.partition("="))
    if nominative:
        if is_inflected:
            form = replace(next(lexicon.forms(nominative.split()[-1])), nominative=nominative)
            _enter(to, fold(irregular), kind, form)
        return
    spellings = _inflected(lexicon, noun) if is_inflected else iter([_as_listed(lexicon, noun)])
    for spelling, form in spellings:
        _enter(to, spelling, kind, form)


def _as_listed(lexicon: Vocabulary, noun: str) -> tuple[str, NounForm]:
    _, form = next(lexicon.spellings(noun.split()[_inflects(lexicon, noun.split())]))
    return fold(noun), replace(form, nominative=noun)


def _inflected(lexicon: Vocabulary, noun: str) -> Iterator[tuple[str, NounForm]]:
    """The forms of *noun*; of several words, one is inflected, and an adjective agrees with it."""
    words = noun.split()
    case = _inflects(lexicon, words)
    stem = _adjective(lexicon, words) if case else None
    for spelling, form in lexicon.spellings(words[case]):
        spelt = [fold(word) for word in words]
        spelt[case] = spelling
        shown = replace(form, nominative=noun)
        yield " ".join(spelt), shown
        for ending in lexicon.adjectives(form) if stem is not None else ():
            yield f"{stem}{ending} {spelling}", shown


def _inflects(lexicon: Vocabulary, words: Sequence[str]) -> int:
    """Index of the word that takes the endings: the noun, not what it is of."""
    if len(words) == 1 or not lexicon.head_first:
        return -1
    return -1 if _adjective(lexicon, words) is not None else 0


def _adjective(lexicon: Vocabulary, words: Sequence[str]) -> str | None:
    """The stem of the first of two words if it is an adjective of the other; None if it is not."""
    if len(words) != 2:
        return None
    own = next(lexicon.forms(words[1]))
    first = fold(words[0])
    fitting = [ending for ending in lexicon.adjectives(own) if first.endswith(ending)]
    return first[: len(first) - len(max(fitting, key=len))] if fitting else None


def _enter(to: Nouns, spelling: str, kind: str, form: NounForm) -> None:
    tokens = [token.text for token in tokenise(spelling)]
    entry = (tuple(tokens[1:]), kind, form)
    entries = to.setdefault(tokens[0], [])
    # The first entry in the file wins.
    if entry[0] not in (other[0] for other in entries):
        entries.append(entry)


def _agreement(root: MappingNode) -> Mapping[str, Mapping[str, tuple[str, ...]]] | None:
    if "agreement" not in root:
        return None
    return {
        gender: {
            fold(ending): tuple(map(fold, _list(text)))
            for ending, text in _mapping(section).items()
        }
        for gender, section in _sections(root, "agreement")
    }


def _sections(root: MappingNode, name: str) -> Iterator[tuple[str, MappingNode]]:
    section = root.get(name)
    for key, value in section.items() if isinstance(section, MappingNode) else ():
        assert isinstance(value, MappingNode), name
        yield key, value


def _mapping(root: MappingNode, name: str | None = None) -> dict[str, str]:
    section = root if name is None else root.get(name)
    return {
        key: str(value)
        for key, value in (section.items() if isinstance(section, MappingNode) else ())
    }


def _endings(root: MappingNode, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = (
        (fold(ending), tuple(map(fold, _list(text))))
        for ending, text in _mapping(root, name).items()
    )
    return tuple(sorted(table, key=lambda item: -len(item[0])))


def _list(text: object) -> list[str]:
    return [word.strip() for word in str(text or "").split(",") if word.strip()]


def _words(text: object) -> Words:
    words = Words()
    for entry in _list(text):
        tokens = _tokens(entry)
        if tokens[0].endswith("*"):
            words.stems.setdefault(tokens[0][0], []).append(tokens)
        else:
            words.exact.setdefault(tokens[0], []).append(tokens)
    return words


def _tokens(entry: str) -> tuple[str, ...]:
    """The folded tokens of a list's entry; a ``*`` stays with the word before it."""
    found: list[str] = []
    for token in tokenise(entry):
        if token.text == "*" and found:
            found[-1] += "*"
        else:
            found.append(token.text)
    return tuple(found)


def spellings(
    names: Iterable[str], lexicon: Vocabulary
) -> Iterator[tuple[str, tuple[frozenset[str], ...]]]:
    """Each of *names*, and for each of its tokens the forms that it may have."""
    for name in names:
        found = []
        for token in tokenise(name):
            is_word = token.kind == "word" and len(token.text) > (1 if is_syllabic(name) else 2)
            forms = {spelling for spelling, _ in lexicon.spellings(token.text)} if is_word else ()
            found.append(frozenset({token.text, *forms}))
        if found:
            yield name, tuple(found)
