"""The style guide: one page with every part that pages are made of, in every state. Its words only say what stands there.

It is for whoever changes a template or a stylesheet, and for the tests that compare pictures of it. Readers are not led to it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from wellread.charts import Chart, ChartRow, Zone
from wellread.model import Compare, CompareRow, Level, Value
from wellread.render.articles import view_compare
from wellread.render.catalogue import Catalogue
from wellread.render.charts import view_charts
from wellread.render.parts import make_head
from wellread.render.resolve import Numbering
from wellread.render.review import ReviewState
from wellread.render.views import (
    AuthorView,
    AzGroup,
    AzItem,
    BodyPartView,
    CardView,
    CareCardView,
    ChangeView,
    ChartView,
    CitationView,
    CompareView,
    ContentsItem,
    CouldBeView,
    Head,
    LinkView,
    MoreSignsView,
    ReferenceView,
    ReviewView,
    SignView,
    SourceItem,
    SymptomItem,
    WordView,
)
from wellread.render.words import URGENCY, date_view
from wellread.texts import Prose

PATH = "style-guide/"
ICON = "img/icon.svg"
A_DAY = date_view(date(2026, 1, 31))
LONG = (
    "A text that is much longer than most, to see where it breaks, with an extraordinarilylongwordthatdoesnotfitonasmallphone in it"
)
COLOURS = (
    *(("paper", "ink"), ("sheet", "ink"), ("mist", "ink-soft"), ("highlight", "ink"), ("notice", "ink")),
    *(("paper", "link"), ("paper", "link-hover"), ("paper", "link-visited"), ("focus", "on-focus")),
    *(("brand", "on-brand"), ("brand-deep", "on-brand"), ("brand", "on-brand-soft")),
    *(("emergency", "on-emergency"), ("emergency-tint", "ink"), ("urgent", "on-urgent"), ("soon", "on-soon")),
)
"""Colours that words stand on, each with a colour of words on it; by their names among the tokens."""
SIZES = ("3xl", "2xl", "xl", "l", "m", "s", "xs")

SAMPLE_TEXT = """\
<p>A paragraph of a text. It has a <a href="#text">link</a>, a <a href="#word-sample" id="said-sample" class="term">word that is
explained</a>, <strong>strong words</strong>, <em>words that are stressed</em>, <code>code</code> and a citation<sup class="cite"><a
href="#ref-1" id="cite-1-1" aria-label="reference 1">1</a>, <a href="#ref-2" id="cite-2-1" aria-label="reference 2 (p. 9)">2 <span
class="cite-where">(p. 9)</span></a></sup>.</p>
<ul>
<li>A point of a list</li>
<li>Another point, which is long enough to go on in a second line on a phone
<ul>
<li>A point below it</li>
</ul>
</li>
</ul>
<ol>
<li>First this</li>
<li>Then that</li>
</ol>
<h3 id="do">Do</h3>
<ul class="do">
<li>What helps</li>
<li>What helps too, in a sentence that is long enough to go on in a second line on a phone</li>
</ul>
<h3 id="dont">Don’t</h3>
<ul class="dont">
<li>What harms</li>
<li>What harms too, in a sentence that is long enough to go on in a second line on a phone</li>
</ul>
<h3 id="callouts">Callouts</h3>
<div class="callout note" role="note"><p class="callout-title">Note</p>
<p>What is good to know.</p>
</div>
<div class="callout tip" role="note"><p class="callout-title">Tip</p>
<p>What makes it easier.</p>
</div>
<div class="callout important" role="note"><p class="callout-title">Important</p>
<p>What must not be missed.</p>
</div>
<div class="callout warning" role="note"><p class="callout-title">Warning</p>
<p>What can go wrong.</p>
</div>
<div class="callout caution" role="note"><p class="callout-title">Caution</p>
<p>What can do harm.</p>
</div>
<h3 id="tables">A table, a quote</h3>
<div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table>
<thead>
<tr>
<th scope="col">What</th>
<th class="align-right" scope="col">How many</th>
</tr>
</thead>
<tbody>
<tr>
<td>A line of a table</td>
<td class="align-right">1</td>
</tr>
<tr>
<td>Another line</td>
<td class="align-right">20</td>
</tr>
</tbody>
</table></div>
<blockquote>
<p>Somebody else’s words.</p>
</blockquote>
<h4 id="small">A heading of the fourth level</h4>
<p>And its text.</p>
"""
"""As texts come out of the Markdown engine, with their links resolved."""


class StyleGuideView(Value, frozen=True, kw_only=True):
    """style_guide.html; what is called as in another view is what stands there."""

    head: Head
    contents: tuple[ContentsItem, ...]
    colours: tuple[tuple[str, str], ...]
    sizes: tuple[str, ...]
    text_html: str
    main_message_html: str
    reviews: tuple[ReviewView, ...]
    facts: tuple[tuple[str, str | tuple[str, ...]], ...]
    alone: tuple[CareCardView, ...]
    care_cards: tuple[CareCardView, ...]
    could_be: tuple[CouldBeView, ...]
    parts: tuple[BodyPartView, ...]
    no_care: tuple[tuple[str, str], ...]
    more_signs: MoreSignsView
    compare: CompareView
    charts: tuple[ChartView, ...]
    words: tuple[WordView, ...]
    cards: tuple[CardView, ...]
    links: tuple[LinkView, ...]
    symptoms: tuple[SymptomItem, ...]
    letters: tuple[tuple[str, str], ...]
    groups: tuple[AzGroup, ...]
    references: tuple[ReferenceView, ...]
    sources: tuple[ReferenceView, ...]
    source_items: tuple[SourceItem, ...]
    changes: tuple[ChangeView, ...]
    people: tuple[AuthorView, ...]


def view_style_guide(catalogue: Catalogue, lang: str) -> StyleGuideView:
    """Return the style guide's page, with the site's own addresses and emergency numbers and nothing of its content."""
    home, here = catalogue.url("list", "home", lang), f"{catalogue.addresses.base_path}{PATH}"
    head = make_head(
        catalogue,
        lang=lang,
        url=here,
        title="Style guide",
        description="Every part that the pages of this site are made of, in every state. Nothing here is advice.",
        noindex=True,
    )
    link = LinkView(text="A link", url=home)
    return StyleGuideView(
        head=head,
        contents=_contents(),
        colours=COLOURS,
        sizes=SIZES,
        text_html=SAMPLE_TEXT + _figure(catalogue),
        main_message_html=(
            'The main message: the answer in one to three sentences<sup class="cite"><a href="#ref-1" id="cite-1-2" '
            'aria-label="reference 1">1</a></sup>. It stands before all else.'
        ),
        reviews=_reviews(),
        facts=(("A fact", "a text"), ("Several", ("one", "another", LONG)), ("Empty, so not shown", "")),
        alone=tuple(
            _card(card, heading=f"{card.heading} (alone, in many words)", signs=(SignView(text=LONG),)) for card in _cards()
        ),
        care_cards=_cards(),
        could_be=_could_be(head.url),
        parts=(BodyPartView(id="lists", name="A part", symptoms=()), BodyPartView(id="ends", name="Another part", symptoms=())),
        no_care=((URGENCY["urgent"], "Why this level does not apply."),),
        more_signs=MoreSignsView(
            lead="Further signs are listed in:", rule="Which signs stand here.", links=(LinkView(text="A link", url=here),)
        ),
        compare=_compare(),
        charts=_charts(),
        words=(WordView(id="sample", name="A word that is explained", definition="What it means, in plain words.", url=home),),
        cards=_sample_cards(home),
        links=(link, LinkView(text="Another one", url=home), LinkView(text=LONG, url=home)),
        symptoms=(SymptomItem(name="A symptom", url=home, note=""), SymptomItem(name="Another one", url=home, note="with a note")),
        letters=(("A", "letter-a"), ("B", ""), ("C", "letter-c")),
        groups=_groups(home),
        references=_references(),
        sources=(_reference(3, "A source of the page as a whole", "", ()),),
        source_items=(SourceItem(id="a-source", text_html="A source, as it is cited.", read="all of it", cited_by=(link, link)),),
        changes=(
            ChangeView(date=A_DAY, kind="Medical facts", note="What changed."),
            ChangeView(date=A_DAY, kind="Wording", note="What reads otherwise."),
        ),
        people=_people(home),
    )


def _contents() -> tuple[ContentsItem, ...]:
    below = (("do", "Do"), ("dont", "Don’t"), ("callouts", "Callouts"), ("tables", "A table, a quote"))
    return (
        ContentsItem(id="colours", text_html="Colours"),
        ContentsItem(id="sizes", text_html="Sizes of type"),
        ContentsItem(id="text", text_html="Text", children=tuple(ContentsItem(id=id, text_html=text) for id, text in below)),  # noqa: A001
        ContentsItem(id="opening", text_html="How a page opens"),
        ContentsItem(id="urgency", text_html="How urgent it is"),
        ContentsItem(id="numbers", text_html="Comparisons and numbers"),
        ContentsItem(id="lists", text_html="Lists and ways on"),
        ContentsItem(id="ends", text_html="How an article ends"),
        ContentsItem(id="notices", text_html="Notices"),
    )


def _figure(catalogue: Catalogue) -> str:
    """Return a picture as texts show one: the site's icon, if it has one."""
    resolver, _ = catalogue.open_page(catalogue.site.settings.language, "")
    return resolver.resolve(
        Prose(html=f'<p><img src="/static/{ICON}" alt="The site’s icon" title="A picture, and what it shows"></p>')
    )


