"""The site without the article, built: from the folder as it is, or else from the last state of it that can be built."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from msgspec import structs

from wellread.layers import read_layers
from wellread.model import Article, Settings, Value, Withdrawal
from wellread.pipeline import Built, Order, build
from wellread.problems import Problem, SiteError
from wellread.provenance import provenance_of
from wellread.provenance.git import MADE_OF
from wellread.read import scan
from wellread.review.desk import Desk
from wellread.review.record import replace_file
from wellread.withdraw.earlier import State, earlier_states, folder_of
from wellread.withdraw.notice import is_marked, mark_status, mark_withdrawn
from wellread.withdraw.proof import Hunt, hunt_for
from wellread.withdraw.wanted import ARTICLES, PUBLIC, Wish, article_of, desk_of, public_ids

Ask = Callable[[str], bool]
Say = Callable[[str], None]
THERE = "Take the article back there?"


class Pull(NamedTuple):
    """One pull of the brake. `order` is what is built (a copy, in a dry run) and `home` the site's own folder; `desk` and `article`
    are None where they can't be read."""

    order: Order
    home: Path
    wish: Wish
    name: str
    given: Withdrawal
    desk: Desk | None
    article: Article | None

    @property
    def path(self) -> str:
        return f"{ARTICLES}{self.name}.md"


class Made(Value, frozen=True, kw_only=True):
    """A state of the site that was built with the article withdrawn. `state` is the earlier state that it is ("" for the folder as
    it is), because of these `errors`; `returns` are the articles that readers get again by that."""

    article: Article
    settings: Settings
    hunts: tuple[Hunt, ...]
    built: Built
    provenance: bytes
    state: str = ""
    errors: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()


def edit(order: Order, name: str, article: Article | None, given: Withdrawal) -> None:
    """Write into the article's file that it is withdrawn, if it doesn't say so."""
    if article and article.status == "withdrawn":
        return
    path = f"{ARTICLES}{name}.md"
    try:
        content = (order.root / path).read_bytes()
    except OSError as error:
        raise SiteError(f"{path} can't be read: {error.strerror}. Nothing was changed.") from error
    made = mark_withdrawn(content, article, given, order.today) if article and given.reason else mark_status(content, path)
    replace_file(order.root / path, made)


@contextmanager
def tried_on_a_copy(order: Order) -> Iterator[Order]:
    """Give an order to build a copy of the site into a folder of its own; both are gone afterwards."""
    with TemporaryDirectory(prefix="wellread-") as scratch:
        site = Path(scratch) / "site"
        site.mkdir()
        try:
            for name in (each for each in MADE_OF if (order.root / each).exists()):
                if (order.root / name).is_dir():
                    shutil.copytree(order.root / name, site / name, symlinks=True, copy_function=_copied)
                else:
                    shutil.copyfile(order.root / name, site / name)
        except (OSError, shutil.Error) as error:
            raise SiteError(f"It can't be tried: the site can't be copied to {scratch} ({error}). Nothing was changed.") from error
        yield structs.replace(order, root=site, output=Path(scratch) / "public")


def _copied(source: str, copy: str) -> None:
    """Give a file a second name, or copy it where that can't be. What is edited is replaced whole, so the first is not touched."""
    try:
        os.link(source, copy, follow_symlinks=False)
    except OSError:
        shutil.copyfile(source, copy)


def make(pull: Pull, ask: Ask, say: Say) -> Made:
    """Build the folder as it is, or else the last state that can be built. Raises SiteError, and says what holds, if none can."""
    hunts = _own_hunt(pull)
    errors: tuple[str, ...] = ()
    if not pull.wish.only:
        try:
            built = build(pull.order, publish=bool(hunts))
            if hunts and not built.stopped and pull.desk and pull.article:
                settings, origin = pull.desk.site.settings, _origin(pull.order)
                return Made(article=pull.article, settings=settings, hunts=hunts, built=built, provenance=origin)
            errors = _told(built.problems)
        except SiteError as error:
            errors = (str(error),)
        count = f"{len(errors)} error{'' if len(errors) == 1 else 's'}, the first: "
        say(f"The site can't be built as it is{f': {count}{errors[0]}' if errors else '.'}")
    for state in earlier_states(pull.home, pull.wish.targets):
        made = _make_earlier(pull, state, ask, hunts)
        if made is not None:
            return structs.replace(made, errors=errors)
    why = "no earlier state is kept" if pull.wish.only else "the site has errors, and no earlier state is kept that could be built"
    raise SiteError(
        f"{_what_holds(pull)}: {why}. Mend this, or move the files away, and run the same command again:\n  "
        + "\n  ".join(errors[:5] or ["Leave --only out."])
    )


