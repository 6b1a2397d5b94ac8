"""What is meant by the words of whoever pulls the brake: which file, which places, what to read instead."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wellread.model import Article, PublishTarget, Settings, Value
from wellread.pipeline import Order
from wellread.problems import SiteError, ended, nearest_id
from wellread.publish import find_target
from wellread.publish.shipping import GRACE_SECONDS
from wellread.review.desk import Desk

ARTICLES = "content/articles/"
PUBLIC = ("in-review", "approved")


class Wish(Value, frozen=True, kw_only=True):
    """What to take back: an article's id, file or address, why (a sentence for readers), what to read instead ("" for nothing), and
    the names of the places where it is to go. With `only` nothing goes out but that: the last commit is what is built. With
    `dry_run` nothing is changed anywhere. `grace` is how many seconds what old pages load stays at the places."""

    article: str
    reason: str
    instead: str = ""
    targets: tuple[str, ...] = ()
    only: bool = False
    dry_run: bool = False
    grace: float = GRACE_SECONDS


def desk_of(order: Order) -> Desk | None:
    """Return the site as it was read, or None if its settings or folders can't be."""
    try:
        return Desk(order)
    except SiteError:
        return None


def article_of(desk: Desk | None, name: str) -> Article | None:
    try:
        return desk.find(name) if desk else None
    except SiteError:
        return None


def name_of(root: Path, wanted: str) -> str:
    """Return the name of an article's file without its end. Raises SiteError, with the nearest ones, if there is none."""
    known = sorted(file.stem for file in (root / ARTICLES).glob("*.md"))
    steps = _steps(wanted)
    name = steps[-1].removesuffix(".md") if steps else ""
    in_its_language = [f"{name}.{step}" for step in steps[:-1] if f"{name}.{step}" in known]  # es/articles/hiccups/
    if in_its_language or name in known:
        return in_its_language[0] if in_its_language else name
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    near += [each for each in known if name and name in each and each not in near][:3]
    meant = nearest_id(name, known) or (f"the nearest are: {', '.join(near)}" if near else "content/articles/ shows what there is")
    raise SiteError(f"{ended(f'There is no article “{wanted}”; {meant}')} Nothing was changed.")


def _steps(wanted: str) -> list[str]:
    """Return the parts of an id, a path or an address that was copied from a browser."""
    plain = wanted.strip().replace("\\", "/")
    if "://" in plain:
        plain = unquote(urlsplit(plain).path)
    plain = plain.partition("#")[0].partition("?")[0].removesuffix("index.html")
    return [step for step in plain.split("/") if step]


def translations_of(root: Path, name: str, desk: Desk | None) -> tuple[str, ...]:
    """Return the names of the same article's files in other languages that readers get, or that can't be read."""
    first = name.partition(".")[0]
    others = [file.stem for file in sorted((root / ARTICLES).glob("*.md")) if file.stem.partition(".")[0] == first]
    found = ((each, article_of(desk, each)) for each in others if each != name)
    return tuple(each for each, article in found if article is None or article.status in PUBLIC)


def check_wish(desk: Desk, article: Article | None, wish: Wish) -> None:
    """Raise SiteError for a place that site.yaml doesn't name, and for an article to read instead that readers don't get."""
    targets_of(desk.site.settings, wish)
    lang = article.lang if article else desk.site.settings.language
    others = public_ids(desk, lang, article)
    if wish.instead and wish.instead not in others:
        near = nearest_id(wish.instead, others) or "leave --instead out if there is none"
        said = ended(f"Readers get no article “{wish.instead}” that they could read instead; {near}")
        raise SiteError(f"{said} Nothing was changed.")


def public_ids(desk: Desk, lang: str, but: Article | None) -> list[str]:
    """Return the ids of the articles in a language that readers get, but for one."""
    listed = sorted(desk.site.articles.items())
    return [id_ for (each, id_), other in listed if each == lang and other.status in PUBLIC and other != but]


def targets_of(settings: Settings, wish: Wish) -> tuple[PublishTarget, ...]:
    return tuple(find_target(settings, each) for each in dict.fromkeys(wish.targets))


def one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