def _reviews() -> tuple[ReviewView, ...]:
    said: tuple[tuple[ReviewState, str, str], ...] = (
        ("unreviewed", "Nobody has checked this page.", "What to make of that."),
        ("reviewed", "This page was checked, by whom and when.", "When it is checked again."),
        ("overdue", "A check of this page is overdue.", "Since when."),
        ("lapsed", "This page was changed after it was checked.", LONG),
    )
    return tuple(
        ReviewView(
            state=state,
            sentence=sentence,
            detail=detail,
            published=A_DAY,
            updated=A_DAY,
            last_reviewed=A_DAY,
            next_review=A_DAY,
            reviewers=("Name, their qualification",),
        )
        for state, sentence, detail in said
    )


def _cards() -> tuple[CareCardView, ...]:
    said: tuple[tuple[Level, str, str], ...] = (
        ("emergency", "Do this at once if:", "What to do at once."),
        ("urgent", "Do this today if:", "What to do today."),
        ("soon", "Do this in the next days if:", "What to do in the next days."),
    )
    signs = (SignView(text="A sign of this level"), SignView(text="A sign that rests on a source", citations=(_citation(3),)))
    return tuple(
        CareCardView(
            level=level,
            urgency=URGENCY[level],
            heading=heading,
            signs=signs if level == "soon" else (signs[0], SignView(text="Another sign of this level")),
            action_html=action,
        )
        for level, heading, action in said
    )


