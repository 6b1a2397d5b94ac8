"""`wellread withdraw`: the emergency brake. An article is taken back where readers get it, and it is proved that it is gone.

withdraw(order, wish, …)    edits its file, builds, publishes, looks whether a word of it is left, and lists what caches must forget

notice     the edit of its file
earlier    the last states that git has, for when the folder as it is can't be built
proof      what is sought, and the search for it
telling    what was done, in words
command    the words of the command line

Somebody else's half-done work keeps nobody from braking: if the folder as it is can't be built, the last state that can be is
built with this one change, and published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from msgspec import structs

from wellread.layers import read_layers
from wellread.model import Article, PublishTarget, Settings, Value, Withdrawal
from wellread.pipeline import Built, Order, build
from wellread.problems import Problem, SiteError, nearest_id
from wellread.provenance import PROVENANCE, provenance_of
from wellread.publish import Publication, fetch_published, find_target, forget_releases, publish_folder
from wellread.publish.shipping import GRACE_SECONDS
from wellread.read import scan
from wellread.review.desk import Desk
from wellread.review.record import replace_file
from wellread.withdraw.earlier import State, earlier_states, folder_of
from wellread.withdraw.notice import mark_status, mark_withdrawn
from wellread.withdraw.proof import Hunt, Proof, hunt_for, search
from wellread.write import file_hash, read_manifest

__all__ = ["Reached", "Wish", "Withdrawn", "withdraw"]

ARTICLES = "content/articles/"


class Wish(Value, frozen=True, kw_only=True):
    """What to take back: an article's id or file, why (a sentence for readers), what to read instead ("" for nothing), and the
    names of the places where it is to go. `grace` is how many seconds what old pages load stays at these."""

    article: str
    reason: str
    instead: str = ""
    targets: tuple[str, ...] = ()
    grace: float = GRACE_SECONDS


class Reached(Value, frozen=True, kw_only=True):
    """What became of it at one place: what was found there afterwards, how many earlier publications were forgotten, and, if it
    was not reached, why."""

    name: str
    proof: Proof | None = None
    forgotten: int = 0
    failure: str = ""

    @property
    def is_gone(self) -> bool:
        return self.proof is not None and self.proof.holds and not self.failure


class Withdrawn(Value, frozen=True, kw_only=True):
    """What was done. `was` is the article's status before; `state` the earlier state that was built from ("" for the folder as it
    is), because of these `errors`; `proof` is about the output folder; `linked` are places that still link to the article,
    `purge` the addresses that a cache has to forget."""

    path: str
    title: str
    address: str
    was: str
    state: str
    errors: tuple[str, ...]
    proof: Proof
    reached: tuple[Reached, ...]
    linked: tuple[str, ...]
    purge: tuple[str, ...]
    shared: tuple[str, ...]
    pictures: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def is_gone(self) -> bool:
        return self.proof.holds and all(each.is_gone for each in self.reached)


class _Made(Value, frozen=True, kw_only=True):
    """A state of the site that was built with the article withdrawn."""

    article: Article
    settings: Settings
    hunts: tuple[Hunt, ...]
    built: Built
    provenance: bytes
    state: str = ""


Ask = Callable[[str], bool]
Changes = list[tuple[Mapping[str, str], Mapping[str, str]]]
"""The files of a place before and after, by path with their hashes."""
Say = Callable[[str], None]


def withdraw(order: Order, wish: Wish, ask: Ask, say: Say) -> Withdrawn:
    """Take an article back. `ask` is asked before anything is changed, and before an earlier state is published.

    Raises SiteError, and says what holds then: if there is no such article, or nothing that could be built.
    """
    reason = _line(wish.reason)
    if not reason:
        raise SiteError("Say why, in a sentence that readers can read on the notice: --reason “Its advice on … was wrong.”")
    name = _name_of(order.root, wish.article)
    desk = _desk(order)
    article = _article(desk, name)
    if desk:
        _check(desk, article, wish)
    was = article.status if article else "unreadable"
    title = article.title if article else name
    places = f"publish to {', '.join(wish.targets)}" if wish.targets else "publish nowhere yet"
    if not ask(f"Take “{title}” ({ARTICLES}{name}.md) back, build the site, {places}?"):
        raise SiteError("Nothing was changed.")
    given = Withdrawal(reason=reason, instead=wish.instead)
    before = read_manifest(order.output) if order.output.is_dir() else None
    _edit(order, name, article, given)
    made, errors = _build(order, name, given, wish.targets, ask, say, desk=desk, article=article)
    manifest = read_manifest(order.output)
    assert manifest
    base_url = order.base_url or made.settings.base_url
    proof = _proved(order.output, manifest.files, made.hunts, base_url)
    changes: Changes = [] if wish.targets else [(before.files if before else {}, manifest.files)]
    reached = tuple(_reach(order, wish, made, target, changes, say) for target in _targets(made.settings, wish))
    return Withdrawn(
        path=f"{ARTICLES}{name}.md",
        title=made.article.title,
        address=f"{base_url}{made.hunts[0].notice.removesuffix('index.html')}",
        was=was,
        state=made.state,
        errors=errors,
        proof=proof,
        reached=reached,
        linked=_linked(made.built.problems, made.article),
        purge=_purge(changes, made.hunts, base_url),
        shared=made.hunts[0].shared,
        pictures=made.hunts[0].pictures,
        others=tuple(each.name for each in made.settings.targets if each.name not in wish.targets),
    )


# --- what is meant ----------------------------------------------------------------------------------------------------


def _name_of(root: Path, wanted: str) -> str:
    """Return the name of an article's file without its end. Raises SiteError, with the nearest ones, if there is none."""
    name = wanted.strip().rstrip("/").replace("\\", "/").rpartition("/")[2].removesuffix(".md")
    known = sorted(file.stem for file in (root / ARTICLES).glob("*.md"))
    if name in known:
        return name
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    near += [each for each in known if name and name in each and each not in near][:3]
    meant = nearest_id(name, known) or (f"the nearest are: {', '.join(near)}" if near else "content/articles/ shows what there is")
    raise SiteError(f"There is no article “{wanted}”; {meant}. Nothing was changed.")