def foresee(pull: Pull, say: Say) -> str:
    """Return what would be asked because the folder can't be built as it is, or is not wanted: which earlier state is built. "" if
    nothing of the kind is to be asked. Nothing is changed."""
    asked: list[str] = []

    def refuse(question: str) -> bool:
        asked.append(question)
        return False

    with suppress(SiteError):  # what can't be done is told when it is tried
        if pull.wish.only or not _can_be_built(pull):
            with tried_on_a_copy(pull.order) as copy:
                edit(copy, pull.name, pull.article, pull.given)
                make(pull._replace(order=copy), refuse, say)
    return asked[0] if asked else ""


def _can_be_built(pull: Pull) -> bool:
    try:
        return pull.desk is not None and pull.article is not None and not build(pull.order, publish=False).stopped
    except SiteError:
        return False


def _origin(order: Order) -> bytes:
    """Return what provenance.json says; nothing if that can't be said, because somebody saves a file at this moment."""
    try:
        return provenance_of(order)
    except SiteError:
        return b""


def _what_holds(pull: Pull) -> str:
    if pull.wish.dry_run:
        return "Nothing was changed. It could not be done either"
    return f"{pull.path} is marked as withdrawn, but readers still get the article"


def _own_hunt(pull: Pull) -> tuple[Hunt, ...]:
    """Return what is sought of the article as the folder has it; nothing if it can't be read there."""
    try:
        return (_hunt(pull.order, pull.desk, pull.article, pull.given),) if pull.desk and pull.article else ()
    except SiteError:
        return ()


def _make_earlier(pull: Pull, state: State, ask: Ask, hunts: tuple[Hunt, ...]) -> Made | None:
    """Build an earlier state with the article withdrawn. None if it can't be built, or has no such article."""
    with folder_of(state, pull.home) as folder:
        if folder is None:
            return None
        then = structs.replace(pull.order, root=folder, output=pull.order.output.absolute())
        desk = desk_of(then)
        article = article_of(desk, pull.name)
        if desk is None or article is None:
            return None
        told = pull.given
        if told.instead not in public_ids(desk, article.lang, article):
            told = structs.replace(told, instead="")
        edit(then, pull.name, article, told)
        returns = _keep_back(then, desk, pull)
        try:
            if build(then, publish=False).stopped:
                return None
        except SiteError:
            return None
        if not ask(_asked(state, returns)):
            raise SiteError(f"{_what_holds(pull)}: nothing was published.")
        both = (_hunt(then, desk, article, pull.given), *hunts)
        built, origin = build(then), _origin(then)
        settings = desk.site.settings
        return Made(
            article=article, settings=settings, hunts=both, built=built, provenance=origin, state=state.told, returns=returns
        )


def _asked(state: State, returns: tuple[str, ...]) -> str:
    again = f" Readers would get again what the folder keeps from them: {', '.join(returns)}." if returns else ""
    return f"What can be published is {state.told}, without what was changed since.{again} {THERE}"


def _keep_back(then: Order, desk: Desk, pull: Pull) -> tuple[str, ...]:
    """Withdraw in an earlier state what was withdrawn since: no article comes back because another one has to go. Returns the files
    of those that come back all the same, because the folder has none of them or has a draft."""
    returns: list[str] = []
    for article in desk.site.articles.values():
        name = article.origin.path.removeprefix(ARTICLES).removesuffix(".md")
        if name == pull.name or article.status not in PUBLIC:
            continue
        now = article_of(pull.desk, name)
        if now.status == "withdrawn" if now else is_marked(_bytes_of(pull.order.root / article.origin.path)):
            edit(then, name, article, (now and now.withdrawn) or Withdrawal())
        elif now.status == "draft" if now else not (pull.order.root / article.origin.path).exists():
            returns.append(article.origin.path)
    return tuple(sorted(returns))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def _hunt(order: Order, desk: Desk, article: Article, given: Withdrawal) -> Hunt:
    base_url = order.base_url or desk.site.settings.base_url
    return hunt_for(article, desk.site, scan(order.root), read_layers(order.root), base_url, given.reason)


def _told(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    errors = (each for each in problems if each.severity == "error")
    return tuple(f"{each.place.path}:{each.place.line}: {each.message} [{each.code}]" for each in errors)
