"""What the templates are given: plain frozen values with everything decided. No site, no files, no clock.

A view holds strings ready to be shown: addresses with their base path, dates in words, lists in order. A field whose name ends in
`_html` is sanitised HTML and the only kind that a template may mark `|safe`; all others are text that Jinja escapes.
"""

from __future__ import annotations

from html import escape
from typing import Literal

from wellread.model import Level, Value
from wellread.render.policy import Needs

# --- small parts ------------------------------------------------------------------------------------------------------


class LinkView(Value, frozen=True, kw_only=True):
    text: str
    url: str


class DateView(Value, frozen=True, kw_only=True):
    """A day: `iso` for the datetime attribute ("2026-11-22"), `words` for people ("22 November 2026")."""

    iso: str
    words: str


class CardView(Value, frozen=True, kw_only=True):
    """A page in a list. `why` is the reason it is related; `label` its kind in words ("Symptom", "Treatment")."""

    title: str
    url: str
    description: str
    label: str = ""
    why: str = ""


class CitationView(Value, frozen=True, kw_only=True):
    """A citation outside the running text: the numbers of the references it points to, and their ids on the page."""

    number: int
    url: str
    id: str


class SignView(Value, frozen=True, kw_only=True):
    """One red flag on a care card."""

    text: str
    citations: tuple[CitationView, ...] = ()


class CareCardView(Value, frozen=True, kw_only=True):
    """All red flags of one level. `heading` ends so that the signs complete it; `urgency` is read out before it
    ("Emergency"); `action_html` says what to do."""

    level: Level
    urgency: str
    heading: str
    signs: tuple[SignView, ...]
    action_html: str


class MoreSignsView(Value, frozen=True, kw_only=True):
    """Where a symptom's page sends its reader for the signs that its care cards leave out: `lead` stands before the links, `rule`
    says what is shown ("" for nothing)."""

    lead: str
    rule: str
    links: tuple[LinkView, ...]


class CouldBeView(Value, frozen=True, kw_only=True):
    """An article about a symptom: `level` is that of its most serious signs ("" if it lists none), `urgency` the same in a word,
    `heading` what these signs complete, `signs` the first of them and `more` how many of that level it lists besides. `note` is
    what the article says of the symptom in a few words: it may be that the symptom speaks against it."""

    title: str
    url: str
    description: str
    note: str
    level: Level | Literal[""]
    urgency: str
    heading: str
    signs: tuple[str, ...]
    more: int
    is_draft: bool = False


class ReviewView(Value, frozen=True, kw_only=True):
    """Whether and when a clinician reviewed the page. `sentence` says it plainly; `state` picks the banner."""

    state: Literal["unreviewed", "reviewed", "overdue", "lapsed"]
    sentence: str
    detail: str
    published: DateView
    updated: DateView
    last_reviewed: DateView | None = None
    next_review: DateView | None = None
    reviewers: tuple[str, ...] = ()


class ContentsItem(Value, frozen=True, kw_only=True):
    id: str
    text_html: str
    children: tuple[ContentsItem, ...] = ()


class SymptomItem(Value, frozen=True, kw_only=True):
    name: str
    url: str
    note: str


class CompareCell(Value, frozen=True, kw_only=True):
    """`column` repeats the column's heading, for the stacked layout on a phone."""

    column: str
    text: str


class CompareRowView(Value, frozen=True, kw_only=True):
    feature: str
    cells: tuple[CompareCell, ...]
    citations: tuple[CitationView, ...]


class CompareView(Value, frozen=True, kw_only=True):
    caption: str
    columns: tuple[str, ...]
    rows: tuple[CompareRowView, ...]


class ZoneView(Value, frozen=True, kw_only=True):
    """A zone of a scale: where it begins and how wide it is, in percent of the scale ("12.5%"), and which shade it has. `is_here`
    says that the number lies in it."""

    label: str
    start: str
    width: str
    shade: int
    is_here: bool


class TickView(Value, frozen=True, kw_only=True):
    at: str
    text: str


class ChartRowView(Value, frozen=True, kw_only=True):
    """A bar, `share` long, or a scale on which the number lies at `share`, both in percent; `number` is "" if there is none to show
    and `anchor` which part of its figures stands there."""

    label: str
    words: str
    citations: tuple[CitationView, ...]
    share: str
    anchor: Literal["start", "middle", "end"]
    number: str
    zones: tuple[ZoneView, ...]
    ticks: tuple[TickView, ...]


class ChartView(Value, frozen=True, kw_only=True):
    id: str
    kind: Literal["bars", "scale"]
    title: str
    unit: str
    citations: tuple[CitationView, ...]
    rows: tuple[ChartRowView, ...]


