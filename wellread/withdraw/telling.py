"""What a withdrawal did, in words for whoever is on duty, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from wellread.withdraw.proof import Proof

if TYPE_CHECKING:
    from wellread.withdraw import Reached, Withdrawn

MOST_TOLD = 20


def tell_withdrawn(done: Withdrawn, output: str, purge_list: str) -> str:
    """Return what was done, what was found afterwards, and what there is to do by hand."""
    lines = [*_begin(done), *_told_proof(done.proof, output)]
    for each in done.reached:
        lines += _told_place(each)
    lines += _by_hand(done, purge_list)
    lines += ["", f"Addresses that a cache (CDN) in front of the site has to forget, also in {purge_list}:"]
    lines += [f"  {each}" for each in done.purge[:MOST_TOLD]]
    if len(done.purge) > MOST_TOLD:
        lines.append(f"  and {len(done.purge) - MOST_TOLD} more; if that is too many for it, have it forget everything")
    return "\n".join(lines)


def withdrawn_as_json(done: Withdrawn) -> str:
    document = {**msgspec.structs.asdict(done), "is_gone": done.is_gone}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _begin(done: Withdrawn) -> Iterator[str]:
    if done.was == "withdrawn":
        yield f"“{done.title}” was withdrawn already; its file was left as it is. It was built, and looked for, again."
    else:
        yield f"“{done.title}” is withdrawn: {done.path} says so now (its status was {done.was})."
    yield f"The notice stands at {done.address}"
    if done.state:
        yield (
            f"The folder as it is can't be built ({_count(len(done.errors), 'error')}), so what was built is {done.state}, with "
            "this withdrawal alone. Nothing else that was changed since is published."
        )


def _told_proof(proof: Proof, where: str) -> Iterator[str]:
    if proof.holds:
        yield f"{where}: no word of it is left. {proof.looked} files were opened and searched."
        return
    yield f"{where}: IT IS NOT GONE YET. {proof.looked} files were searched."
    yield from _few([f"  {path} still says “{words}”" for path, words in proof.left.items()])
    yield from _few([f"  {path} still belongs to it, or names it" for path in proof.named])
    yield from _few([f"  {path} is missing, so that its old address does not lead to the notice" for path in proof.lack])
    yield from _few([f"  {path} can't be opened, so it can't be told what it says" for path in proof.closed])
    yield "  What is there and not wellread's has to be deleted by hand; for the rest, run the same command again."


def _told_place(reached: Reached) -> Iterator[str]:
    if reached.proof:
        yield from _told_proof(reached.proof, reached.name)
    if reached.forgotten:
        yield f"{reached.name}: {_count(reached.forgotten, 'earlier publication')} forgotten, so that none can bring it back."
    if reached.failure:
        yield f"{reached.name}: {'' if reached.proof else 'READERS STILL GET THE ARTICLE, or may. '}{reached.failure}"


def _by_hand(done: Withdrawn, purge_list: str) -> Iterator[str]:
    steps: list[str] = []
    if not done.reached:
        named = f" (site.yaml names {', '.join(done.others)})" if done.others else ""
        steps.append(f"Nothing was published: readers still get the article. Run it again with --publish TARGET{named}.")
    elif done.others:
        steps.append(f"Is it elsewhere too? site.yaml also names {', '.join(done.others)}; --publish takes several names.")
    if any(not each.proof for each in done.reached):
        steps.append("Run the same command again for the places that were not reached.")
    steps.append(f"Commit and push {done.path} now: whoever publishes from another copy without it brings the article back.")
    steps.append(f"Have the cache in front of the site forget the addresses below ({purge_list}).")
    if done.shared:
        steps.append(f"Other texts say some of the same, word for word; look whether they are wrong too: {_named(done.shared)}.")
    if done.pictures:
        steps.append(f"Its pictures stay published while they are in static/; delete what is wrong: {_named(done.pictures)}.")
    if done.linked:
        steps.append(f"Links that lead to the notice now, to be changed in the morning: {_named(done.linked)}.")
    if done.errors:
        steps.append(f"The folder's own errors, to be mended by whoever made them: {_named(done.errors)}")
    yield ""
    yield "What is left to do by hand (docs/withdrawing.md says more):"
    yield from (f"  {number}. {each}" for number, each in enumerate(steps, 1))


def _few(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_TOLD
    return [*lines[:MOST_TOLD], f"  and {more} more"] if more > 0 else lines


def _named(things: tuple[str, ...]) -> str:
    more = len(things) - 5
    return ", ".join(things[:5]) + (f" and {more} more" if more > 0 else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