def _could_be(url: str) -> tuple[CouldBeView, ...]:
    levels: tuple[Level | Literal[""], ...] = ("emergency", "urgent", "soon", "")
    return tuple(
        CouldBeView(
            title=f"An article with signs of the level {level}" if level else "An article without signs, and a draft",
            url=url,
            description="What it is about.",
            note="" if level else "A symptom: what the article says of it",
            level=level,
            urgency=URGENCY[level] if level else "",
            heading="Do this if:" if level else "",
            signs=("A sign of this level", LONG) if level else (),
            more=number,
            is_draft=not level,
        )
        for number, level in enumerate(levels)
    )


def _card(card: CareCardView, *, heading: str, signs: tuple[SignView, ...]) -> CareCardView:
    return CareCardView(level=card.level, urgency=card.urgency, heading=heading, signs=signs, action_html=card.action_html)


def _citation(time: int) -> CitationView:
    return CitationView(number=1, url="#ref-1", id=f"cite-1-{time}")


def _compare() -> CompareView:
    rows = (
        CompareRow(feature="A feature", cells=("What the first is like", "What the second is like", LONG)),
        CompareRow(feature="A cell without words", cells=("There", "", "There")),
    )
    return view_compare(
        Compare(caption="What is compared with what", columns=("One", "Another", "A third"), rows=rows), Numbering({}, {})
    )


def _charts() -> tuple[ChartView, ...]:
    bars = tuple(ChartRow(label=label, value=value) for label, value in (("The most", 80), ("Half as many", 40), ("Hardly any", 1)))
    zones = (Zone(label="Low", to=20), Zone(label="Middle", to=60), Zone(label="High"))
    scale = (ChartRow(label="A number on a scale", value=72, low=0, high=100, zones=zones),)
    charts = (
        Chart(id="bars", title="Bars side by side", kind="bars", rows=bars, unit="of 100", whole=100),
        Chart(id="scale", title="Where a number lies", kind="scale", rows=scale),
    )
    return view_charts(charts, "end", Numbering({}, {}))


def _sample_cards(home: str) -> tuple[CardView, ...]:
    return (
        CardView(title="The title of an article", url=home, description="What it is about.", label="Its kind"),
        CardView(title="A card that says why", url=home, description="", why="Why it stands here."),
        CardView(title=LONG, url=home, description=LONG),
    )


def _groups(home: str) -> tuple[AzGroup, ...]:
    items = (AzItem(name="A name", url=home), AzItem(name="Another name", url=home, see="A name"))
    return (
        AzGroup(letter="A", id="letter-a", items=items),
        AzGroup(letter="C", id="letter-c", items=(AzItem(name="C, with a note", url=home, note="What it means, in plain words."),)),
    )


def _references() -> tuple[ReferenceView, ...]:
    return (
        _reference(1, "The first source that is cited, as it is cited.", "all of it", ("#cite-1-1", "#cite-1-2", "#cite-1-3")),
        _reference(2, LONG, "a part of it", ("#cite-2-1",)),
    )


def _reference(number: int, text: str, read: str, back: tuple[str, ...]) -> ReferenceView:
    return ReferenceView(
        number=number,
        id=f"ref-{number}",
        text_html=text,
        read=read,
        backlinks=tuple(LinkView(text=str(time), url=url) for time, url in enumerate(back, 1)),
        source="",
    )


def _people(home: str) -> tuple[AuthorView, ...]:
    return (
        AuthorView(name="Name", role="What they do", credentials="Their qualification", url=home, id="person-one"),
        AuthorView(
            name="Name, without more",
            role="What they do",
            credentials="",
            url="",
            id="person-two",
            text_html="<p>Who it is.</p>",
        ),
    )
