"""The API's file of one article or symptom: what its page shows, without the text.

So another wording changes the page and nothing else, and nobody shows a text that was mended since.
"""

from __future__ import annotations

from datetime import date

from wellread.model import LEVELS, Article, Symptom
from wellread.render.api_parts import (
    address_of,
    beginning,
    care_data,
    code_data,
    entry_name,
    page_data,
    publisher_data,
    reference_data,
    version_data,
)
from wellread.render.api_views import (
    ArticleData,
    AuthorData,
    ChangeData,
    MoreSignsData,
    ReviewData,
    ReviewerData,
    SymptomData,
    SymptomRefData,
    TopicRefData,
    WithdrawnData,
    WithheldData,
)
from wellread.render.articles import head_of_article, view_withdrawn
from wellread.render.catalogue import Catalogue
from wellread.render.charts import view_charts
from wellread.render.frames import CITED
from wellread.render.parts import care_cards
from wellread.render.resolve import to_text
from wellread.render.review import reviewers_of, view_review
from wellread.render.symptoms import view_symptom
from wellread.render.views import CareCardView, DateView, ReferenceView, ReviewView


def view_article_data(catalogue: Catalogue, article: Article) -> ArticleData:
    """Return what the article's page shows. References have the numbers that they have there."""
    lang, head = article.lang, head_of_article(catalogue, article)
    cards, references = _cite_as_the_page_does(catalogue, article, head.url)
    now = catalogue.composed.clinical_hash(article.known_as)
    return ArticleData(
        **beginning(catalogue, lang, "article"),
        id=article.id,
        url=head.canonical,
        api=address_of(catalogue, lang, entry_name("article", article.id)),
        title=article.title,
        description=article.description,
        type=article.type,
        subject=article.subject,
        main_message=to_text(catalogue.inline(article.main_message).html),
        audience=article.audience,
        specialty=article.specialty,
        symptoms=_symptoms(catalogue, article),
        red_flags=care_data(catalogue, cards),
        no_red_flags={level: article.no_red_flags[level] for level in LEVELS if level in article.no_red_flags},
        review=_review(catalogue, article, view_review(article, catalogue.site.people, catalogue.today, now)),
        published=article.published,
        updated=article.updated,
        changes=tuple(
            ChangeData(date=change.date, kind=change.kind, note=change.note)
            for change in sorted(article.changes, key=lambda change: change.date, reverse=True)
        ),
        topics=_topics(catalogue, article),
        codes=code_data(catalogue, article.codes, lang),
        synonyms=article.synonyms,
        authors=_authors(catalogue, article),
        funding=article.funding,
        conflicts=article.conflicts,
        references=reference_data(catalogue, references),
        languages=version_data(catalogue, "article", article.id, head),
        notice=catalogue.site.settings.footer_note,
        publisher=publisher_data(catalogue, lang),
    )


def _cite_as_the_page_does(
    catalogue: Catalogue, article: Article, url: str
) -> tuple[tuple[CareCardView, ...], tuple[ReferenceView, ...]]:
    """Return the care cards and references of an article's page. The text is only asked what it cites, which takes a third of the
    time that the whole page would; a test holds the two to be the same."""
    resolver, numbering = catalogue.open_page(article.lang, url)
    resolver.resolve(catalogue.inline(article.main_message))
    cards = care_cards(catalogue, catalogue.site.red_flags_of(article), resolver, numbering)
    view_charts(article.charts, "start", numbering)
    body = catalogue.body("article", article)
    for ids in CITED.findall(body.html) if body else ():
        numbering.cite_all(name.strip() for name in ids.split(";"))
    view_charts(article.charts, "end", numbering)
    for row in article.compare.rows if article.compare else ():
        numbering.cite_all(row.cite)
    return cards, (*numbering.references(), *numbering.uncited(article.sources))


def _symptoms(catalogue: Catalogue, article: Article) -> tuple[SymptomRefData, ...]:
    return tuple(
        SymptomRefData(
            id=symptom.id,
            name=symptom.name,
            note=ref.note,
            url=catalogue.addresses.canonical(catalogue.url("symptom", symptom.id, symptom.lang)),
            api=address_of(catalogue, symptom.lang, entry_name("symptom", symptom.id)),
        )
        for ref in article.symptoms
        if (symptom := catalogue.symptom(ref.id, article.lang))
    )


