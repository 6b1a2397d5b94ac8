"""The site for other programs: a read-only API of static files below /api/, planned here like pages.

Each file is made when it is asked for, so that at ten thousand articles their views are never in memory together. Drafts are in no
file: in a build with drafts there is no API at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal, NamedTuple

from wellread.model import Value
from wellread.problems import Place
from wellread.render.api_entries import view_article_data, view_symptom_data, view_withdrawn_data
from wellread.render.api_lists import (
    gather_codes,
    view_articles_data,
    view_code_data,
    view_codes_data,
    view_index,
    view_red_flags_data,
    view_symptoms_data,
    view_terms_data,
)
from wellread.render.api_parts import absolute, entry_name, path_of, schema_path
from wellread.render.api_schema import SCHEMAS, show_schema
from wellread.render.catalogue import Catalogue
from wellread.render.program_views import TextView

LISTS: dict[str, Callable[[Catalogue, str], Value]] = {
    "articles": view_articles_data,
    "symptoms": view_symptoms_data,
    "terms": view_terms_data,
    "red-flags": view_red_flags_data,
    "codes": view_codes_data,
    "index": view_index,
}


class ApiFile(NamedTuple):
    """A file of the API: its path, what makes its view, and where an editor wrote what it tells. Schemas are texts, all others are
    views in JSON."""

    path: str
    make: Callable[[], Value]
    kind: Literal["page", "list"]
    lang: str
    place: Place
    is_text: bool = False


def plan_api(catalogue: Catalogue) -> Iterator[ApiFile]:
    """Yield every file of the API, if the site publishes one."""
    if not catalogue.site.settings.features.api or catalogue.drafts:
        return
    place = catalogue.site.settings.origin.at()
    for lang in catalogue.languages:
        for name, view in LISTS.items():
            yield ApiFile(path_of(catalogue, lang, name), partial(view, catalogue, lang), "list", lang, place)
        for path, coded in gather_codes(catalogue, lang).items():
            if path:
                make = partial(view_code_data, catalogue, lang, coded)
                yield ApiFile(path_of(catalogue, lang, path), make, "list", lang, place)
        for article in catalogue.articles.get(lang, ()):
            path = path_of(catalogue, lang, entry_name("article", article.id))
            yield ApiFile(path, partial(view_article_data, catalogue, article), "page", lang, article.origin.at())
        for symptom in catalogue.symptoms.get(lang, ()):
            path = path_of(catalogue, lang, entry_name("symptom", symptom.id))
            yield ApiFile(path, partial(view_symptom_data, catalogue, symptom), "page", lang, symptom.origin.at())
    for article in catalogue.withdrawn.values():
        path = path_of(catalogue, article.lang, entry_name("article", article.id))
        yield ApiFile(path, partial(view_withdrawn_data, catalogue, article), "page", article.lang, article.origin.at())
    for name in SCHEMAS:
        make_schema = partial(_schema, name, absolute(catalogue, schema_path(name)))
        yield ApiFile(schema_path(name), make_schema, "list", catalogue.addresses.language, place, is_text=True)


def _schema(name: str, address: str) -> TextView:
    return TextView(text=show_schema(name, address))
