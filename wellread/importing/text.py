"""The whole way of a body: other generators' tags, HTML, headings, links and pictures → Markdown as it is written here."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

import pyromark

from wellread.importing.addresses import Places, in_folder, is_text
from wellread.importing.dialects import with_characters, with_terms, without_dialect
from wellread.importing.keys import plain
from wellread.importing.markup import Markup
from wellread.importing.notes import Notebook
from wellread.importing.pictures import Files
from wellread.importing.survey import Original, Survey
from wellread.importing.tags import FILE, Around, without_tags
from wellread.read.names import is_id, proper_id

OURS = re.compile("[\U000f0000-\U000f0007]")
CODE = "\U000f0000{}\U000f0001"
KEPT = re.compile("\U000f0000([0-9]+)\U000f0001")
"""Where a piece of code stood, which nothing is to change."""
JUMP = re.compile("\U000f0002([^\U000f0003\n]*)\U000f0003")
OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_GFM
HEADING_ID = re.compile(r"[ \t]*\{#([^{}\s]*)\}[ \t]*$")
ADDRESS = r"\(\s*(<[^<>\n]*>|(?:[^()\s<>]|\([^()\s]*\))+)((?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\))"
PICTURE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]" + ADDRESS)
LINK = re.compile(r"\]" + ADDRESS)
DEFINED = re.compile(r"^( {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*)(<[^<>\n]*>|\S+)", re.MULTILINE)
ELSEWHERE = re.compile(r"(?:mailto|tel|article|term|symptom|topic|page|list|cite):|#", re.IGNORECASE)
"""What an address begins with that is not for us to change."""


class Body(NamedTuple):
    """A body as it is written here, and the title that stood in it ("" if it had none of its own)."""

    markdown: str
    title: str


class Setting(NamedTuple):
    """What a body's addresses are read against, and what its tags may ask for."""

    survey: Survey
    places: Places
    files: Files
    includes: dict[str, str]


def body_of(text: Original, title: str, below: str, setting: Setting, notebook: Notebook) -> Body:
    """Return a text's body as it is written here. `title` is what its front matter calls it; `below` is put at its end."""
    source = OURS.sub("", text.front.body)
    made = without_tags(source, Around(title, setting.includes, setting.files.used), notebook)
    code: list[str] = []
    if not text.is_html:
        made = _without_code(with_terms(made, notebook), code)
        made = without_dialect(made, lambda part: OURS.sub("", _restored(part, code)), notebook)
    made = Markup(made, notebook).markdown()
    made = _tidy(with_characters(made))
    made, found, ids = _headings(made, title, notebook)
    made = _tidy(f"{made}\n{below}" if below else made)
    made = Addresses(text, setting, ids, notebook).mended(made)
    own = OURS.sub("", _restored(found, code)).replace("`", "").replace("*", "")
    return Body(_restored(made, code).replace(FILE, ""), plain(own))


def _without_code(text: str, code: list[str]) -> str:
    """Return a text with a sign in the place of each piece of code, which goes to `code`: nothing in it is changed."""
    source = text.encode()
    parts: list[bytes] = []
    at = 0
    for event, where in pyromark.events_with_range(text, options=OPTIONS):
        start, end = where["start"], where["end"]
        is_block = isinstance(event, dict) and "CodeBlock" in str(event.get("Start", ""))
        is_code = is_block or (isinstance(event, dict) and "Code" in event)
        if not is_code or start < at:
            continue
        if is_block and "Indented" in str(event) and source[start:end].lstrip()[:1] == b"<":
            continue  # HTML that was indented for its looks
        ends_line = source[start:end].endswith(b"\n")
        code.append(source[start:end].decode().removesuffix("\n" if ends_line else ""))
        parts += [source[at:start], CODE.format(len(code) - 1).encode(), b"\n" if ends_line else b""]
        at = end
    return (b"".join(parts) + source[at:]).decode()