class ReferenceView(Value, frozen=True, kw_only=True):
    """A numbered reference: `id` is its fragment ("ref-3"), `text_html` the formatted reference with its links,
    `read` how much of it the editors read, `backlinks` where on the page it is cited, `source` the id of what it refers to."""

    number: int
    id: str
    text_html: str
    read: str
    backlinks: tuple[LinkView, ...]
    source: str


class WordView(Value, frozen=True, kw_only=True):
    """A glossary term that an article explains on its own page: `id` is the term's own ("#word-ID" leads here, "#said-ID" back to
    the text), `definition` plain text, `url` its page in the glossary."""

    id: str
    name: str
    definition: str
    url: str


class ChangeView(Value, frozen=True, kw_only=True):
    date: DateView
    kind: str
    note: str


class AuthorView(Value, frozen=True, kw_only=True):
    """Somebody who writes or reviews. On an article `url` leads to the person's entry on the page about us; there, `id` is the
    entry's fragment, `url` the person's own page ("" if none) and `text_html` what the site says about them."""

    name: str
    role: str
    credentials: str
    url: str
    id: str = ""
    text_html: str = ""


class AzItem(Value, frozen=True, kw_only=True):
    """A line of an A to Z. For another name, `see` is the name it stands for."""

    name: str
    url: str
    see: str = ""
    note: str = ""


class AzGroup(Value, frozen=True, kw_only=True):
    letter: str
    id: str
    items: tuple[AzItem, ...]


class SourceItem(Value, frozen=True, kw_only=True):
    id: str
    text_html: str
    read: str
    cited_by: tuple[LinkView, ...]


class MenuGroupView(Value, frozen=True, kw_only=True):
    heading: str
    items: tuple[LinkView, ...]


class EmergencyNumberView(Value, frozen=True, kw_only=True):
    place: str
    number: str
    url: str


# --- every page -------------------------------------------------------------------------------------------------------


class Chrome(Value, frozen=True, kw_only=True):
    """What is the same on every page of a language, and what each of them needs. Asset addresses are fingerprinted."""

    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    home_url: str
    print_stylesheet: str
    further_stylesheet: str
    icon: str
    theme_colour: str
    theme_colour_dark: str
    menu: tuple[LinkView, ...]
    footer: tuple[MenuGroupView, ...]
    footer_note: str
    organisation: str
    contact: LinkView
    atom_feed: str
    json_feed: str
    clinical_feed: str
    emergency_numbers: tuple[EmergencyNumberView, ...]
    emergency_url: str
    needs: Needs = Needs()
    search_url: str = ""


class ShareImageView(Value, frozen=True, kw_only=True):
    """A picture of a page for where its address is shared: `url` is absolute, the size in pixels."""

    url: str
    width: int
    height: int
    alt: str


class AlternateView(Value, frozen=True, kw_only=True):
    """The same page in a language: `url` is absolute, `lang` is "x-default" for readers of any other language."""

    lang: str
    url: str
    locale: str


class Head(Value, frozen=True, kw_only=True):
    """What a page says about itself: `title` is its h1, `full_title` stands in the browser's tab, `section` is the address of the
    menu item it belongs to ("" if none), `breadcrumbs` lead from the home page to its parent. `structured_html` is its JSON-LD,
    ready to stand in a script element ("" for none); `image` is what is shown where its address is shared. `locale` is its language
    as Open Graph writes it ("" if not known there), `alternates` the page in all its languages (none if there is only this one).
    `qr_url` is the QR code that is printed ("" for none), `manifest_url` the web app manifest, `needs` what the page does
    beside being read."""

    title: str
    full_title: str
    description: str
    url: str
    canonical: str
    section: str
    kind: Literal["website", "article"]
    breadcrumbs: tuple[LinkView, ...] = ()
    noindex: bool = False
    published: str = ""
    updated: str = ""
    structured_html: str = ""
    image: ShareImageView | None = None
    locale: str = ""
    alternates: tuple[AlternateView, ...] = ()
    qr_url: str = ""
    manifest_url: str = ""
    needs: Needs = Needs()

    @property
    def margin_html(self) -> str:
        """The title for an attribute of the root element, which printed pages have in their margin. It stands before the page says
        how it is encoded, so it is in ASCII."""
        return escape(self.title).encode("ascii", "xmlcharrefreplace").decode()


# --- the pages: one view a template of the same name --------------------------------------------------------------------


class HomeView(Value, frozen=True, kw_only=True):
    """home.html"""

    head: Head
    message: str
    featured: tuple[CardView, ...]
    symptoms: tuple[LinkView, ...]
    topics: tuple[LinkView, ...]
    articles: tuple[CardView, ...]
    symptoms_url: str
    body_url: str
    articles_url: str
    topics_url: str
    glossary_url: str


