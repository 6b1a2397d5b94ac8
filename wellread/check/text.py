"""What a rule about wording is given: one entry, what it says, and what the site asks of texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wellread.check.case import limits_of
from wellread.model import Article, Entry, Mark, RuleSetting, Term, Value
from wellread.problems import Place
from wellread.texts import Block, Sentence, Wording


class Text(Value, frozen=True, kw_only=True):
    """An entry with its wording: `body` is what its Markdown says, `inline` what each text of its front matter says, by field.

    A rule about wording sees nothing but this, so what it says of an entry holds until the entry, the glossary of its language or
    the settings of rules change. `terms` are the glossary's terms of the entry's language by id, without their places and bodies.
    """

    kind: str
    entry: Entry
    body: Wording
    inline: Mapping[str, Wording] = {}
    terms: Mapping[str, Term] = {}
    rules: Mapping[str, RuleSetting] = {}

    @property
    def is_english(self) -> bool:
        return self.entry.lang.partition("-")[0] == "en"

    @property
    def article(self) -> Article | None:
        """Return the entry if it is an article that readers may get to see: a draft is checked too, a withdrawn one is not."""
        return self.entry if isinstance(self.entry, Article) and self.entry.status != "withdrawn" else None

    def limits(self, code: str, usual: Mapping[str, float]) -> Mapping[str, float]:
        """Return the limits of a rule: what site.yaml says, or else what the rule usually asks."""
        return limits_of(self.rules, code, usual)

    def at(self, mark: Mark) -> Place:
        return Place(self.entry.origin.path, *mark)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the front matter's texts, then those of the body."""
        for wording in self.inline.values():
            yield from wording.blocks
        yield from self.body.blocks

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence of running text, those of the front matter first."""
        for wording in self.inline.values():
            yield from wording.sentences
        yield from self.body.sentences
