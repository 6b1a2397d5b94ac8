"""`wellread withdraw`: the emergency brake. An article is taken back where readers get it, and it is proved that it is gone.

withdraw(order, wish, …)    edits its file, builds, publishes, looks whether a word of it is left, and lists what caches must forget

wanted     what is meant by the words of the command
notice     the edit of its file
made       the site without it, built
earlier    the last states that git has, for when the folder as it is can't be built
proof      what is sought, and the search for it
documents  the words of published PDFs
purge      what caches must forget
unseen     whether readers ever had it
returning  whether a later publication would bring it back
telling    what was done, in words
command    the words of the command line

Somebody else's half-done work keeps nobody from braking: if the folder as it is can't be built, the last state that can be is
built with this one change, and published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import structs

from wellread.model import Article, PublishTarget, Value, Withdrawal
from wellread.pipeline import Order
from wellread.problems import Problem, SiteError
from wellread.provenance import PROVENANCE
from wellread.provenance.kept import keep_sources
from wellread.publish import Publication, fetch_published, forget_releases, publish_folder
from wellread.read import read_entry
from wellread.withdraw.earlier import uncommitted
from wellread.withdraw.made import THERE, Made, Pull, edit, foresee, make, tried_on_a_copy
from wellread.withdraw.proof import Hunt, Proof, search
from wellread.withdraw.purge import Changes, addresses_to_purge, list_of, remember, remembered
from wellread.withdraw.unseen import refuse_unseen
from wellread.withdraw.wanted import (
    Wish,
    article_of,
    check_wish,
    desk_of,
    name_of,
    one_line,
    targets_of,
    translations_of,
)
from wellread.write import check_folder, file_hash, read_manifest
from wellread.write.copies import is_copy

__all__ = ["Reached", "Wish", "Withdrawn", "withdraw"]

Ask = Callable[[str], bool]
Say = Callable[[str], None]


class Reached(Value, frozen=True, kw_only=True):
    """What became of it at one place: what was found there afterwards, how many earlier publications were forgotten, and, if it
    was not reached, why. `steps` is what there was to do: (new, changed, gone) files."""

    name: str
    proof: Proof | None = None
    forgotten: int = 0
    failure: str = ""
    steps: tuple[int, int, int] = (0, 0, 0)

    @property
    def is_gone(self) -> bool:
        return self.proof is not None and self.proof.holds and not self.failure


class Withdrawn(Value, frozen=True, kw_only=True):
    """What was done, or (`is_dry`) would be. `was` is the article's status before; `is_told` says whether the notice tells the
    reason; `state` is the earlier state that was built from ("" for the folder as it is), because of these `errors`, and `returns`
    what comes back by that; `proof` is about the output folder; `linked` are places that still link to the article, `purge` the
    addresses that a cache has to forget, `purge_list` the file that has them."""

    path: str
    title: str
    address: str
    was: str
    is_dry: bool
    is_told: bool
    state: str
    errors: tuple[str, ...]
    returns: tuple[str, ...]
    proof: Proof
    reached: tuple[Reached, ...]
    linked: tuple[str, ...]
    purge: tuple[str, ...]
    purge_list: str
    shared: tuple[str, ...]
    pictures: tuple[str, ...]
    translations: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def is_gone(self) -> bool:
        """In a dry run: whether it would be, as far as can be told."""
        if self.is_dry:
            return self.proof.holds and not any(each.failure for each in self.reached)
        return self.proof.holds and all(each.is_gone for each in self.reached)


def withdraw(order: Order, wish: Wish, ask: Ask, say: Say) -> Withdrawn:
    """Take an article back. `ask` is asked before anything is changed, and before an earlier state is published; in a dry run
    nobody is asked.

    Raises SiteError, and says what holds then: if there is no such article, or nothing that could be built.
    """
    order = structs.replace(order, strict=False, drafts=False, extras=True)  # no warning holds up the brake
    name = name_of(order.root, wish.article)
    try:
        check_folder(order.output, order.root)
    except SiteError as error:
        raise SiteError(f"{error} Nothing was changed.") from error
    desk = desk_of(order)
    article = article_of(desk, name)
    if desk:
        check_wish(desk, article, wish)
        if article:
            refuse_unseen(order, desk, article, wish)
    reason = one_line(wish.reason)
    if not reason:
        raise SiteError("Say why, in a sentence that readers can read on the notice: --reason “Its advice on … was wrong.”")
    given = Withdrawal(reason=reason, instead=wish.instead)
    if wish.dry_run:
        with tried_on_a_copy(order) as copy:
            return _withdraw(Pull(copy, order.root, wish, name, given, desk, article), order.output, _agreeing(say), say)
    pull = Pull(order, order.root, wish, name, given, desk, article)
    say_once = _once(say)
    foreseen = foresee(pull, say_once)
    if not ask(_question(pull, foreseen)):
        raise SiteError("Nothing was changed.")
    return _withdraw(pull, order.output, lambda question: question == foreseen or ask(question), say_once)


def _once(say: Say) -> Say:
    """Return what says a thing only the first time."""
    said: set[str] = set()

    def tell(words: str) -> None:
        if words not in said:
            said.add(words)
            say(words)

    return tell


def _agreeing(say: Say) -> Ask:
    """Return what answers yes in a dry run, and tells what would be asked."""

    def agree(question: str) -> bool:
        say(f"You would be asked: {question}")
        return True

    return agree


def _question(pull: Pull, foreseen: str) -> str:
    places = f"publish to {', '.join(pull.wish.targets)}" if pull.wish.targets else "publish nowhere yet"
    title = pull.article.title if pull.article else pull.name
    told = [f"Take “{title}” ({pull.path}) back, build the site, {places}?"]
    if pull.article and pull.article.status == "draft":
        told.append("It is a draft now: a notice tells its title to everybody.")
    if others := translations_of(pull.home, pull.name, pull.desk):
        told.append(f"It stays in other languages ({', '.join(others)}): take each back too if it says the same.")
    if foreseen:
        told.append(foreseen.removesuffix(THERE).strip())
    elif not pull.wish.only and (changed := uncommitted(pull.home, pull.path)):
        listed = f"{', '.join(changed[:5])}{f' and {len(changed) - 5} more' if len(changed) > 5 else ''}"
        told.append(f"What was changed and not committed goes out with it: {listed}. Say no, and add --only, to leave that out.")
    return " ".join(told[1:] + told[:1])


def _withdraw(pull: Pull, output: Path, ask: Ask, say: Say) -> Withdrawn:
    """Do it. `output` is the folder that holds the last build."""
    order, wish = pull.order, pull.wish
    before = read_manifest(output) if output.is_dir() else None
    edit(order, pull.name, pull.article, pull.given)
    made = make(pull, ask, say)
    manifest = read_manifest(order.output)
    assert manifest
    base_url = order.base_url or made.settings.base_url
    proof = _proved(order.output, manifest.files, made.hunts, base_url)
    changes: Changes = []
    purge_list = list_of(pull.path)
    places = [_place(pull, made, target) for target in targets_of(made.settings, wish)]
    looks = [_look(each, order.output, made, changes) for each in places]
    if len(changes) < max(len(places), 1):  # what there was at a place is not known: perhaps what was built before
        changes.append((before.files if before else {}, manifest.files))
    listed = addresses_to_purge(changes, made.hunts, base_url)
    if wish.dry_run:
        reached, listed = tuple(looks), tuple(sorted({*listed, *remembered(pull.home, purge_list)}))
    else:
        remember(pull.home, purge_list, listed)  # before anything is published: it may be cut short
        reached = tuple(_reach(each, order, made, changes, say) for each in places)
        listed = remember(pull.home, purge_list, addresses_to_purge(changes, made.hunts, base_url))
    return Withdrawn(
        path=pull.path,
        title=made.article.title,
        address=f"{base_url}{made.hunts[0].notice.removesuffix('index.html')}",
        was=pull.article.status if pull.article else "unreadable",
        is_dry=wish.dry_run,
        is_told=bool(made.state) or _tells(pull),
        state=made.state,
        errors=made.errors,
        returns=made.returns,
        proof=proof,
        reached=reached,
        linked=_linked(made.built.problems, made.article),
        purge=listed,
        purge_list=purge_list,
        shared=made.hunts[0].shared,
        pictures=made.hunts[0].pictures,
        translations=translations_of(pull.home, pull.name, pull.desk),
        others=tuple(each.name for each in made.settings.targets if each.name not in wish.targets),
    )


def _tells(pull: Pull) -> bool:
    """Say whether the article's file tells the reason that was given."""
    found = read_entry(pull.path, (pull.order.root / pull.path).read_bytes(), pull.article.lang if pull.article else "en").value
    return isinstance(found, Article) and found.withdrawn is not None and found.withdrawn.reason == pull.given.reason


