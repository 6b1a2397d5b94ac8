"""What a publication did, or would do: in words, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from wellread.model import PublishTarget, Value
from wellread.publish.shipping import Shipped

MOST_TOLD = 40
BY_THEN = (
    "Mend them now, or revert the commit (git revert) and push; until then stop what publishes by itself (a timer, a workflow). "
    "The very same pages are refused without --yes; not so if anything else was changed in them since."
)


class Kept(Value, frozen=True, kw_only=True):
    """A release that is kept: its id, when it was published and by whom, and whether readers get it now."""

    id: str
    when: datetime
    who: str
    is_live: bool = False


def tell_shipped(shipped: Shipped, target: PublishTarget, *, dry_run: bool, back_to: Kept | None = None) -> str:
    """Return what was done, or would be, in words."""
    steps = shipped.steps
    new, gone = steps.new, _gone(shipped)
    lines = _listed(shipped) if dry_run else []
    would = "would be " if dry_run else ""
    moved = f"{len(new)} new, {len(steps.changed)} changed, {len(gone)} deleted, {steps.unchanged} unchanged"
    if back_to:
        lines.append(f"{target.name}: {'would be ' if dry_run else ''}taken back to {back_to.id}, published by {back_to.who}.")
    lines.append(f"{target.name}: {would}{moved}.")
    if shipped.refused:
        lines.append(f"It would be refused: {shipped.refused}")
    if steps.foreign:
        lines.append(f"{len(steps.foreign)} {'file there is' if len(steps.foreign) == 1 else 'files there are'} not ours and stay.")
    if not dry_run:
        lines.append("What is there now was compared with what was built: it is the same.")
        if back_to:
            lines.append(f"THE NEXT PUBLICATION FROM THE SAME SOURCES BRINGS BACK WHAT YOU TOOK BACK. {BY_THEN}")
        elif shipped.before is not None and not steps.is_nothing:
            lines.append(f"wellread publish {target.name} --rollback takes it back.")
    return "\n".join(lines)


def shipped_as_json(shipped: Shipped, target: PublishTarget, *, dry_run: bool, back_to: Kept | None = None) -> str:
    """Return the same as one JSON document."""
    steps = shipped.steps
    document = {
        "target": target.name,
        "dry_run": dry_run,
        "release": shipped.release,
        "back_to": back_to.id if back_to else "",
        "new": steps.new,
        "changed": steps.changed,
        "deleted": _gone(shipped),
        "pages_deleted": steps.pages_gone,
        "unchanged": steps.unchanged,
        "foreign": steps.foreign,
        "in_the_way": steps.in_the_way,
        "refused": shipped.refused,
    }
    return _json(document)


def tell_releases(kept: Iterable[Kept], target: PublishTarget) -> str:
    """Return a line for each release, the newest first."""
    lines = [f"{'*' if each.is_live else ' '} {each.id}  {each.when:%Y-%m-%d %H:%M} UTC  {each.who}" for each in kept]
    if not lines:
        return f"{target.name}: nothing is kept of earlier publications."
    return "\n".join((*lines, f"* is live; wellread publish {target.name} --rollback --to ID brings another one back."))


def releases_as_json(kept: Iterable[Kept], target: PublishTarget) -> str:
    return _json({"target": target.name, "releases": list(kept)})


def _listed(shipped: Shipped) -> list[str]:
    marked = [("+", path) for path in shipped.steps.new]
    marked += [("~", path) for path in shipped.steps.changed] + [("-", path) for path in _gone(shipped)]
    lines = [f"  {mark} {path}" for mark, path in marked[:MOST_TOLD]]
    return [*lines, f"  and {len(marked) - MOST_TOLD} more (--format json lists all)"] if len(marked) > MOST_TOLD else lines


def _gone(shipped: Shipped) -> tuple[str, ...]:
    """Return what is deleted for good: not what is taken away to be put there anew."""
    put_again = set(shipped.steps.uploaded)
    return tuple(sorted(path for path in (*shipped.steps.first, *shipped.steps.last) if path not in put_again))


def _json(document: object) -> str:
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()
