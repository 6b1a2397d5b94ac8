"""What the search index knows of a page: its names, the words people type for it, and its text, in HTML made for the index alone.

Records are made of what is published, so drafts, withheld articles and pages that search engines are to leave out can't be in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from html import escape

from wellread.model import LEVELS, Article, Page, Symptom, Term, Value
from wellread.problems import Place
from wellread.render.catalogue import Catalogue
from wellread.render.program_views import WordsView
from wellread.render.review import view_review
from wellread.render.words import LABELS
from wellread.texts import Prose

CARE = "When to get help"
TYPES = {"symptom": "Symptom at a glance", "term": "Word explained", "page": "About this site"}
"""What a page is called in results, where it is no article."""
FEWEST_LETTERS = 3
"""A shorter word is too short to be told from another one."""

_CITATION = re.compile(r'\s*<a href="cite:[^"]*"[^>]*>.*?</a>', re.DOTALL)
_LINK = re.compile(r"</?a\b[^>]*>")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class SearchRecord(Value, frozen=True, kw_only=True):
    """A page as the index sees it: `url` is its path below the site's address, `html` what is searched."""

    url: str
    html: str


class SearchPlan(Value, frozen=True, kw_only=True):
    """What a search index is made of: `records` yields them, each time anew, so that the texts of all pages are never in memory
    together; `place` is where an editor asked for search."""

    records: Callable[[], Iterator[SearchRecord]]
    place: Place


def plan_search(catalogue: Catalogue) -> SearchPlan | None:
    """Return what the index is to be made of, or None if the site has no search."""
    settings = catalogue.site.settings
    if not settings.features.search:
        return None
    return SearchPlan(records=partial(search_records, catalogue), place=settings.origin.at("features", "search"))


def view_words(catalogue: Catalogue, lang: str) -> WordsView:
    """Return the words that names and titles are made of: what a misspelt word may have been meant to be."""
    texts = [
        *(text for each in catalogue.articles.get(lang, ()) for text in (each.title, *each.synonyms) if each.status != "draft"),
        *(text for each in catalogue.symptoms.get(lang, ()) for text in (each.name, *each.synonyms, *each.body_parts)),
        *(text for each in catalogue.terms.get(lang, ()) for text in (each.name, each.plain, each.abbreviation, *each.synonyms)),
        *(topic.name for topic in catalogue.topics.get(lang, ())),
    ]
    counted = Counter(word for text in texts for word in dict.fromkeys(_words_of(text)))
    words = ((-count, word) for word, count in counted.items() if len(word) >= FEWEST_LETTERS)
    typed = (text for each in _searched(catalogue, lang) for text in each.search_words)
    return WordsView(
        words=tuple(word for _, word in sorted(words)),
        typed=tuple(sorted({word for text in typed for word in _words_of(text)} - counted.keys())),
    )


def _searched(catalogue: Catalogue, lang: str) -> Iterator[Article | Symptom | Term]:
    """Yield what can have words for search alone."""
    yield from (each for each in catalogue.articles.get(lang, ()) if each.status != "draft")
    yield from catalogue.symptoms.get(lang, ())
    yield from catalogue.terms.get(lang, ())


def _words_of(text: str) -> list[str]:
    return _LETTERS.findall(text.lower().replace("’", "'"))


def search_records(catalogue: Catalogue) -> Iterator[SearchRecord]:
    """Yield a record for each page that search may find, in an order that does not depend on the site's own. Of two pages that fit
    equally well the earlier is shown first: what a word means before long texts that hold it."""
    for terms in catalogue.terms.values():
        yield from (_term(catalogue, term) for term in terms)
    for symptoms in catalogue.symptoms.values():
        yield from (_symptom(catalogue, symptom) for symptom in symptoms)
    for articles in catalogue.articles.values():
        yield from (_article(catalogue, article) for article in articles if article.status != "draft")
    for pages in catalogue.pages.values():
        yield from (_page(catalogue, page) for page in pages)


