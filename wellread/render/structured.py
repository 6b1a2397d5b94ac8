"""What a page says to programs: JSON-LD in the words of schema.org, made of the very values that the page shows.

Pure functions from the catalogue and what a page is made of to the text of a script element. Nothing here reads an article's text:
only its front matter and what it cites, so that another wording leaves it as it is. What nobody wrote down is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from wellread.model import Article, ArticleType, Code, Person, Source, Symptom, Term
from wellread.render.catalogue import Catalogue
from wellread.render.references import doi_address, web_address
from wellread.render.review import reviewers_of
from wellread.render.views import ArticleView, Head, ReferenceView

Thing = dict[str, object]
"""Something in the words of schema.org; what is empty is left out of what is published."""

ABOUT: Mapping[ArticleType, str] = {
    "symptom": "MedicalSymptom",
    "condition": "MedicalCondition",
    "compare": "MedicalCondition",
    "treatment": "MedicalCondition",
    "guide": "MedicalEntity",
}
"""What the subject of an article is."""
WITH_SIGNS = ("condition",)
"""Articles on something that has the symptoms they list; others are about these symptoms. A comparison lists symptoms that point
away from its subject too, so they are no signs of it."""
WORKS = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
"""What a source of a CSL type is; any other is a CreativeWork."""
SEARCHED = "{search_term_string}"


def in_script(thing: Mapping[str, object]) -> str:
    """Return a thing as JSON-LD that may stand in a script element: no text in it can end the element or begin another."""
    text = msgspec.json.encode({"@context": "https://schema.org", **_filled(thing)}).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _filled(thing: Mapping[str, object]) -> Thing:
    """Return a thing without what is empty, and a list of one as the one."""
    found = ((key, value if isinstance(value, str) else _plain(value)) for key, value in thing.items())
    return {key: value for key, value in found if value or isinstance(value, int | float)}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return _filled(value)
    if isinstance(value, list | tuple):
        items = [_plain(each) for each in value]
        return items[0] if len(items) == 1 else items
    return value


def _described(head: Head, thing: Thing) -> Head:
    """Return the head with what it says to programs; a page that search engines are told to leave alone says nothing."""
    return head if head.noindex else msgspec.structs.replace(head, structured_html=in_script(thing))


# --- the pages --------------------------------------------------------------------------------------------------------


def describe_article(catalogue: Catalogue, article: Article, view: ArticleView) -> Head:
    """Return the head of an article's page. A review is only told of while it holds, in the words of the page's own review line."""
    head, review = view.head, view.review
    day = review.last_reviewed if review.state in ("reviewed", "overdue") else None
    hash_now = catalogue.composed.clinical_hash(article.known_as)
    reviewers = reviewers_of(article, catalogue.site.people, hash_now) if day else ()
    about: Thing = {
        "headline": article.title,
        "image": head.image.url if head.image else "",
        "datePublished": article.published.isoformat(),
        "dateModified": article.updated.isoformat(),
        "lastReviewed": day.iso if day else "",
        "reviewedBy": [_somebody(catalogue, person, article.lang) for person in reviewers],
        "author": _authors(catalogue, article),
        "medicalAudience": [{"@type": "MedicalAudience", "audienceType": each} for each in article.audience],
        "specialty": [f"https://schema.org/{each}" for each in article.specialty],
        "about": _subjects(catalogue, article),
        "keywords": list(article.synonyms),
        "citation": _citations(catalogue, (*view.references, *view.sources)),
    }
    return _described(head, _page(catalogue, head, article.lang, "MedicalWebPage", about))


def describe_symptom(catalogue: Catalogue, symptom: Symptom, head: Head, references: Iterable[ReferenceView]) -> Head:
    about: Thing = {
        "@type": "MedicalSymptom",
        "name": symptom.name,
        "alternateName": list(symptom.synonyms),
        "associatedAnatomy": [{"@type": "AnatomicalStructure", "name": each} for each in symptom.body_parts],
        "code": _codes(symptom.codes),
    }
    more: Thing = {"name": symptom.name, "about": about, "citation": _citations(catalogue, references)}
    return _described(head, _page(catalogue, head, symptom.lang, "MedicalWebPage", more))


def describe_term(catalogue: Catalogue, term: Term, head: Head, references: Iterable[ReferenceView]) -> Head:
    names = (term.abbreviation, term.plain, *term.synonyms)
    entity: Thing = {
        "@type": "DefinedTerm",
        "name": term.name,
        "alternateName": [name for name in dict.fromkeys(names) if name],
        "description": head.description,
        "inDefinedTermSet": _absolute(catalogue, catalogue.url("list", "glossary", term.lang)),
    }
    more: Thing = {"name": term.name, "mainEntity": entity, "citation": _citations(catalogue, references)}
    return _described(head, _page(catalogue, head, term.lang, "WebPage", more))


def describe_glossary(catalogue: Catalogue, lang: str, head: Head) -> Head:
    terms = [
        {"@type": "DefinedTerm", "name": term.name, "url": _absolute(catalogue, catalogue.url("term", term.id, lang))}
        for term in catalogue.terms.get(lang, ())
    ]
    entity: Thing = {"@type": "DefinedTermSet", "name": head.title, "url": head.canonical, "hasDefinedTerm": terms}
    return _described(head, _page(catalogue, head, lang, "CollectionPage", {"name": head.title, "mainEntity": entity}))


def describe_list(catalogue: Catalogue, lang: str, head: Head) -> Head:
    return _described(head, _page(catalogue, head, lang, "CollectionPage", {"name": head.title}))


def describe_search(catalogue: Catalogue, lang: str, head: Head) -> Head:
    """Return the head of the search page, which shows no way back to the home page but the menu."""
    page = _page(catalogue, head, lang, "SearchResultsPage", {"name": head.title})
    return _described(head, page | {"breadcrumb": None})


def describe_page(catalogue: Catalogue, lang: str, head: Head, *, is_about: bool) -> Head:
    more: Thing = {"name": head.title, "dateModified": head.updated}
    return _described(head, _page(catalogue, head, lang, "AboutPage" if is_about else "WebPage", more))


def describe_home(catalogue: Catalogue, lang: str, head: Head) -> Head:
    """Return the head of the home page: what the site is, who publishes it, and how it can be searched if it can be."""
    settings = catalogue.site.settings
    search = catalogue.addresses.url_for("list", "search", lang) if settings.features.search else None
    action: Thing = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{_absolute(catalogue, search)}#q={SEARCHED}"},
        "query-input": "required name=search_term_string",
    }
    scheme, _, address = settings.contact.partition(":")
    organisation = _organisation(catalogue, lang) | {"email": address if scheme == "mailto" else ""}
    site: Thing = {
        "@type": "WebSite",
        "url": head.canonical,
        "name": settings.title,
        "description": settings.description,
        "inLanguage": lang,
        "publisher": organisation,
        "potentialAction": action if search else None,
    }
    return _described(head, site)


# --- what stands on several of them -----------------------------------------------------------------------------------


def _page(catalogue: Catalogue, head: Head, lang: str, kind: str, more: Thing) -> Thing:
    return {
        "@type": kind,
        "url": head.canonical,
        **more,
        "description": head.description,
        "inLanguage": lang,
        "publisher": _organisation(catalogue, lang),
        "breadcrumb": _breadcrumb(catalogue, head),
    }


def _breadcrumb(catalogue: Catalogue, head: Head) -> Thing | None:
    """Return the way from the home page to this one, which is its last step and needs no address."""
    if not head.breadcrumbs:
        return None
    steps: list[Thing] = [
        {"@type": "ListItem", "position": place, "name": link.text, "item": {"@id": _absolute(catalogue, link.url)}}
        for place, link in enumerate(head.breadcrumbs, 1)
    ]
    steps.append({"@type": "ListItem", "position": len(steps) + 1, "name": head.title})
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _organisation(catalogue: Catalogue, lang: str) -> Thing:
    home = _absolute(catalogue, catalogue.url("list", "home", lang))
    return {"@type": "Organization", "name": catalogue.site.settings.organisation, "url": home}


def _authors(catalogue: Catalogue, article: Article) -> list[Thing]:
    found = (catalogue.person(name, article.lang) for name in dict.fromkeys(article.authors))
    return [_somebody(catalogue, person, article.lang) for person in found if person]


def _somebody(catalogue: Catalogue, person: Person, lang: str) -> Thing:
    is_person = person.kind == "person"
    return {
        "@type": "Person" if is_person else "Organization",
        "name": person.name,
        "honorificSuffix": person.credentials if is_person else "",
        "url": _absolute(catalogue, catalogue.addresses.url_for("person", person.id, lang)),
    }


def _subjects(catalogue: Catalogue, article: Article) -> list[Thing]:
    """Return what an article is about: its subject if it names one, and its symptoms. What a comparison compares is what its
    subject, or its first symptom, can be."""
    listed = (catalogue.symptom(ref.id, article.lang) for ref in article.symptoms)
    symptoms: list[Thing] = [
        {
            "@type": "MedicalSymptom",
            "name": symptom.name,
            "url": _absolute(catalogue, catalogue.url("symptom", symptom.id, article.lang)),
        }
        for symptom in listed
        if symptom
    ]
    columns = article.compare.columns if article.compare and article.type == "compare" else ()
    diagnoses: Thing = {
        "differentialDiagnosis": [
            {"@type": "DDxElement", "diagnosis": {"@type": "MedicalCondition", "name": column}} for column in columns
        ]
    }
    if not article.subject:
        return [each | (diagnoses if number == 0 else {}) for number, each in enumerate(symptoms)]
    subject: Thing = {"@type": ABOUT[article.type], "name": article.subject, "code": _codes(article.codes)}
    if article.type in WITH_SIGNS:
        return [subject | {"signOrSymptom": symptoms} | diagnoses]
    return [subject | diagnoses, *(each for each in symptoms if each["name"] != article.subject)]


def _codes(codes: Iterable[Code]) -> list[Thing]:
    return [{"@type": "MedicalCode", "codingSystem": code.system, "codeValue": code.value} for code in codes]


def _citations(catalogue: Catalogue, references: Iterable[ReferenceView]) -> list[Thing | str]:
    """Return the works by their addresses, as short as can be: what is known of them stands on the page and in the API."""
    return [_citation(catalogue.site.sources[reference.source]) for reference in references]


def _citation(source: Source) -> Thing | str:
    kind = WORKS.get(str(source.csl.get("type")), "CreativeWork")
    return doi_address(source) or web_address(source) or {"@type": kind, "name": source.title}


def _absolute(catalogue: Catalogue, url: str | None) -> str:
    return catalogue.addresses.canonical(url) if url else ""