def _linked(problems: tuple[Problem, ...], article: Article) -> tuple[str, ...]:
    """Return where other texts link to the article."""
    own = article.origin.path
    named = f"“{article.id}”"
    found = (each for each in problems if each.severity == "warning" and each.place.path != own and named in each.message)
    return tuple(f"{each.place.path}:{each.place.line}" for each in found)


# --- publish and prove ------------------------------------------------------------------------------------------------


def _place(pull: Pull, made: Made, target: PublishTarget) -> Publication:
    base_url = pull.order.base_url or made.settings.base_url
    return Publication(target=target, root=pull.home, base_url=base_url, title=made.settings.title, grace=pull.wish.grace)


def _extras(made: Made) -> Mapping[str, bytes]:
    return {PROVENANCE: made.provenance} if made.provenance else {}


def _look(place: Publication, output: Path, made: Made, changes: Changes) -> Reached:
    """Look what there is to do at a place, and note what will change there. A place that can't be reached is told of later."""
    name = place.target.name
    try:
        shipped = publish_folder(structs.replace(place, dry_run=True), output, lambda _: None, extras=_extras(made))
    except SiteError as error:
        return Reached(name=name, failure=str(error))
    _note(changes, shipped.before.files if shipped.before else {}, output, made)
    steps = shipped.steps
    gone = {*steps.first, *steps.last} - {*steps.uploaded}
    return Reached(name=name, failure=shipped.refused, steps=(len(steps.new), len(steps.changed), len(gone)))


