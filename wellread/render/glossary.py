"""The page of a glossary term: what the word means, how to say it, and where the site uses it."""

from __future__ import annotations

from wellread.model import Term
from wellread.render.catalogue import Catalogue
from wellread.render.parts import article_card, make_head, symptom_link
from wellread.render.resolve import to_text
from wellread.render.structured import describe_term
from wellread.render.views import TermView


def view_term(catalogue: Catalogue, term: Term) -> TermView:
    """Return the term's page. References are numbered in reading order: definition, body, then those for the page as a whole."""
    lang = term.lang
    url = catalogue.url("term", term.id, lang)
    resolver, numbering = catalogue.open_page(lang, url)
    definition_html = resolver.resolve(catalogue.inline(term.definition))
    body_html = resolver.resolve(catalogue.body("term", term))
    references = (*numbering.references(), *numbering.uncited(term.cite))
    head = make_head(
        catalogue,
        lang=lang,
        url=url,
        title=term.name,
        description=define(catalogue, term),
        parent="glossary",
        of=("term", term.id),
    )
    return TermView(
        head=describe_term(catalogue, term, head, references),
        definition_html=definition_html,
        plain=term.plain,
        abbreviation=term.abbreviation,
        say=term.say,
        synonyms=term.synonyms,
        body_html=body_html,
        used_in=tuple(article_card(catalogue, article, lang) for article in catalogue.articles_using_term.get(term.known_as, ())),
        symptoms=tuple(symptom_link(catalogue, symptom, lang) for symptom in catalogue.symptoms_with_term.get(term.known_as, ())),
        references=references,
    )


def define(catalogue: Catalogue, term: Term) -> str:
    """Return the definition as plain text, without its citations."""
    return to_text(catalogue.inline(term.definition).html)
