"""The clinical text of an article: what a clinician signs, line by line; its hash; and which sentences differ from a signed text.

A clinical text is the words and numbers that advise a reader: title, description, main message, red flags with their levels, why a
level has none, notes on symptoms, the comparison, charts, and the text under its headings. Left out is what advises nobody
(captions, words of pictures, addresses of links, citations, dates, related articles) and how it looks (emphasis, paragraphs, kinds
of quotation marks and dashes, spacing). docs/decisions/review.md gives the reasons.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import Literal

from wellread.charts import lines_of_charts
from wellread.model import LEVELS, Article, RedFlag, SharedRedFlag, Value
from wellread.problems import Place
from wellread.texts import ClinicalLine, Wording

VERSION = "c1-"
"""What a hash begins with: the form of clinical texts that it was made from."""

KINDS = (
    *("title", "description", "main message", "emergency", "urgent", "soon", "no emergency", "no urgent", "no soon"),
    *("symptom", "compare", "chart", "heading", "text", "item", "sub-item", "cell", "code"),
)
"""What a line can be. A line of a signed text names its kind where a new one begins; a line without is a further sentence."""

BEGINS = re.compile(rf"({'|'.join(KINDS)}): ")
ALIKE = 0.5
"""Two lines that share at least this part of their words are one line that changed."""


class SignedLine(Value, frozen=True, kw_only=True):
    """A line of a text that was signed, and its number in the file that keeps it."""

    kind: str
    text: str
    line: int


class LineChange(Value, frozen=True, kw_only=True):
    """A line that is not as it was signed. `place` is where it is now, or, of one that is gone, where it would stand."""

    change: Literal["added", "removed", "changed", "moved"]
    was: SignedLine | None
    now: ClinicalLine | None
    place: Place


# --- the text ---------------------------------------------------------------------------------------------------------


def clinical_lines(
    article: Article, red_flags: Mapping[str, SharedRedFlag], main_message: Wording, body: Wording
) -> tuple[ClinicalLine, ...]:
    """Return the clinical text of an article in the order of its page. `main_message` and `body` are what these texts say."""
    return (
        *_front_lines(article, main_message),
        *_flag_lines(article, red_flags),
        *_table_lines(article),
        *_chart_lines(article),
        *body_lines(article, body),
    )


def _front_lines(article: Article, main_message: Wording) -> Iterator[ClinicalLine]:
    origin = article.origin
    yield ClinicalLine(kind="title", text=article.title, place=origin.at("title"))
    yield ClinicalLine(kind="description", text=article.description, place=origin.at("description"))
    sentences = [each for block in main_message.blocks for each in block.sentences]
    for number, sentence in enumerate(sentences):
        yield ClinicalLine(kind="main message", text=sentence.text, place=origin.at("main_message"), begins=not number)


def _flag_lines(article: Article, red_flags: Mapping[str, SharedRedFlag]) -> Iterator[ClinicalLine]:
    """Yield the signs as the care cards show them: level by level, the most serious first."""
    found: list[tuple[RedFlag, Place, Place | None]] = []
    for step, each in enumerate(article.red_flags):
        if isinstance(each, RedFlag):
            found.append((each, article.origin.at("red_flags", step, "sign"), None))
        elif shared := red_flags.get(each.use):
            found.append((shared.flag, article.origin.at("red_flags", step, "use"), shared.origin.at("sign")))
    for level in LEVELS:
        for flag, place, where in found:
            if flag.level == level:
                yield ClinicalLine(kind=level, text=flag.sign, place=place, shared=where)
    for level in LEVELS:
        if level in article.no_red_flags:
            place = article.origin.at("no_red_flags", level)
            yield ClinicalLine(kind=f"no {level}", text=article.no_red_flags[level], place=place)


def _table_lines(article: Article) -> Iterator[ClinicalLine]:
    for step, symptom in enumerate(article.symptoms):
        if symptom.note:
            place = article.origin.at("symptoms", step, "note")
            yield ClinicalLine(kind="symptom", text=f"{symptom.id} | {symptom.note}", place=place)
    compare = article.compare
    if compare:
        yield ClinicalLine(kind="compare", text=" | ".join(compare.columns), place=article.origin.at("compare", "columns"))
        for step, row in enumerate(compare.rows):
            place = article.origin.at("compare", "rows", step)
            yield ClinicalLine(kind="compare", text=" | ".join((row.feature, *row.cells)), place=place)


def _chart_lines(article: Article) -> Iterator[ClinicalLine]:
    for text, steps in lines_of_charts(article.charts):
        yield ClinicalLine(kind="chart", text=text, place=article.origin.at(*steps))


def body_lines(article: Article, body: Wording) -> Iterator[ClinicalLine]:
    """Yield the sentences of the text. A further paragraph is no new text, so that a long one may be split."""
    names = {"paragraph": "text", "header": "cell"}
    before = ""
    for block in body.blocks:
        kind = "sub-item" if block.kind == "item" and block.depth else names.get(block.kind, block.kind)
        for number, sentence in enumerate(block.sentences):
            begins = not number and not kind == before == "text"
            yield ClinicalLine(kind=kind, text=sentence.text, place=Place(article.origin.path, *sentence.mark), begins=begins)
        before = kind


# --- what was signed --------------------------------------------------------------------------------------------------


def write_lines(lines: Iterable[ClinicalLine]) -> str:
    """Return a clinical text as it is kept: a line each, with its kind where a new one begins."""
    return "".join(f"{each.kind}: {each.text}\n" if each.begins else f"{each.text}\n" for each in lines)


def read_lines(text: str) -> tuple[SignedLine, ...]:
    """Return the lines of a text that `write_lines` made."""
    found: list[SignedLine] = []
    kind = KINDS[0]
    for number, line in enumerate(text.splitlines(), 1):
        begins = BEGINS.match(line)
        kind = begins[1] if begins else kind
        said = line[begins.end() :] if begins else line
        if said.strip():
            found.append(SignedLine(kind=kind, text=said, line=number))
    return tuple(found)


def clinical_hash(text: str) -> str:
    """Return the hash of a clinical text as `write_lines` writes it: BLAKE2b of 128 bits over its words, behind the version.

    Where a line ends makes no difference, so the hash does not depend on where a program sees the end of a sentence.
    """
    return VERSION + blake2b(gist(text).encode(), digest_size=16).hexdigest()


def signed_path(article: Article, hash: str) -> str:  # noqa: A002
    """Return where the text is kept that somebody signed: content/reviews/hiccups.c1-….txt for content/articles/hiccups.md."""
    name = article.origin.path.rpartition("/")[2].removesuffix(".md")
    return f"content/reviews/{name}.{hash}.txt"


SAME = (
    *((each, '"') for each in "“”„‟«»"),
    *((each, "'") for each in "‘’‚‛"),
    *((each, "-") for each in "‐‑−"),
    *((each, "–") for each in "‒—―"),
    *((each, "") for each in "\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    ("…", "..."),
    ("µ", "μ"),
)
"""What is one sign in two forms, and what nobody sees."""
DASHES = ((" – ", "–"), ("– ", "–"), (" –", "–"), (" - ", "–"), ("–", "-"))
AFTER_WIDE = re.compile(r"(?<=[。！？」』）》])\s+")


def gist(text: str) -> str:
    """Return a text without what is only typography: kinds of quotation marks, dashes and spaces, and where its lines end."""
    plain = unicodedata.normalize("NFC", text)
    if not plain.isascii():
        for sign, same in SAME:
            plain = plain.replace(sign, same)
    plain = " ".join(plain.split())
    for dash, same in DASHES:
        plain = plain.replace(dash, same)
    return plain if plain.isascii() else AFTER_WIDE.sub("", plain)


# --- what changed since -----------------------------------------------------------------------------------------------


def compare_lines(signed: Sequence[SignedLine], now: Sequence[ClinicalLine]) -> tuple[LineChange, ...]:
    """Return every line that is not as it was signed, in the order of the text as it is now."""
    was_gists = [(each.kind, gist(each.text)) for each in signed]
    now_gists = [(each.kind, gist(each.text)) for each in now]
    gone: dict[int, int] = {}
    new: list[int] = []
    pairs: dict[int, int] = {}
    for step, start, end, at, until in SequenceMatcher(None, was_gists, now_gists, autojunk=False).get_opcodes():
        if step != "equal":
            gone.update(dict.fromkeys(range(start, end), at))
            new += range(at, until)
        if end - start == until - at == 1 and step == "replace" and signed[start].kind == now[at].kind:
            pairs[at] = start  # one line instead of one other: whatever their words, the one became the other
    left = [(i, was_gists[i]) for i in gone if i not in pairs.values()]
    pairs |= _pair(left, [(j, now_gists[j]) for j in new if j not in pairs])
    found: list[tuple[tuple[int, int, int], LineChange]] = []
    for j in new:
        i = pairs.get(j)
        change: Literal["added", "changed", "moved"] = (
            "added" if i is None else "moved" if was_gists[i] == now_gists[j] else "changed"
        )
        was = None if i is None else signed[i]
        found.append(((j, 1, 0), LineChange(change=change, was=was, now=now[j], place=now[j].place)))
    for i in set(gone) - set(pairs.values()):
        place = now[min(gone[i], len(now) - 1)].place
        found.append(((gone[i], 0, i), LineChange(change="removed", was=signed[i], now=None, place=place)))
    return tuple(change for _, change in sorted(found, key=lambda each: each[0]))


Numbered = tuple[int, tuple[str, str]]
"""The number of a line, its kind and its gist."""


def _pair(gone: Sequence[Numbered], new: Sequence[Numbered]) -> dict[int, int]:
    """Return which new line was which line that is gone: the most alike first, each once."""
    words = {line: Counter(line[1].split()) for _, line in (*gone, *new)}
    alike: list[tuple[float, int, int, int]] = []
    for j, now in new:
        for i, was in gone:
            if was[0] == now[0] or was[1] == now[1]:
                score = 2 * (words[was] & words[now]).total() / (words[was].total() + words[now].total())
                if score >= ALIKE:
                    alike.append((-score, abs(i - j), j, i))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, j, i in sorted(alike):
        if i not in taken and j not in pairs:
            pairs[j] = i
            taken.add(i)
    return pairs


Words = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether the other text lacks it."""


def compare_words(was: str, now: str) -> tuple[Words, Words]:
    """Return both texts in pieces of whole words, those marked that only one of the two has."""
    left, right = was.split(), now.split()
    before: list[tuple[str, bool]] = []
    after: list[tuple[str, bool]] = []
    steps = SequenceMatcher(None, [gist(each) for each in left], [gist(each) for each in right], autojunk=False).get_opcodes()
    for step, start, end, at, until in steps:
        for pieces, words in ((before, left[start:end]), (after, right[at:until])):
            if words:
                pieces.append((" ".join(words), step != "equal"))
    return tuple(before), tuple(after)
