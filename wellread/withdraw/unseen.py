"""Whether readers ever had an article: a draft that nobody saw needs no notice, which would tell its title to everybody."""

from __future__ import annotations

from pathlib import Path

from wellread.model import Article, Settings
from wellread.pipeline import Order
from wellread.problems import SiteError
from wellread.provenance.git import ask_git
from wellread.provenance.kept import kept_for
from wellread.publish import Publication, read_published
from wellread.read import read_entry
from wellread.render.addresses import addresses_of
from wellread.review.desk import Desk
from wellread.withdraw.wanted import Wish, targets_of
from wellread.write import read_manifest

WAS_PUBLIC = r"^status[ ]*:[ ]*[\"']?(in-review|approved|withdrawn)"


def refuse_unseen(order: Order, desk: Desk, article: Article, wish: Wish) -> None:
    """Raise SiteError for a draft that was never published, as far as can be seen from here."""
    if article.status != "draft" or _was_seen(order, desk, article, wish):
        return
    path = article.origin.path
    raise SiteError(
        f"“{article.title}” is a draft, and nothing here says that readers ever had it: neither what was built and published, nor "
        "its file's history. A notice would tell its title to everybody. Leave it a draft, or delete the file: neither is "
        f"published. If readers had it all the same, write status: in-review into {path}, and run this again. Nothing was changed."
    )


def _was_seen(order: Order, desk: Desk, article: Article, wish: Wish) -> bool:
    """Say whether readers had it, or may have had: a place that can't be asked knows nothing of it, and may show it."""
    settings, path = desk.site.settings, article.origin.path
    base_url = order.base_url or settings.base_url
    addresses = addresses_of(base_url, desk.site, {article.known_as: article})
    page = addresses.output_of(addresses.base_path + addresses.paths["article", article.lang, article.id])
    built = read_manifest(order.output) if order.output.is_dir() else None
    if built and page in built.files:
        return True
    if ask_git(order.root, "log", "-1", "--format=%H", f"-G{WAS_PUBLIC}", "--", path):
        return True
    kept = kept_for(order.root, wish.targets)
    return (kept is not None and _is_public(kept, path, article.lang)) or _is_at_a_place(order.root, settings, wish, page)


def _is_public(folder: Path, path: str, lang: str) -> bool:
    try:
        found = read_entry(path, (folder / path).read_bytes(), lang).value
    except OSError:
        return False
    return not isinstance(found, Article) or found.status != "draft"


def _is_at_a_place(root: Path, settings: Settings, wish: Wish, page: str) -> bool:
    """Say whether a place has the page. Its own list is not asked: a page may have been put there by
    hand."""
    try:
        places = (Publication(target=each, root=root) for each in targets_of(settings, wish))
        return any(read_published(place, page) is not None for place in places)
    except SiteError:
        return True