def _restored(text: str, code: list[str]) -> str:
    for _ in range(2):  # a piece of code can stand in the text of a box
        text = KEPT.sub(lambda kept: code[int(kept[1])] if int(kept[1]) < len(code) else "", text)
    return text


def _tidy(text: str) -> str:
    """Return a text without lines of blanks, and with one empty line where there were several."""
    text = re.sub(r"^[ \t]+$|(?<=\S) $", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


# --- headings ---------------------------------------------------------------------------------------------------------


class Heading(NamedTuple):
    start: int
    end: int
    level: int
    words: str
    own_id: str


def _headings(text: str, title: str, notebook: Notebook) -> tuple[str, str, dict[str, str]]:
    """Return a text whose headings begin with the second level, the title that stood in it, and the new name of each id."""
    headings = _found(text)
    source = text.encode()
    ids: dict[str, str] = {}
    used: set[str] = set()
    found = ""
    if headings and headings[0].level == 1 and (not title or _same(headings[0].words, title)):
        found = headings[0].words
        notebook.note(KEPT.sub("", found), "the title")
    rest = headings[1:] if found else headings
    highest = min((each.level for each in rest), default=2)
    moved = 2 - highest
    if moved and rest:
        notebook.note(rest[0].words, f"headings: from level {highest} on, now from level 2 on", notebook.line_of(rest[0].words))
    parts: list[str] = []
    at = 0
    for number, each in enumerate(headings):
        before = source[at : each.start].decode()
        jumps = list(JUMP.finditer(before))
        is_jumped_to = bool(jumps) and not before[jumps[-1].end() :].strip()
        wanted = each.own_id or (jumps[-1][1] if is_jumped_to else "")
        if is_jumped_to:
            before = before[: jumps[-1].start()] + before[jumps[-1].end() :]
        parts.append(before)
        at = each.end
        if number == 0 and found:
            continue
        id_ = wanted if is_id(wanted) else proper_id(wanted)
        shown = f" {{#{id_}}}" if id_ and id_ not in used else ""
        used.add(id_)
        if wanted and id_:
            ids[wanted] = id_
        parts.append(f"\n{'#' * min(max(each.level + moved, 2), 6)} {each.words}{shown}\n")
    made = "".join(parts) + source[at:].decode()
    for jump in JUMP.findall(made):
        notebook.note(jump, "something to jump to, without a heading right behind it: taken out")
    return JUMP.sub("", made), found, ids


def _found(text: str) -> list[Heading]:
    source = text.encode()
    made: list[Heading] = []
    for event, where in pyromark.events_with_range(text, options=OPTIONS):
        start = event.get("Start") if isinstance(event, dict) else None
        if not isinstance(start, dict) or "Heading" not in start:
            continue
        if source[: where["start"]].rpartition(b"\n")[2].strip():
            continue  # in a list or a quote: it stays as it is
        raw = source[where["start"] : where["end"]].decode()
        words = " ".join(JUMP.sub("", _words_of(raw.strip())).split())
        own = HEADING_ID.search(words)
        inner = JUMP.search(raw)
        own_id = own[1] if own else inner[1] if inner else ""
        made.append(
            Heading(where["start"], where["end"], int(str(start["Heading"]["level"])[1:]), HEADING_ID.sub("", words), own_id)
        )
    return made


def _words_of(heading: str) -> str:
    """Return a heading without the signs that make it one, before it or on the line below."""
    if heading.startswith("#"):
        return re.sub(r"(?:^#+[ \t]*|[ \t]+#+[ \t]*$)", "", heading)
    return " ".join(heading.split("\n")[:-1])


def _same(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


# --- links and pictures -----------------------------------------------------------------------------------------------


class Addresses:
    """Mends the addresses of one text. Lives for one text."""

    def __init__(self, text: Original, setting: Setting, ids: dict[str, str], notebook: Notebook) -> None:
        self.text = text
        self.survey, self.places, self.files = setting.survey, setting.places, setting.files
        self.ids = ids
        self.notebook = notebook

    def mended(self, text: str) -> str:
        """Return a text whose links and pictures lead to where things are now."""
        text = PICTURE.sub(self._picture, text)
        text = LINK.sub(lambda found: f"]({self._link(found[1])}{found[2]}", text)
        return DEFINED.sub(lambda found: f"{found[1]}{self._link(found[2])}", text)

    def _picture(self, found: re.Match[str]) -> str:
        address = found[2].strip("<>")
        file = self.files.find(self._own(address), self.text.path)
        new = self.files.take(file) if file else None
        if new:
            self.notebook.note(address, "copied")
            return f"![{found[1]}]({new}{found[3]}"
        if address.startswith("/static/"):
            return found[0]
        reason = "can't be copied: too large, or a drawing that could run something" if file else "isn't in the folder"
        if not file and re.match(r"(?:https?:)?//|data:", address):
            reason = "is on another site; pages here show only their own: put it into static/img/, if you may"
        self.notebook.note(found[0], f"the picture {reason}")
        return found[0]

    def _own(self, address: str) -> str:
        """Return an address of the other site from its root on."""
        base = self.survey.base_url
        return address.removeprefix(base) or "/" if base and address.startswith(base) else address

    def _link(self, written: str) -> str:
        """Return the address to write instead of one."""
        address = written.strip("<>").strip()
        if address.startswith("#"):
            wanted = self.ids.get(address[1:], address[1:])
            return f"#{wanted}"
        if ELSEWHERE.match(address) or address.startswith("/static/"):
            return written
        own = self._own(address)
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", own) and not own.startswith(FILE):
            if not own.startswith(("http:", "https:", "//")):
                self.notebook.note(written, "an address of a kind that is no link here")
            return written
        path, _, fragment = own.removeprefix(FILE).partition("#")
        target = self._target(path, is_file=own.startswith(FILE))
        if target:
            self.notebook.note(address.removeprefix(FILE), "a link to what is an article here now")
            if target == self.text.path and fragment:
                return f"#{self.ids.get(fragment, fragment)}"
            named = self.places.names[target]
            return f"article:{named.id}{f'#{proper_id(fragment)}' if fragment else ''}"
        file = self.files.find(path, self.text.path)
        new = self.files.take(file) if file else None
        if new:
            self.notebook.note(address, "copied")
            return f"{new}{f'#{fragment}' if fragment else ''}"
        if own.startswith(FILE):
            self.notebook.note(own.removeprefix(FILE), "a link to a text that wasn't imported: it leads nowhere")
            return own.removeprefix(FILE)
        self.notebook.note(written, "a link to something that wasn't imported: it was left as it is")
        return written

    def _target(self, path: str, *, is_file: bool) -> str:
        """Return the text of the folder that an address leads to, or ""."""
        if not path:
            return self.text.path
        folder = posixpath.dirname(self.text.path)
        files = self.places.names
        candidates = [path.lstrip("/"), f"{self.survey.content}{path.lstrip('/')}"]
        if not path.startswith("/"):
            candidates.insert(0, in_folder(folder, path) or "")
        for each in candidates:
            for name in (each, f"{each}.md", f"{each.rstrip('/')}/index.md", f"{each.rstrip('/')}/_index.md"):
                if name in files and (is_file or is_text(name)):
                    return name
        if is_file:
            ends = [each for each in files if re.search(rf"(?:^|/){re.escape(path.strip('/'))}(?:\.\w+)?$", each)]
            return ends[0] if len(ends) == 1 else ""
        address = path.removeprefix(self.survey.base_path) if path.startswith("/") else self._beside(path)
        return self.places.find(address) if address.strip("/") or path == "/" else ""

    def _beside(self, path: str) -> str:
        main = self.places.main[self.text.path]
        return posixpath.normpath(posixpath.join(main if main.endswith("/") else posixpath.dirname(main), path))
