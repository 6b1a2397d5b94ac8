"""Pages that list others: home, A to Z, topics, sources."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_uppercase

from wellread.model import Topic
from wellread.render.catalogue import Catalogue
from wellread.render.glossary import define
from wellread.render.parts import LIST_NAMES, article_card, make_head, symptom_link, topic_card
from wellread.render.resolve import to_text
from wellread.render.saving import with_manifest
from wellread.render.structured import describe_glossary, describe_home, describe_list
from wellread.render.views import AzGroup, AzItem, AzView, HomeView, LinkView, SourceItem, SourcesView, TopicsView, TopicView
from wellread.render.words import first_letter, sort_key

NEWEST = 6
"""How many articles the home page shows below the featured ones."""

COMMON_SYMPTOMS = 24
"""How many symptoms the home page shows: those that most articles are about."""

DIGITS = "0–9"


def view_home(catalogue: Catalogue, lang: str) -> HomeView:
    settings = catalogue.site.settings
    featured = [article for id in dict.fromkeys(settings.featured) if (article := catalogue.article(id, lang))]  # noqa: A001
    shown = {article.id for article in featured}
    rest = [article for article in catalogue.articles.get(lang, ()) if article.id not in shown]
    newest = sorted(rest, key=lambda article: article.updated, reverse=True)[:NEWEST]
    symptoms = catalogue.symptoms.get(lang, ())
    by_use = sorted(symptoms, key=lambda symptom: len(catalogue.articles_with_symptom.get(symptom.known_as, ())), reverse=True)
    common = {symptom.id for symptom in by_use[:COMMON_SYMPTOMS]}
    url = catalogue.url("list", "home", lang)
    head = make_head(
        catalogue,
        lang=lang,
        url=url,
        title=settings.tagline or settings.title,
        description=settings.description,
        full_title=f"{settings.title}: {settings.tagline}" if settings.tagline else settings.title,
        of=("list", "home"),
    )
    return HomeView(
        head=with_manifest(catalogue, describe_home(catalogue, lang, head)),
        message=settings.home_message,
        featured=tuple(article_card(catalogue, article, lang) for article in featured),
        symptoms=tuple(symptom_link(catalogue, symptom, lang) for symptom in symptoms if symptom.id in common),
        topics=tuple(
            LinkView(text=topic.name, url=catalogue.url("topic", topic.id, lang)) for topic in catalogue.topics.get(lang, ())
        ),
        articles=tuple(article_card(catalogue, article, lang) for article in newest),
        symptoms_url=catalogue.url("list", "symptoms", lang),
        body_url=catalogue.addresses.url_for("list", "body", lang) or "",
        articles_url=catalogue.url("list", "articles", lang),
        topics_url=catalogue.url("list", "topics", lang),
        glossary_url=catalogue.url("list", "glossary", lang),
    )


def view_articles(catalogue: Catalogue, lang: str) -> AzView:
    items: list[AzItem] = []
    for article in catalogue.articles.get(lang, ()):
        items += _with_other_names(article.title, catalogue.url("article", article.id, lang), article.synonyms)
    return _az(
        catalogue, lang, "articles", "Articles A to Z", "Every article, also by the other words that people search for.", items
    )


def view_symptoms(catalogue: Catalogue, lang: str) -> AzView:
    items: list[AzItem] = []
    for symptom in catalogue.symptoms.get(lang, ()):
        items += _with_other_names(symptom.name, catalogue.url("symptom", symptom.id, lang), symptom.synonyms)
    intro = "Start from what you feel or see. If you think that it is an emergency, do not read on: call."
    body_url = catalogue.addresses.url_for("list", "body", lang)
    also = LinkView(text=LIST_NAMES["body"], url=body_url) if body_url else None
    return _az(catalogue, lang, "symptoms", "Symptoms A to Z", intro, items, also)


def view_glossary(catalogue: Catalogue, lang: str) -> AzView:
    items: list[AzItem] = []
    for term in catalogue.terms.get(lang, ()):
        others = (term.abbreviation, *term.synonyms) if term.abbreviation else term.synonyms
        items += _with_other_names(term.name, catalogue.url("term", term.id, lang), others, note=define(catalogue, term))
    return _az(
        catalogue,
        lang,
        "glossary",
        "Glossary",
        "Medical words in plain ones. Articles link to them where they first use them.",
        items,
    )


def view_topics(catalogue: Catalogue, lang: str) -> TopicsView:
    head = make_head(
        catalogue,
        lang=lang,
        url=catalogue.url("list", "topics", lang),
        title=LIST_NAMES["topics"],
        description=f"The subjects that {catalogue.site.settings.title} writes about, with all the articles on each of them.",
        section="topics",
        of=("list", "topics"),
    )
    return TopicsView(
        head=describe_list(catalogue, lang, head),
        topics=tuple(topic_card(catalogue, topic, lang) for topic in catalogue.topics.get(lang, ())),
    )


def view_topic(catalogue: Catalogue, topic: Topic, lang: str) -> TopicView:
    """Return the topic's page: its articles, and every symptom that they list."""
    articles = catalogue.articles_on_topic[lang, topic.id]
    listed = {ref.id for article in articles for ref in article.symptoms}
    symptoms = {symptom.id: symptom for id in listed if (symptom := catalogue.symptom(id, lang))}  # noqa: A001
    return TopicView(
        head=describe_list(
            catalogue,
            lang,
            make_head(
                catalogue,
                lang=lang,
                url=catalogue.url("topic", topic.id, lang),
                title=topic.name,
                full_title=f"Topic: {topic.name} – {catalogue.site.settings.title}",  # a symptom may have the same name
                description=topic.description,
                parent="topics",
                of=("topic", topic.id),
            ),
        ),
        articles=tuple(article_card(catalogue, article, lang) for article in articles),
        symptoms=tuple(
            symptom_link(catalogue, symptom, lang)
            for symptom in sorted(symptoms.values(), key=lambda symptom: (sort_key(symptom.name), symptom.id))
        ),
    )


