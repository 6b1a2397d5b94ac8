"""The page of an article, and the notice that stands where one was taken back."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from wellread.model import LEVELS, Article, Compare
from wellread.render.catalogue import Catalogue
from wellread.render.charts import view_charts
from wellread.render.frames import Frame, frame_article
from wellread.render.glossary import define
from wellread.render.parts import article_card, article_link, author_views, care_cards, make_head
from wellread.render.resolve import Numbering, contents_of
from wellread.render.review import view_review
from wellread.render.saving import saved_until, with_saving
from wellread.render.structured import describe_article
from wellread.render.views import (
    ArticleView,
    CardView,
    ChangeView,
    CompareCell,
    CompareRowView,
    CompareView,
    Head,
    LinkView,
    SymptomItem,
    WithdrawnView,
    WordView,
)
from wellread.render.words import LABELS, URGENCY, date_view, sort_key

CHANGE_KINDS = {"clinical": "Medical facts", "editorial": "Wording"}
TAKEN_BACK = "We have taken this page back. Please do not rely on a copy of it."
WITHHELD = "A new medical check of this page is overdue. We do not show it until that is done. Please do not rely on a copy of it."
MOST_SHARED = 3
"""How many shared symptoms and topics a reason for a related article names."""


def view_article(catalogue: Catalogue, article: Article) -> ArticleView:
    """Return the article's page. References are numbered in reading order: main message, care cards,
    charts before the text, the text, charts after it, comparison."""
    return view_and_frame(catalogue, article, head_of_article(catalogue, article))[0]


def head_of_article(catalogue: Catalogue, article: Article) -> Head:
    return make_head(
        catalogue,
        lang=article.lang,
        url=catalogue.url("article", article.id, article.lang),
        title=article.title,
        description=article.description,
        parent="articles",
        article=article,
        updated=article.updated,
        noindex=article.status == "draft",
        of=("article", article.id),
    )


def view_and_frame(catalogue: Catalogue, article: Article, head: Head) -> tuple[ArticleView, Frame]:
    """Return the article's page, and the frame of its text for a build in which only its wording changes."""
    lang, url = article.lang, head.url
    body = catalogue.body("article", article)
    resolver, numbering = catalogue.open_page(lang, url)
    main_message_html = resolver.resolve(catalogue.inline(article.main_message))
    cards = care_cards(catalogue, catalogue.site.red_flags_of(article), resolver, numbering)
    first_charts = view_charts(article.charts, "start", numbering)
    numbers = numbering.state
    body_html, said = resolver.resolve_with_words(body)
    charts = view_charts(article.charts, "end", numbering)
    compare = view_compare(article.compare, numbering) if article.compare else None
    references, sources = numbering.references(), numbering.uncited(article.sources)
    review = view_review(article, catalogue.site.people, catalogue.today, catalogue.composed.clinical_hash(article.known_as))
    save_until = saved_until(catalogue.site.settings, article, review)
    parts = {"compare": compare, "references": references or sources}
    view = ArticleView(
        head=with_saving(catalogue, head) if save_until else head,
        label=LABELS[article.type],
        is_draft=article.status == "draft",
        save_until=save_until,
        main_message_html=main_message_html,
        review=review,
        care_cards=cards,
        no_care=tuple((URGENCY[level], article.no_red_flags[level]) for level in LEVELS if level in article.no_red_flags),
        contents=contents_of(body.headings if body else (), parts=(part for part, there in parts.items() if there)),
        body_html=body_html,
        symptoms=_symptoms(catalogue, article),
        compare=compare,
        first_charts=first_charts,
        charts=charts,
        words=_words(catalogue, said, lang),
        related=_related(catalogue, article),
        also=tuple(article_card(catalogue, other, lang) for other in _others(catalogue, article, article.also)),
        linked_from=catalogue.linked_from.get(article.known_as, ()),
        references=references,
        sources=sources,
        changes=tuple(
            ChangeView(date=date_view(change.date), kind=CHANGE_KINDS[change.kind], note=change.note)
            for change in sorted(article.changes, key=lambda change: change.date, reverse=True)
        ),
        authors=author_views(catalogue, article.authors, lang),
        topics=tuple(
            LinkView(text=catalogue.site.topics[id].name, url=catalogue.url("topic", id, lang))
            for id in dict.fromkeys(article.topics)  # noqa: A001
            if id in catalogue.site.topics
        ),
        synonyms=article.synonyms,
        audience=article.audience,
        funding=article.funding,
        conflicts=article.conflicts,
    )
    view = msgspec.structs.replace(view, head=describe_article(catalogue, article, view))
    return view, frame_article(url, article, body, catalogue.addresses, catalogue.site.sources, numbers)


