"""The page of a symptom: when to get help first, then what it is and what to read."""

from __future__ import annotations

from wellread.model import Symptom
from wellread.render.catalogue import Catalogue
from wellread.render.parts import article_card, article_link, make_head, symptom_care_cards, term_link
from wellread.render.resolve import contents_of
from wellread.render.views import SymptomView


def view_symptom(catalogue: Catalogue, symptom: Symptom) -> SymptomView:
    """Return the symptom's page. References are numbered in reading order: care cards, body, then those for the page as a whole."""
    lang = symptom.lang
    url = catalogue.url("symptom", symptom.id, lang)
    body = catalogue.body("symptom", symptom)
    resolver, numbering = catalogue.open_page(lang, url)
    care_cards = symptom_care_cards(catalogue, symptom, resolver, numbering)
    body_html = resolver.resolve(body)
    terms = (catalogue.term(id, lang) for id in dict.fromkeys(symptom.terms))  # noqa: A001
    return SymptomView(
        head=make_head(catalogue, lang=lang, url=url, title=symptom.name, description=symptom.description, parent="symptoms"),
        synonyms=symptom.synonyms,
        body_parts=symptom.body_parts,
        body_html=body_html,
        contents=contents_of(body.headings if body else ()),
        care_cards=care_cards,
        articles=tuple(
            article_card(catalogue, article, lang) for article in catalogue.articles_with_symptom.get(symptom.known_as, ())
        ),
        mentioned_in=tuple(
            article_link(catalogue, article, lang) for article in catalogue.articles_mentioning_symptom.get(symptom.known_as, ())
        ),
        terms=tuple(term_link(catalogue, term, lang) for term in terms if term),
        references=(*numbering.references(), *numbering.uncited(symptom.cite)),
    )