def _article(catalogue: Catalogue, article: Article) -> SearchRecord:
    signs = sorted(catalogue.site.red_flags_of(article), key=lambda flag: LEVELS.index(flag.level))
    care = f'<h2 id="care">{CARE}</h2>{_list(flag.sign for flag in signs)}' if signs else ""
    review = view_review(article, catalogue.site.people, catalogue.today, catalogue.composed.clinical_hash(article.known_as))
    symptoms = (catalogue.symptom(ref.id, article.lang) for ref in article.symptoms)
    topics = (catalogue.site.topics.get(id) for id in article.topics)  # noqa: A001
    return _record(
        catalogue,
        ("article", article.lang, article.id),
        title=article.title,
        names=article.synonyms,
        words=article.search_words,
        filters={
            "type": (LABELS[article.type],),
            "symptom": tuple(symptom.name for symptom in symptoms if symptom),
            "topic": tuple(topic.name for topic in topics if topic),
            "review": (review.sentence,),
        },
        texts=(_paragraph(article.description), _html(catalogue.inline(article.main_message)), care),
        body=catalogue.body("article", article),
    )


def _symptom(catalogue: Catalogue, symptom: Symptom) -> SearchRecord:
    articles = catalogue.articles_with_symptom.get(symptom.known_as, ())
    topics = (catalogue.site.topics.get(id) for article in articles for id in article.topics)  # noqa: A001
    return _record(
        catalogue,
        ("symptom", symptom.lang, symptom.id),
        title=symptom.name,
        called=(symptom.name,),
        names=symptom.synonyms,
        words=(*symptom.search_words, *symptom.body_parts),
        filters={
            "type": (TYPES["symptom"],),
            "symptom": (symptom.name,),
            "topic": tuple(topic.name for topic in topics if topic),
        },
        texts=(_paragraph(symptom.description),),
        body=catalogue.body("symptom", symptom),
    )


def _term(catalogue: Catalogue, term: Term) -> SearchRecord:
    return _record(
        catalogue,
        ("term", term.lang, term.id),
        title=term.name,
        called=(term.name, term.abbreviation),
        names=(term.plain, *term.synonyms),
        words=term.search_words,
        filters={"type": (TYPES["term"],)},
        texts=(_html(catalogue.inline(term.definition)),),
        body=catalogue.body("term", term),
    )


def _page(catalogue: Catalogue, page: Page) -> SearchRecord:
    return _record(
        catalogue,
        ("page", page.lang, page.id),
        title=page.title,
        names=(),
        words=(),
        filters={"type": (TYPES["page"],)},
        texts=(_paragraph(page.description),),
        body=catalogue.body("page", page),
    )


def _record(
    catalogue: Catalogue,
    target: tuple[str, str, str],
    *,
    title: str,
    called: Iterable[str] = (),
    names: Iterable[str],
    words: Iterable[str],
    filters: Mapping[str, Iterable[str]],
    texts: Iterable[str],
    body: Prose | None,
) -> SearchRecord:
    """Return the record. What is found by names and hidden words stands in attributes, so that no excerpt shows it; `called` is the
    very name of what the page is about, which weighs more than a title in which it stands among others."""
    kind, lang, id = target  # noqa: A001
    meta = {"title": title, "called": _join(called), "names": _join(names), "words": _join(words)}
    lines = [f'<html lang="{escape(lang)}"><body data-pagefind-body>']
    lines += [f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">' for name, text in meta.items() if text]
    lines += [
        f'<meta data-pagefind-filter="{name}[content]" content="{escape(value)}">'
        for name, values in filters.items()
        for value in dict.fromkeys(values)
    ]
    lines += [*filter(None, texts), _html(body) if body else "", "</body></html>"]
    return SearchRecord(url=catalogue.url(kind, id, lang).removeprefix(catalogue.addresses.base_path), html="\n".join(lines))


def _join(texts: Iterable[str]) -> str:
    return "; ".join(filter(None, texts))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item, quote=False)}</li>' for item in items)}</ul>"


def _html(prose: Prose) -> str:
    """Return a composed text without its citations and links, which are no words to search for."""
    return _LINK.sub("", _CITATION.sub("", prose.html))