class ArticleView(Value, frozen=True, kw_only=True):
    """article.html; `save_until` is the day on which a copy that a reader saves expires ("" if it cannot be saved)."""

    head: Head
    label: str
    is_draft: bool
    save_until: str
    main_message_html: str
    review: ReviewView
    care_cards: tuple[CareCardView, ...]
    no_care: tuple[tuple[str, str], ...]
    contents: tuple[ContentsItem, ...]
    body_html: str
    symptoms: tuple[SymptomItem, ...]
    compare: CompareView | None
    first_charts: tuple[ChartView, ...]
    charts: tuple[ChartView, ...]
    words: tuple[WordView, ...]
    related: tuple[CardView, ...]
    also: tuple[CardView, ...]
    linked_from: tuple[LinkView, ...]
    references: tuple[ReferenceView, ...]
    sources: tuple[ReferenceView, ...]
    changes: tuple[ChangeView, ...]
    authors: tuple[AuthorView, ...]
    topics: tuple[LinkView, ...]
    synonyms: tuple[str, ...]
    audience: tuple[str, ...]
    funding: str
    conflicts: str


class WithdrawnView(Value, frozen=True, kw_only=True):
    """withdrawn.html: what stands at the address of an article that was taken back or is withheld. Nothing of its text. `reason` is
    the editors' own sentence, "" if they gave none."""

    head: Head
    intro: str
    reason: str
    instead: LinkView | None
    related: tuple[CardView, ...]


class SymptomView(Value, frozen=True, kw_only=True):
    """symptom.html; `more_signs` is None if the care cards leave out no sign. Of the articles about the symptom, `could_be` has
    those that compare it or are about what can cause it, `more_about` the others, such as guides to a remedy."""

    head: Head
    synonyms: tuple[str, ...]
    body_parts: tuple[str, ...]
    body_html: str
    contents: tuple[ContentsItem, ...]
    care_cards: tuple[CareCardView, ...]
    more_signs: MoreSignsView | None
    could_be: tuple[CouldBeView, ...]
    more_about: tuple[CouldBeView, ...]
    mentioned_in: tuple[LinkView, ...]
    terms: tuple[LinkView, ...]
    references: tuple[ReferenceView, ...]


class TermView(Value, frozen=True, kw_only=True):
    """term.html"""

    head: Head
    definition_html: str
    plain: str
    abbreviation: str
    say: str
    synonyms: tuple[str, ...]
    body_html: str
    used_in: tuple[CardView, ...]
    symptoms: tuple[LinkView, ...]
    references: tuple[ReferenceView, ...]


class TopicView(Value, frozen=True, kw_only=True):
    """topic.html"""

    head: Head
    articles: tuple[CardView, ...]
    symptoms: tuple[LinkView, ...]


class PageView(Value, frozen=True, kw_only=True):
    """page.html: about, privacy … ; `people` is filled on the page "about" only."""

    head: Head
    updated: DateView
    contents: tuple[ContentsItem, ...]
    body_html: str
    people: tuple[AuthorView, ...]
    references: tuple[ReferenceView, ...]


class AzView(Value, frozen=True, kw_only=True):
    """az.html: articles, symptoms or glossary from A to Z. `letters` are all letters with the id of their group ("" if none)."""

    head: Head
    intro: str
    groups: tuple[AzGroup, ...]
    letters: tuple[tuple[str, str], ...]
    also: LinkView | None = None


class TopicsView(Value, frozen=True, kw_only=True):
    """topics.html"""

    head: Head
    topics: tuple[CardView, ...]


class BodyPartView(Value, frozen=True, kw_only=True):
    """A part of the body, and what may be felt there."""

    id: str
    name: str
    symptoms: tuple[LinkView, ...]


class BodyView(Value, frozen=True, kw_only=True):
    """body.html: the symptoms by the part of the body in which they are felt."""

    head: Head
    parts: tuple[BodyPartView, ...]


class SearchView(Value, frozen=True, kw_only=True):
    """search.html. The page searches by itself: its script loads the index below `index_url` and, for a word that it doesn't know,
    `words_url`. `others` are the ways that need no search."""

    head: Head
    base_path: str
    index_url: str
    words_url: str
    others: tuple[LinkView, ...]


class SavedView(Value, frozen=True, kw_only=True):
    """saved.html: the pages that a reader has saved, filled in on her device."""

    head: Head
    intro: str


class SourcesView(Value, frozen=True, kw_only=True):
    """sources.html"""

    head: Head
    intro: str
    sources: tuple[SourceItem, ...]


class NotFoundView(Value, frozen=True, kw_only=True):
    """not_found.html, written to 404.html"""

    head: Head
    links: tuple[LinkView, ...]


class RedirectView(Value, frozen=True, kw_only=True):
    """redirect.html: stands at an old address and points to the new one, which is its canonical address."""

    head: Head
    target: str