def view_sources(catalogue: Catalogue, lang: str) -> SourcesView:
    """Return every source that something published relies on, sorted as it reads."""
    items = (
        SourceItem(
            id=source.id,
            text_html=catalogue.references[source.id],
            read=source.read,
            cited_by=catalogue.cited_by.get(source.id, ()),
        )
        for source in catalogue.site.sources.values()
    )
    return SourcesView(
        head=describe_list(
            catalogue,
            lang,
            make_head(
                catalogue,
                lang=lang,
                url=catalogue.url("list", "sources", lang),
                title=LIST_NAMES["sources"],
                description=f"Every source that the pages of {catalogue.site.settings.title} cite, and how much of it we read.",
                section="sources",
                of=("list", "sources"),
            ),
        ),
        intro="Everything that our pages cite, how much of it we read, and which pages rely on it.",
        sources=tuple(sorted(items, key=lambda item: (sort_key(to_text(item.text_html)), item.id))),
    )


def _with_other_names(name: str, url: str, others: Iterable[str], note: str = "") -> list[AzItem]:
    """Return a line for a thing and one for each other name; a plural or another spelling next to the name would only be noise."""
    own = sort_key(name)[0]
    said = {own, f"{own}s", f"{own}es"}
    items = [AzItem(name=name, url=url, note=note)]
    for other in others:
        key = sort_key(other)[0]
        if key and key not in said:
            items.append(AzItem(name=other, url=url, see=name))
            said |= {key, f"{key}s", f"{key}es"}
    return items


def _az(
    catalogue: Catalogue, lang: str, name: str, title: str, intro: str, items: list[AzItem], also: LinkView | None = None
) -> AzView:
    """Return the items under their letters: digits first, then A to Z, then the letters of other alphabets."""
    groups: dict[str, list[AzItem]] = {}
    for item in sorted(items, key=lambda item: (sort_key(item.name), item.see, item.url)):
        groups.setdefault(first_letter(item.name), []).append(item)
    others = sorted(set(groups) - set(ascii_uppercase) - {DIGITS})
    letters = [*([DIGITS] if DIGITS in groups else []), *ascii_uppercase, *others]
    ids = {letter: "letter-digits" if letter == DIGITS else f"letter-{letter.lower()}" for letter in letters}
    head = make_head(
        catalogue,
        lang=lang,
        url=catalogue.url("list", name, lang),
        title=title,
        description=intro,
        section=name,
        of=("list", name),
    )
    return AzView(
        head=describe_glossary(catalogue, lang, head) if name == "glossary" else describe_list(catalogue, lang, head),
        intro=intro,
        groups=tuple(AzGroup(letter=each, id=ids[each], items=tuple(groups[each])) for each in letters if each in groups),
        letters=tuple((letter, ids[letter] if letter in groups else "") for letter in letters),
        also=also,
    )