def _note(changes: Changes, before: Mapping[str, str], output: Path, made: Made) -> None:
    """Note what changes at a place. Compressed copies count only where there are some: most hosts make their own."""
    manifest = read_manifest(output)
    files = manifest.files if manifest else {}
    after = {path: each for path, each in files.items() if path in before or not is_copy(path, files)}
    changes.append((before, after | {name: file_hash(content) for name, content in _extras(made).items()}))


def _reach(place: Publication, order: Order, made: Made, changes: Changes, say: Say) -> Reached:
    """Publish to a place, read all that is there, and forget what was there before. One place that fails keeps no other."""
    name = place.target.name
    try:
        say(f"{name}: publishing.")
        shipped = publish_folder(place, order.output, say, extras=_extras(made))
        _note(changes, shipped.before.files if shipped.before else {}, order.output, made)
        say(f"{name}: reading what is there now.")
        with _fetched(place) as (folder, paths):
            proof = _proved(folder, paths, made.hunts, place.base_url)
    except SiteError as error:
        return Reached(name=name, failure=str(error))
    try:
        forgotten = forget_releases(place)
    except SiteError as error:
        failure = f"Readers don't get it any more, but what was published earlier is still kept and could be brought back: {error}"
        return Reached(name=name, proof=proof, failure=failure)
    if not made.state:
        try:
            keep_sources(place.root, name)
        except SiteError as error:
            say(str(error))
    return Reached(name=name, proof=proof, forgotten=forgotten)


@contextmanager
def _fetched(place: Publication) -> Iterator[tuple[Path, frozenset[str]]]:
    with TemporaryDirectory(prefix="wellread-") as scratch:
        yield Path(scratch), frozenset(fetch_published(place, Path(scratch)))


def _proved(folder: Path, paths: Collection[str], hunts: tuple[Hunt, ...], base_url: str) -> Proof:
    """Search for what the article says now, and, if an earlier state was published, for what it said then."""
    first, *more = (search(folder, paths, each, base_url) for each in hunts)
    for each in more:
        first = structs.replace(first, left={**each.left, **first.left}, sought=first.sought + each.sought)
    return first
