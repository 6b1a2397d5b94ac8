"""The page of a symptom: when to get help first, then what it is and what to read."""

from __future__ import annotations

from collections.abc import Mapping

from wellread.model import LEVELS, Article, ArticleType, Symptom
from wellread.render.catalogue import Catalogue
from wellread.render.parts import article_link, care_cards, make_head, term_link
from wellread.render.resolve import contents_of
from wellread.render.signs import MOST_EMERGENCIES, SymptomSigns
from wellread.render.structured import describe_symptom
from wellread.render.views import CouldBeView, MoreSignsView, SymptomView
from wellread.render.words import URGENCY

CAN_BE_IT: Mapping[ArticleType, bool] = {"symptom": True, "condition": True, "compare": True, "treatment": False, "guide": False}
"""Which articles answer “Could it be …?”: a guide to a remedy has to do with a symptom, and is no cause of it."""
MOST_SIGNS = 2
"""How many signs of an article a symptom's page shows: the care cards above have them all."""


def view_symptom(catalogue: Catalogue, symptom: Symptom) -> SymptomView:
    """Return the symptom's page. References are numbered in reading order: care cards, body, then those for the page as a whole."""
    lang = symptom.lang
    url = catalogue.url("symptom", symptom.id, lang)
    body = catalogue.body("symptom", symptom)
    resolver, numbering = catalogue.open_page(lang, url)
    signs = catalogue.signs[symptom.known_as]
    cards = care_cards(catalogue, signs.flags, resolver, numbering)
    body_html = resolver.resolve(body)
    references = (*numbering.references(), *numbering.uncited(symptom.cite))
    about = _articles_about(catalogue, symptom)
    terms = (catalogue.term(id, lang) for id in dict.fromkeys(symptom.terms))  # noqa: A001
    head = make_head(
        catalogue,
        lang=lang,
        url=url,
        title=symptom.name,
        description=symptom.description,
        parent="symptoms",
        of=("symptom", symptom.id),
    )
    return SymptomView(
        head=describe_symptom(catalogue, symptom, head, references),
        synonyms=symptom.synonyms,
        body_parts=symptom.body_parts,
        body_html=body_html,
        contents=contents_of(body.headings if body else (), parts=("references",) if references else ()),
        care_cards=cards,
        more_signs=_more_signs(catalogue, signs, lang),
        could_be=tuple(_choice(catalogue, article, symptom) for article in about if CAN_BE_IT[article.type]),
        more_about=tuple(_choice(catalogue, article, symptom) for article in about if not CAN_BE_IT[article.type]),
        mentioned_in=tuple(
            article_link(catalogue, article, lang) for article in catalogue.articles_mentioning_symptom.get(symptom.known_as, ())
        ),
        terms=tuple(term_link(catalogue, term, lang) for term in terms if term),
        references=references,
    )


def _articles_about(catalogue: Catalogue, symptom: Symptom) -> list[Article]:
    """Return the articles about the symptom: those with the most serious signs first, of these the ones that it belongs to most
    closely, of these by title."""

    def rank(article: Article) -> tuple[int, int]:
        levels = [LEVELS.index(flag.level) for flag in catalogue.site.red_flags_of(article)]
        return min(levels, default=len(LEVELS)), [ref.id for ref in article.symptoms].index(symptom.id)

    return sorted(catalogue.articles_with_symptom.get(symptom.known_as, ()), key=rank)  # they come by title


def _choice(catalogue: Catalogue, article: Article, symptom: Symptom) -> CouldBeView:
    flags = catalogue.site.red_flags_of(article)
    level = min((flag.level for flag in flags), key=LEVELS.index, default=None)
    signs = tuple(dict.fromkeys(flag.sign for flag in flags if flag.level == level))
    headings = {care.level: care.heading for care in catalogue.site.settings.care_levels}
    note = next((ref.note for ref in article.symptoms if ref.id == symptom.id), "")
    return CouldBeView(
        title=article.title,
        url=catalogue.url("article", article.id, symptom.lang),
        description=article.description,
        note=f"{symptom.name}: {note}" if note else "",
        level=level or "",
        urgency=URGENCY[level] if level else "",
        heading=headings.get(level, "") if level else "",
        signs=signs[:MOST_SIGNS],
        more=len(signs[MOST_SIGNS:]),
        is_draft=article.status == "draft",
    )


def _more_signs(catalogue: Catalogue, signs: SymptomSigns, lang: str) -> MoreSignsView | None:
    """Return where the signs are that the care cards leave out, or None if they leave out none."""
    if not signs.elsewhere:
        return None
    if not signs.flags:
        lead, rule = "Warning signs are listed in:", ""
    elif signs.has_all_emergencies:
        lead = "Less urgent signs are listed in:"
        rule = "All emergency signs from our articles about this symptom are shown here. Some less urgent ones are not."
    else:
        lead = "More warning signs are listed in:"
        rule = f"Of more than {MOST_EMERGENCIES} emergency signs, this page shows those that belong most closely to this symptom."
    return MoreSignsView(lead=lead, rule=rule, links=tuple(article_link(catalogue, article, lang) for article in signs.elsewhere))
