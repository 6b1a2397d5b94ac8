"""What a withdrawal did, or would do, in words for whoever is on duty, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from wellread.withdraw.proof import Proof

if TYPE_CHECKING:
    from wellread.withdraw import Reached, Withdrawn

MOST_TOLD = 20


def tell_withdrawn(done: Withdrawn, output: str, guide: str = "wellread withdraw --help") -> str:
    """Return what was done, what was found afterwards, and what there is to do by hand, and where more of it stands."""
    lines = [*_begin(done), *_told_proof(done.proof, "What would be published" if done.is_dry else output)]
    for each in done.reached:
        lines += _told_look(each) if done.is_dry else _told_place(each)
    lines += _by_hand(done, guide)
    kept = "" if done.is_dry else f", also in {done.purge_list}"
    lines += ["", f"Addresses that a cache (CDN) in front of the site {'would have' if done.is_dry else 'has'} to forget{kept}:"]
    lines += [f"  {each}" for each in done.purge[:MOST_TOLD]]
    if len(done.purge) > MOST_TOLD:
        lines.append(f"  and {len(done.purge) - MOST_TOLD} more; if that is too many for it, have it forget everything")
    return "\n".join(lines)


def withdrawn_as_json(done: Withdrawn) -> str:
    document = {**msgspec.structs.asdict(done), "is_gone": done.is_gone}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _begin(done: Withdrawn) -> Iterator[str]:
    if done.is_dry:
        yield "Nothing was changed. This is what would be done:"
        yield f"“{done.title}” would be taken back ({done.path}; its status is {done.was})."
        yield f"The notice would stand at {done.address}"
    elif done.was == "withdrawn":
        yield f"“{done.title}” was withdrawn already; its file was left as it is. It was built, and looked for, again."
        yield f"The notice stands at {done.address}"
    else:
        yield f"“{done.title}” is withdrawn: {done.path} says so now (its status was {done.was})."
        yield f"The notice stands at {done.address}"
    if not done.is_told:
        yield "  It does not give the reason that you gave: the file has another one, or a form to which none could be added."
    if done.state:
        why = f"The folder as it is can't be built ({_count(len(done.errors), 'error')}), so w" if done.errors else "W"
        what = "would be built" if done.is_dry else "was built"
        yield f"{why}hat {what} is {done.state}, with this withdrawal alone. Nothing else that was changed since is published."
    if done.returns:
        yield f"  With it readers get again what the folder keeps from them: {_named(done.returns)}."


def _told_proof(proof: Proof, where: str) -> Iterator[str]:
    if proof.holds:
        yield f"{where}: no word of it is left. {_count(proof.looked, 'file')} were opened and searched."
    elif not proof.sought:
        yield f"{where}: IT IS NOT KNOWN whether it is gone: no six words in a row are its own alone, so none could be sought."
    else:
        yield f"{where}: IT IS NOT GONE YET. {_count(proof.looked, 'file')} were searched."
    yield from _few([f"  {path} still says “{words}”" for path, words in proof.left.items()])
    yield from _few([f"  {path} still belongs to it, or names it" for path in proof.named])
    yield from _few([f"  {path} is missing, so that its old address does not lead to the notice" for path in proof.lack])
    yield from _few([f"  {path} can't be opened, so it can't be told what it says" for path in proof.closed])
    if proof.left or proof.named or proof.lack or proof.closed:
        yield "  What is there and not wellread's has to be deleted by hand; for the rest, run the same command again."
    if proof.unread:
        yield f"  Not searched, because their words can't be read here; open them: {_named(proof.unread)}"


def _told_place(reached: Reached) -> Iterator[str]:
    if reached.proof:
        yield from _told_proof(reached.proof, reached.name)
    if reached.forgotten:
        yield f"{reached.name}: {_count(reached.forgotten, 'earlier publication')} forgotten, so that none can bring it back."
    if reached.failure:
        yield f"{reached.name}: {'' if reached.proof else 'READERS STILL GET THE ARTICLE, or may. '}{reached.failure}"


def _told_look(reached: Reached) -> Iterator[str]:
    if reached.failure:
        yield f"{reached.name}: READERS WOULD STILL GET THE ARTICLE, or might. {reached.failure}"
    else:
        new, changed, gone = reached.steps
        told = f"{_count(new, 'file')} would come, {changed} be replaced, {gone} go"
        yield f"{reached.name}: {told}; earlier publications would be forgotten."


def _by_hand(done: Withdrawn, guide: str) -> Iterator[str]:
    steps: list[str] = []
    if not done.reached:
        named = f" (site.yaml names {', '.join(done.others)})" if done.others else ""
        pushed = "If your site is published whenever somebody pushes, the commit below takes it back."
        steps.append(f"Nothing was published: readers still get the article. Run it again with --publish TARGET{named}. {pushed}")
    elif done.others:
        steps.append(f"Is it elsewhere too? site.yaml also names {', '.join(done.others)}; --publish takes several names.")
    if missed := [each.name for each in done.reached if not each.proof and not done.is_dry]:
        steps.append(
            f"Mend what is said above of {_named(tuple(missed))}; where it asks for --yes, look, and then: wellread publish "
            f"{missed[0]} --as-built --yes. Then run the same command again."
        )
    if done.translations:
        ways = ", ".join(f"wellread withdraw {each}" for each in done.translations)
        steps.append(f"READERS STILL GET IT IN OTHER LANGUAGES. If these say the same, take each back too: {ways}.")
    steps.append(f"Commit and push {done.path} now: whoever publishes from another copy without it brings the article back.")
    kept = "" if done.is_dry else f" ({done.purge_list})"
    steps.append(f"Have the cache in front of the site forget the addresses below{kept}.")
    if done.shared:
        steps.append(f"Other texts say some of the same, word for word; look whether they are wrong too: {_named(done.shared)}.")
    if done.pictures:
        steps.append(f"Its pictures stay published while they are in static/; delete what is wrong: {_named(done.pictures)}.")
    if done.linked:
        steps.append(f"Links that lead to the notice now, to be changed in the morning: {_named(done.linked)}.")
    if done.errors:
        steps.append(f"The folder's own errors, to be mended by whoever made them: {_named(done.errors)}")
    yield ""
    yield f"What {'would be' if done.is_dry else 'is'} left to do by hand ({guide} says more):"
    yield from (f"  {number}. {each}" for number, each in enumerate(steps, 1))


def _few(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_TOLD
    return [*lines[:MOST_TOLD], f"  and {more} more"] if more > 0 else lines


def _named(things: tuple[str, ...]) -> str:
    more = len(things) - 5
    return ", ".join(things[:5]) + (f" and {more} more" if more > 0 else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
