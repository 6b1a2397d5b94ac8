"""`wellread import`: a folder of Markdown → drafts in a site, pictures, sources, and the report of what was done.

All is made before anything is written. Nothing that is there is changed but the ends of two lists. A second run finds nothing more
to do."""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from wellread.check.rules.address_taken import always_taken, claims_of, normal_address
from wellread.importing.addresses import Named, find_places
from wellread.importing.drafts import NOTES, ORIGIN, draft_of
from wellread.importing.pictures import Files
from wellread.importing.references import References
from wellread.importing.report import Report, known_from, to_json, to_markdown
from wellread.importing.survey import LARGEST, Survey, shown, survey
from wellread.importing.text import Setting
from wellread.importing.wanted import wanted_of
from wellread.model import Key, Site
from wellread.new.files import replace, write_new
from wellread.new.layouts import lay_out_record, written
from wellread.new.references import LIST
from wellread.new.registry import EMPTY_LIST, with_records
from wellread.problems import SiteError
from wellread.read import Scan, read_site, scan
from wellread.read.names import proper_id

FOLDER = "imported"
TOPICS = "content/topics.yaml"
FIRST_LINE = re.compile(rf"\A---\n{re.escape(ORIGIN)}(.+){re.escape(NOTES)}\n")
ARTICLE = re.compile(r"content/articles/([a-z0-9-]+)(?:\.([A-Za-z-]+))?\.md")
MOST_NAMED = 8


class Earlier(NamedTuple):
    """What earlier imports did: what each text is called here, the texts of which a report tells, and those that have changed in
    the folder since."""

    names: Mapping[str, Named]
    told: frozenset[str]
    changed: tuple[str, ...]


class Plan(NamedTuple):
    """All that an import writes: new files by their path in the site, and what the lists in content/ hold before and after."""

    report: Report
    files: Mapping[str, bytes]
    lists: Mapping[str, tuple[bytes | None, bytes]]


def import_folder(chosen: argparse.Namespace, today: date) -> str:
    """Import what the command line names, and return what to tell. Raises SiteError; then nothing was written, or the same command
    goes on where it stopped."""
    root: Path = chosen.to
    if not (root / "site.yaml").is_file():
        raise SiteError(f"{root} holds no site.yaml, so it is no site. Name a site with --to, or start one: wellread init {root}")
    folder = chosen.folder.resolve()
    if folder == root.resolve() or folder.is_relative_to(root.resolve() / "content"):
        raise SiteError(f"{chosen.folder} is the site itself. Name the folder of the other site; nothing was written.")
    found = survey(chosen.folder, chosen.generator, root)
    seen = scan(root)
    site, _ = read_site(seen)
    if site is None:
        raise SiteError("site.yaml can't be read, so nothing was imported. See what is wrong with it: wellread check")
    earlier = _earlier(found, seen, root)
    plan = _planned(found, site, root, earlier, today)
    if not plan.report.drafts:
        return _nothing_new(found, earlier)
    lists = {path: after for path, (_, after) in plan.lists.items()}
    wanted = wanted_of(root, plan.files, lists, today)
    if chosen.dry_run:
        return "\n".join((*_told(plan, earlier, is_done=False), wanted, "", to_markdown(plan.report))).rstrip()
    name = _write(plan, root)
    notes = sum(len(draft.notes) for draft in plan.report.drafts)
    read_it = f"{name} says what was done with everything else ({notes} notes): read it before you publish one of them."
    return "\n".join((*_told(plan, earlier, is_done=True), read_it, wanted)).rstrip()


# --- what was imported before -----------------------------------------------------------------------------------------


def _earlier(found: Survey, seen: Scan, root: Path) -> Earlier:
    names: dict[str, Named] = {}
    hashes: dict[str, str] = {}
    reports = sorted((root / FOLDER).glob("*.json")) if (root / FOLDER).is_dir() else []
    for file in reports:
        if file.stat().st_size <= 400 * LARGEST:
            for path, (target, digest) in known_from(file.read_text("utf-8", errors="replace"), _name_of(found.root)).items():
                if named := _named(target):
                    names[path], hashes[path] = named, digest
    told = frozenset(names)
    for target, content in seen.files.items():
        marked = FIRST_LINE.match(content[:2000].decode("utf-8", errors="replace"))
        named = _named(target)
        if marked and named:
            names.setdefault(marked[1], named)
    texts = {text.path: text.text for text in found.originals}
    changed = tuple(path for path in told if path in texts and _hash(texts[path]) != hashes[path])
    return Earlier({path: named for path, named in names.items() if path in texts}, told, tuple(sorted(changed)))


def _named(target: str) -> Named | None:
    parts = ARTICLE.fullmatch(target)
    return Named(parts[2] or "", parts[1]) if parts else None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _name_of(folder: Path) -> str:
    return shown(folder.resolve().name) or "folder"


# --- what is to be done -----------------------------------------------------------------------------------------------