def view_withdrawn(catalogue: Catalogue, article: Article) -> WithdrawnView:
    """Return the notice at the address of an article that was taken back, or that is withheld because its review is overdue: its
    title, why, and where else to read. Nothing of its text, and not why it named other articles: that is its text too."""
    given = article.withdrawn if article.status == "withdrawn" else None
    instead = catalogue.article(given.instead, article.lang) if given else None
    others = tuple(ref.id for ref in article.related if not instead or ref.id != instead.id)
    return WithdrawnView(
        head=make_head(
            catalogue,
            lang=article.lang,
            url=catalogue.url("article", article.id, article.lang),
            title=article.title,
            description=f"“{article.title}” has been withdrawn."
            if article.status == "withdrawn"
            else f"“{article.title}” is being checked.",
            parent="articles",
            noindex=True,
        ),
        intro=TAKEN_BACK if article.status == "withdrawn" else WITHHELD,
        reason=given.reason if given else "",
        instead=article_link(catalogue, instead, article.lang) if instead else None,
        related=tuple(article_card(catalogue, other, article.lang) for other in _others(catalogue, article, others)),
    )


def view_compare(compare: Compare, numbering: Numbering) -> CompareView:
    """Return the comparison with each cell knowing its column; a row with too few cells is filled up with empty ones."""
    rows = (
        CompareRowView(
            feature=row.feature,
            cells=tuple(
                CompareCell(column=column, text=row.cells[number] if number < len(row.cells) else "")
                for number, column in enumerate(compare.columns)
            ),
            citations=numbering.cite_all(row.cite),
        )
        for row in compare.rows
    )
    return CompareView(caption=compare.caption, columns=compare.columns, rows=tuple(rows))


def _symptoms(catalogue: Catalogue, article: Article) -> tuple[SymptomItem, ...]:
    return tuple(
        SymptomItem(name=symptom.name, url=catalogue.url("symptom", symptom.id, article.lang), note=ref.note)
        for ref in article.symptoms
        if (symptom := catalogue.symptom(ref.id, article.lang))
    )


def _words(catalogue: Catalogue, said: Iterable[str], lang: str) -> tuple[WordView, ...]:
    """Return what the article explains of the terms that its text says, by name."""
    terms = (term for id in said if (term := catalogue.term(id, lang)))  # noqa: A001
    return tuple(
        WordView(id=term.id, name=term.name, definition=define(catalogue, term), url=catalogue.url("term", term.id, lang))
        for term in sorted(terms, key=lambda term: (sort_key(term.name), term.id))
    )


def _related(catalogue: Catalogue, article: Article) -> tuple[CardView, ...]:
    whys = {ref.id: ref.why for ref in article.related}
    return tuple(
        article_card(catalogue, other, article.lang, why=whys[other.id] or _what_they_share(catalogue, article, other))
        for other in _others(catalogue, article, whys)
    )


def _others(catalogue: Catalogue, article: Article, ids: Iterable[str]) -> tuple[Article, ...]:
    """Return the published articles among `ids`, in their order, each once and never the article itself."""
    found = (catalogue.article(id, article.lang) for id in dict.fromkeys(ids) if id != article.id)  # noqa: A001
    return tuple(other for other in found if other)


def _what_they_share(catalogue: Catalogue, article: Article, other: Article) -> str:
    """Return "Also about: Hiccups, Breathing", or "" if the two share no symptom and no topic. Names stay as they are written:
    a small letter would be wrong for some of them."""
    theirs = {ref.id for ref in other.symptoms}
    symptoms = (catalogue.symptom(ref.id, article.lang) for ref in article.symptoms if ref.id in theirs)
    topics = (catalogue.site.topics.get(id) for id in article.topics if id in other.topics)  # noqa: A001
    names = {thing.name.casefold(): thing.name for thing in (*symptoms, *topics) if thing}
    return f"Also about: {', '.join(list(names.values())[:MOST_SHARED])}" if names else ""