def _desk(order: Order) -> Desk | None:
    """Return the site as it was read, or None if its settings can't be."""
    try:
        return Desk(order)
    except SiteError:
        return None


def _article(desk: Desk | None, name: str) -> Article | None:
    try:
        return desk.find(name) if desk else None
    except SiteError:
        return None


def _check(desk: Desk, article: Article | None, wish: Wish) -> None:
    """Raise SiteError for a place that site.yaml doesn't name, and for an article to read instead that readers don't get."""
    _targets(desk.site.settings, wish)
    if not wish.instead:
        return
    lang = article.lang if article else desk.site.settings.language
    public = [
        id_
        for (each, id_), other in sorted(desk.site.articles.items())
        if each == lang and other.status in ("in-review", "approved") and other != article
    ]
    if wish.instead not in public:
        near = nearest_id(wish.instead, public) or "leave --instead out if there is none"
        raise SiteError(f"Readers get no article “{wish.instead}” that they could read instead; {near}. Nothing was changed.")


def _targets(settings: Settings, wish: Wish) -> tuple[PublishTarget, ...]:
    return tuple(find_target(settings, each) for each in dict.fromkeys(wish.targets))


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# --- edit and build ---------------------------------------------------------------------------------------------------


def _edit(order: Order, name: str, article: Article | None, given: Withdrawal) -> None:
    """Write into the article's file that it is withdrawn, if it doesn't say so."""
    if article and article.status == "withdrawn":
        return
    path = f"{ARTICLES}{name}.md"
    try:
        content = (order.root / path).read_bytes()
    except OSError as error:
        raise SiteError(f"{path} can't be read: {error.strerror}. Nothing was changed.") from error
    made = mark_withdrawn(content, article, given, order.today) if article else mark_status(content, path)
    replace_file(order.root / path, made)


def _build(
    order: Order,
    name: str,
    given: Withdrawal,
    targets: tuple[str, ...],
    ask: Ask,
    say: Say,
    *,
    desk: Desk | None,
    article: Article | None,
) -> tuple[_Made, tuple[str, ...]]:
    """Build the folder as it is, or else the last state that can be built. Returns it, and what is wrong with the folder."""
    hunts: tuple[Hunt, ...] = ()
    if desk and article:
        hunts = (_hunt(order, desk, article, given),)
        built = build(order)
        if not built.stopped:
            origin = provenance_of(order)
            return _Made(article=article, settings=desk.site.settings, hunts=hunts, built=built, provenance=origin), ()
        errors = _told(built.problems)
    else:
        errors = _told(build(order, publish=False).problems)
    say(f"The site can't be built as it is: {len(errors)} errors, the first at {errors[0]}." if errors else "It can't be built.")
    for state in earlier_states(order.root, targets):
        made = _build_earlier(order, state, name, given, ask, hunts)
        if made is not None:
            return made, errors
    raise SiteError(
        f"{ARTICLES}{name}.md is marked as withdrawn, but readers still get the article: the site has errors, and no "
        f"earlier state is kept that could be built. Mend these, or move the files away, and run the same command again:\n  "
        + "\n  ".join(errors[:5])
    )