def _planned(found: Survey, site: Site, root: Path, earlier: Earlier, today: date) -> Plan:
    taken: frozenset[Key] = frozenset(site.articles) | {(lang, id_) for kind, lang, id_ in site.unread if kind == "article"}
    places = find_places(found, site.settings.language, taken, earlier.names, _held(site, earlier))
    references, files = References(site.sources), Files(found, root)
    setting = Setting(found, places, files, _includes(found))
    drafts = tuple(draft_of(text, site, setting, references, today) for text in found.originals if text.path not in earlier.told)
    made = {path: content for path, content in sorted(files.taken.items()) if not (root / path).exists()}
    made |= {draft.named.target: draft.content.encode() for draft in drafts if not (root / draft.named.target).exists()}
    report = Report(
        folder=_name_of(found.root),
        generator=found.generator,
        drafts=drafts,
        hashes={text.path: _hash(text.text) for text in found.originals},
        others={path: why for path, why in found.others.items() if path not in files.used},
        copied=tuple(sorted(files.taken)),
        sources=tuple(references.new),
        topics=references.topics,
    )
    lists = {LIST: _with_sources(root, references), TOPICS: _with_topics(root, references)}
    return Plan(report, made, {path: both for path, both in lists.items() if both[0] != both[1]})


def _held(site: Site, earlier: Earlier) -> dict[str, str]:
    """Return the addresses that the site has, and what has each; not those of drafts that an import which was cut off wrote."""
    again = {named.target for path, named in earlier.names.items() if path not in earlier.told}
    held = dict.fromkeys(always_taken(site), "a part that every site has")
    for address, place, _ in claims_of(site):
        if place.path not in again:
            held.setdefault(normal_address(address), place.path)
    return held


def _includes(found: Survey) -> dict[str, str]:
    """Return the texts of the files that Jekyll's texts can include, by name."""
    folder = found.root / "_includes"
    made: dict[str, str] = {}
    for path in sorted(found.files):
        if path.startswith("_includes/") and (folder.parent / path).stat().st_size <= LARGEST // 10:
            content = (folder.parent / path).read_bytes()
            made[path.removeprefix("_includes/")] = content.decode("utf-8", errors="replace").replace("\r\n", "\n")
    return made


# --- doing it ---------------------------------------------------------------------------------------------------------


def _write(plan: Plan, root: Path) -> str:
    """Write everything, the report last: what it doesn't tell of is found and finished by the next run. Return its name."""
    for path, (before, after) in plan.lists.items():
        write_new(root / path, after, path) if before is None else replace(root / path, before, after, path)
    for path, content in plan.files.items():
        write_new(root / path, content, path)
    stem = proper_id(plan.report.folder) or "folder"
    number = next(n for n in range(1, 10**6) if not (root / FOLDER / f"{stem}{_numbered(n)}.json").exists())
    name = f"{FOLDER}/{stem}{_numbered(number)}"
    page = root / f"{name}.md"
    if not page.exists():
        write_new(page, to_markdown(plan.report).encode(), f"{name}.md")
    write_new(root / f"{name}.json", to_json(plan.report).encode(), f"{name}.json")
    return f"{name}.md"


def _numbered(number: int) -> str:
    return f"-{number}" if number > 1 else ""


def _with_sources(root: Path, references: References) -> tuple[bytes | None, bytes]:
    """Return the list of sources as it is (None: there is none), and with the new ones at its end."""
    before = _bytes_of(root / LIST)
    records = [lay_out_record(each) for each in references.new.values()]
    return before, with_records(before, LIST, records) if records else before or b""


def _with_topics(root: Path, references: References) -> tuple[bytes | None, bytes]:
    """Return the list of topics as it is, and with new ones at its end, as notes: only a person can say what belongs to each."""
    before = _bytes_of(root / TOPICS)
    new = {id_: name for id_, name in references.topics.items() if f"# - id: {id_}\n".encode() not in (before or b"")}
    if not new or not before:
        return before, before or b""
    also = " Take the [] away too." if EMPTY_LIST.search(before) else ""
    lines = [f"# Imported. Say what belongs to each, and take the “# ” away in front of its three lines.{also}"]
    for id_, name in new.items():
        lines += [f"# - id: {id_}", f"#   {written('name', name)}", "#   description:"]
    end = b"" if before.endswith(b"\n") else b"\n"
    return before, before + end + ("\n".join(lines) + "\n").encode()


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


# --- what is told -----------------------------------------------------------------------------------------------------


def _nothing_new(found: Survey, earlier: Earlier) -> str:
    count = len(found.originals)
    told = f"Nothing to import: {'the text was' if count == 1 else f'all {count} texts were'} imported earlier; see {FOLDER}/."
    return "\n".join((told, *_changed(earlier)))


def _changed(earlier: Earlier) -> list[str]:
    if not earlier.changed:
        return []
    return [f"Changed in the folder since they were imported, and not imported again: {_few(earlier.changed)}."]


def _told(plan: Plan, earlier: Earlier, *, is_done: bool) -> list[str]:
    report = plan.report
    count = len(report.drafts)
    begin = "Imported" if is_done else "Nothing was written. This would import"
    names = [draft.named.target.removeprefix("content/articles/") for draft in report.drafts]
    lines = [f"{begin} {count} text{'s' if count != 1 else ''} from {report.folder} ({report.generator}) as drafts: {_few(names)}."]
    if report.copied:
        files = f"{len(report.copied)} file{'s' if len(report.copied) != 1 else ''}"
        lines.append(f"Copied: {files} into static/, all of which is published, drafts or not: look at them first.")
    if report.sources:
        lines.append(f"Added to {LIST}: {len(report.sources)}.")
    if report.topics:
        lines.append(f"Topics that are not in {TOPICS} yet: {_few(tuple(report.topics))}. They stand at its end as notes.")
    left = [path for path, reason in report.others.items() if reason.startswith("not imported")]
    if left:
        lines.append(f"Not imported: {_few(left)}. The report says why.")
    return [*lines, *_changed(earlier)]


def _few(names: tuple[str, ...] | list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"
