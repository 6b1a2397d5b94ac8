"""Pages for finding others: search, and the symptoms by the part of the body in which they are felt."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import quote

import msgspec

from wellread.model import Symptom
from wellread.render.catalogue import Catalogue
from wellread.render.parts import LIST_NAMES, make_head, symptom_link
from wellread.render.policy import Needs
from wellread.render.structured import describe_list, describe_search
from wellread.render.views import BodyPartView, BodyView, LinkView, SearchView
from wellread.render.words import sort_key

INDEX = "pagefind/"
"""Where the search index is, below the site's address."""
SCRIPT = "js/search.js"
OTHER_WAYS = ("symptoms", "body", "articles", "topics", "glossary")
EVERYWHERE = ("whole body", "everywhere")
"""Parts that stand last."""


def view_search(catalogue: Catalogue, lang: str) -> SearchView:
    title = catalogue.site.settings.title
    head = make_head(
        catalogue,
        lang=lang,
        url=catalogue.url("list", "search", lang),
        title="Search",
        full_title=f"Search – {title}",
        description=f"Search the articles, symptoms and explained words of {title}. What you type stays on your device.",
        section="search",
        of=("list", "search"),
    )
    base_path = catalogue.addresses.base_path
    script = catalogue.images.get(SCRIPT)
    needs = Needs(scripts=(script.url,) if script else (), wasm=True, fetches=True)
    return SearchView(
        head=msgspec.structs.replace(describe_search(catalogue, lang, head), needs=needs),
        base_path=base_path,
        index_url=base_path + INDEX,
        words_url=f"{head.url}{words_path()}",
        others=tuple(
            LinkView(text=LIST_NAMES[name], url=url)
            for name in OTHER_WAYS
            if (url := catalogue.addresses.url_for("list", name, lang))
        ),
    )


def words_path() -> str:
    """Return where the words are, below the search page, that a misspelt one may have been meant to be."""
    return "words.json"


def view_body(catalogue: Catalogue, lang: str) -> BodyView:
    """Return the symptoms of each part of the body: the parts by name, "whole body" last."""
    found: defaultdict[str, list[Symptom]] = defaultdict(list)
    for symptom in catalogue.symptoms.get(lang, ()):
        for part in dict.fromkeys(symptom.body_parts):
            found[part].append(symptom)
    parts = sorted(found, key=lambda part: (part in EVERYWHERE, sort_key(part)))
    head = make_head(
        catalogue,
        lang=lang,
        url=catalogue.url("list", "body", lang),
        title=LIST_NAMES["body"],
        description="Start from where you feel it. If you think that it is an emergency, do not read on: call.",
        parent="symptoms",
        of=("list", "body"),
    )
    return BodyView(
        head=describe_list(catalogue, lang, head),
        parts=tuple(
            BodyPartView(
                id=part_id(part),
                name=part[:1].upper() + part[1:],
                symptoms=tuple(symptom_link(catalogue, symptom, lang) for symptom in found[part]),
            )
            for part in parts
        ),
    )


def part_id(part: str) -> str:
    """Return the fragment of a part of the body: "part-whole-body"."""
    return f"part-{quote(sort_key(part)[0].replace(' ', '-'))}"