def _build_earlier(order: Order, state: State, name: str, given: Withdrawal, ask: Ask, hunts: tuple[Hunt, ...]) -> _Made | None:
    """Build a state that git has with the article withdrawn. None if it can't be built, or has no such article."""
    with _as_it_was(order, state) as then:
        desk = _desk(then) if then else None
        article = _article(desk, name)
        if then is None or desk is None or article is None:
            return None
        known = {id_ for lang, id_ in desk.site.articles if lang == article.lang}
        told = given if given.instead in known else structs.replace(given, instead="")
        _edit(then, name, article, told)
        if build(then, publish=False).stopped:
            return None
        if not ask(
            f"The state that can be published is {state.told}, without what was changed since. Take the article back there?"
        ):
            raise SiteError(
                f"{ARTICLES}{name}.md is marked as withdrawn, but nothing was published: readers still get the article."
            )
        both = (_hunt(then, desk, article, given), *hunts)
        built = build(then)
        origin = provenance_of(then)
        return _Made(article=article, settings=desk.site.settings, hunts=both, built=built, provenance=origin, state=state.told)


@contextmanager
def _as_it_was(order: Order, state: State) -> Iterator[Order | None]:
    with folder_of(state, order.root) as folder:
        yield structs.replace(order, root=folder, output=order.output.absolute()) if folder else None


def _hunt(order: Order, desk: Desk, article: Article, given: Withdrawal) -> Hunt:
    base_url = order.base_url or desk.site.settings.base_url
    return hunt_for(article, desk.site, scan(order.root), read_layers(order.root), base_url, given.reason)


def _told(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    errors = (each for each in problems if each.severity == "error")
    return tuple(f"{each.place.path}:{each.place.line}: {each.message} [{each.code}]" for each in errors)


def _linked(problems: tuple[Problem, ...], article: Article) -> tuple[str, ...]:
    """Return where other texts link to the article."""
    own = article.origin.path
    found = (each for each in problems if each.severity == "warning" and each.place.path != own and article.id in each.message)
    return tuple(f"{each.place.path}:{each.place.line}" for each in found)


# --- publish and prove ------------------------------------------------------------------------------------------------


def _reach(
    order: Order,
    wish: Wish,
    made: _Made,
    target: PublishTarget,
    changes: Changes,
    say: Say,
) -> Reached:
    """Publish to a place, read all that is there, and forget what was there before. One place that fails keeps no other."""
    base_url = order.base_url or made.settings.base_url
    place = Publication(target=target, root=order.root, base_url=base_url, grace=wish.grace)
    try:
        say(f"{target.name}: publishing.")
        shipped = publish_folder(place, order.output, say, extras={PROVENANCE: made.provenance})
        say(f"{target.name}: reading what is there now.")
        with TemporaryDirectory(prefix="wellread-") as scratch:
            paths = frozenset(fetch_published(place, Path(scratch)))
            manifest = read_manifest(order.output)
            files = {**(manifest.files if manifest else {}), PROVENANCE: file_hash(made.provenance)}
            after = {path: each for path, each in files.items() if path in paths}
            changes.append((shipped.before.files if shipped.before else {}, after))
            proof = _proved(Path(scratch), paths, made.hunts, base_url)
    except SiteError as error:
        return Reached(name=target.name, failure=str(error))
    try:
        return Reached(name=target.name, proof=proof, forgotten=forget_releases(place))
    except SiteError as error:
        failure = f"Readers don't get it any more, but what was published earlier is still kept and could be brought back: {error}"
        return Reached(name=target.name, proof=proof, failure=failure)


def _proved(folder: Path, paths: Collection[str], hunts: tuple[Hunt, ...], base_url: str) -> Proof:
    """Search for what the article says now, and, if an earlier state was published, for what it said then."""
    first, *more = (search(folder, paths, each, base_url) for each in hunts)
    for each in more:
        first = structs.replace(first, left={**each.left, **first.left})
    return first


def _purge(changes: Changes, hunts: tuple[Hunt, ...], base_url: str) -> tuple[str, ...]:
    """Return the address of every file whose bytes changed or went, and the article's own, which a cache may hold in any case. A
    page in a folder has two: with index.html and without."""
    paths = {hunts[0].notice, *hunts[0].old}
    for before, after in changes:
        paths |= {path for path in {*before, *after} if before and before.get(path) != after.get(path)}
    listed: set[str] = set()
    for path in paths:
        address = f"{base_url}{quote(path)}"
        listed |= {address, address.removesuffix("index.html")} if path.rpartition("/")[2] == "index.html" else {address}
    return tuple(sorted(listed))