def _topics(catalogue: Catalogue, article: Article) -> tuple[TopicRefData, ...]:
    return tuple(
        TopicRefData(
            id=name,
            name=catalogue.site.topics[name].name,
            url=catalogue.addresses.canonical(catalogue.url("topic", name, article.lang)),
        )
        for name in dict.fromkeys(article.topics)
        if name in catalogue.site.topics
    )


def _authors(catalogue: Catalogue, article: Article) -> tuple[AuthorData, ...]:
    known = (catalogue.person(name, article.lang) for name in dict.fromkeys(article.authors))
    return tuple(
        AuthorData(
            name=person.name,
            kind=person.kind,
            role=person.role,
            credentials=person.credentials,
            url=catalogue.addresses.canonical(url) if (url := _person_url(catalogue, person.id, article.lang)) else "",
        )
        for person in known
        if person
    )


def _person_url(catalogue: Catalogue, name: str, lang: str) -> str | None:
    return catalogue.addresses.url_for("person", name, lang)


def _review(catalogue: Catalogue, article: Article, view: ReviewView) -> ReviewData:
    people = (
        reviewers_of(article, catalogue.site.people, catalogue.composed.clinical_hash(article.known_as)) if view.reviewers else ()
    )
    return ReviewData(
        state=view.state,
        sentence=view.sentence,
        detail=view.detail,
        last_reviewed=_day(view.last_reviewed),
        next_review=_day(view.next_review),
        reviewers=tuple(ReviewerData(name=person.name, credentials=person.credentials) for person in people),
    )


def _day(view: DateView | None) -> date | None:
    return date.fromisoformat(view.iso) if view else None


def view_withdrawn_data(catalogue: Catalogue, article: Article) -> WithdrawnData | WithheldData:
    """Return what stands in the place of an article's file once it was taken back, or while it is withheld: its notice."""
    view = view_withdrawn(catalogue, article)
    address = address_of(catalogue, article.lang, entry_name("article", article.id))
    if article.status != "withdrawn":
        return WithheldData(
            **beginning(catalogue, article.lang, "article"),
            id=article.id,
            url=view.head.canonical,
            api=address,
            title=article.title,
            message=view.intro,
            publisher=publisher_data(catalogue, article.lang),
        )
    given = article.withdrawn
    instead = catalogue.article(given.instead, article.lang) if given and given.instead else None
    return WithdrawnData(
        **beginning(catalogue, article.lang, "article"),
        id=article.id,
        url=view.head.canonical,
        api=address,
        title=article.title,
        message=view.intro,
        reason=view.reason,
        instead=page_data(catalogue, instead) if instead else None,
        publisher=publisher_data(catalogue, article.lang),
    )


def view_symptom_data(catalogue: Catalogue, symptom: Symptom) -> SymptomData:
    view = view_symptom(catalogue, symptom)
    lang = symptom.lang
    elsewhere = catalogue.signs[symptom.known_as].elsewhere
    more = view.more_signs
    return SymptomData(
        **beginning(catalogue, lang, "symptom"),
        id=symptom.id,
        url=view.head.canonical,
        api=address_of(catalogue, lang, entry_name("symptom", symptom.id)),
        name=symptom.name,
        description=symptom.description,
        synonyms=symptom.synonyms,
        body_parts=symptom.body_parts,
        codes=code_data(catalogue, symptom.codes, lang),
        red_flags=care_data(catalogue, view.care_cards),
        more_signs=MoreSignsData(text=more.rule or more.lead, pages=tuple(page_data(catalogue, each) for each in elsewhere))
        if more
        else None,
        articles=tuple(page_data(catalogue, each) for each in catalogue.articles_with_symptom.get(symptom.known_as, ())),
        references=reference_data(catalogue, view.references),
        languages=version_data(catalogue, "symptom", symptom.id, view.head),
        notice=catalogue.site.settings.footer_note,
        publisher=publisher_data(catalogue, lang),
    )
