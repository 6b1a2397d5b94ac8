"""What generators put into texts beside Markdown: Hugo's shortcodes, Liquid, kramdown's attributes → Markdown, where it is plain.

A tag that means something only to its generator is taken out and noted, and the text between a pair of them stays. An address that
a tag looks up becomes the file's path behind FILE, which the links' own step understands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wellread.importing.boxes import given, with_boxes
from wellread.importing.notes import Notebook

SHORTCODE = re.compile(
    r"\{\{(?P<sign>[<%])(?P<inside>(?:[^{}\"`]|\"(?:[^\"\\]|\\.){0,2000}\"|`[^`]{0,2000}`|\{(?!\{)|\}(?!\})){0,2000}?)[>%]\}\}"
)
ESCAPED = re.compile(r"\{\{([<%])/\*(.{0,2000}?)\*/([>%])\}\}", re.DOTALL)
LIQUID = re.compile(r"\{%-?\s*(?P<name>[a-z_]+)\b(?P<rest>[^%]{0,2000}?)-?%\}")
OUTPUT = re.compile(r"\{\{-?\s*(?P<inside>[^{}<%][^{}]{0,1000}?)\s*-?\}\}")
GIVEN_OUT = re.compile(r"\{\{-?\s*include\.([A-Za-z_-]+)\s*-?\}\}")
RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.{0,20000}?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.{0,20000}?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
LIQUID_CODE = re.compile(r"\{%-?\s*highlight\s+([\w+-]*)[^%]*%\}\n?(.{0,20000}?)\n?\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
HUGO_CODE = re.compile(
    r"\{\{[<%]\s*highlight\s+\"?([\w+-]*)\"?[^{}]*[>%]\}\}\n?(.{0,20000}?)\n?\{\{[<%]\s*/\s*highlight\s*[>%]\}\}", re.DOTALL
)
HIDDEN = re.compile(r"\{::comment\}(?:.{0,20000}?)\{:/(?:comment)?\}|\{::comment\b[^{}]{0,2000}/\}", re.DOTALL)
EXTENSION = re.compile(r"\{::[^{}\n]{1,500}\}|\{:/[a-z]*\}")
"""kramdown's own tags, such as {::nomarkdown} and the {:/} that closes it."""
CLASSES = re.compile(r"^[ \t]*\{:(?!:)[^{}\n]{0,500}\}[ \t]*$\n?|\{:(?!:)[^{}\n]{0,500}\}", re.MULTILINE)
OWN_ID = re.compile(
    r"^(?P<words>#{1,6} [^\n]*?|(?=[^\n#])[^\n]+?(?=\n(?:=+|-+)[ \t]*\n))[ \t]*(?P<line>\n(?:=+|-+)[ \t]*\n|\n)?[ \t]*"
    r"(?P<given>\{:(?=[^{}\n]*#([A-Za-z][\w-]*))[^{}\n]{0,500}\})[ \t]*$",
    re.MULTILINE,
)
"""A heading with an id, behind it or on the line below."""
BRACES = str.maketrans("{}", "\U000f0004\U000f0005")
"""What braces are until everything else is done, where they mean themselves."""
BACK = str.maketrans("\U000f0004\U000f0005", "{}")
FILTERS = ("relative_url", "absolute_url", "prepend: site.baseurl", "prepend: site.url", "url", "relURL", "absURL", "safeURL")
SITE = ("site.baseurl", "site.url", "site.BaseURL", "$.Site.BaseURL", ".Site.BaseURL")
FILE = "\U000f0006"
"""Stands before the path of a file of the folder, where an address was looked up."""
DEEPEST = 3
MOST_TAGS = 5_000
MOST_INCLUDED = 200_000
"""How many letters of other files are put into one text."""
FILLED = "filled in when the page was made: done here"
KRAMDOWNS = "a tag of kramdown's, taken out; what stands between a pair of it was kept"
LOOKS = "an attribute for how it looked: taken out"


class Around:
    """What the tags of one text may ask for: its own title, and the texts of the files that can be included, by name, as long as
    there is room. The names of those that were go to `used`."""

    def __init__(self, title: str, includes: Mapping[str, str], used: set[str] | None = None) -> None:
        self.title = title
        self.includes = includes
        self.used = set[str]() if used is None else used
        self._left = MOST_INCLUDED

    def included(self, file: str, given: Mapping[str, str]) -> str | None:
        """Return the text of a file with what it is given filled in; None if there is no such file, or no room for it."""
        text = self.includes.get(file)
        if text is None or self._left <= 0:
            return None
        filled = GIVEN_OUT.sub(lambda asked: given.get(asked[1], asked[0]), text.strip("\n"))
        self._left -= len(filled)
        if self._left < 0:
            return None
        self.used.add(f"_includes/{file}")
        return filled


def without_tags(text: str, around: Around, notebook: Notebook, depth: int = 0) -> str:
    """Return a text without shortcodes, Liquid and kramdown's attributes; what became of each that says something is noted."""
    text = ESCAPED.sub(lambda found: f"{{{{{found[1]}{found[2]}{found[3]}}}}}".translate(BRACES), text) if "/*" in text else text
    if sum(text.count(sign) for sign in ("{%", "{{", "{::")) > MOST_TAGS:
        notebook.note("{", f"more than {MOST_TAGS:,} tags of another generator: all of them were left as they are")
        return text
    if "{::" in text:
        text = HIDDEN.sub(lambda found: _left_out(found[0], notebook, "a comment, taken out"), text)
        text = EXTENSION.sub(lambda found: _left_out(found[0], notebook, KRAMDOWNS), text)
    text = with_boxes(text, notebook)
    if "{" not in text:
        return text.translate(BACK)
    text = LIQUID_CODE.sub(lambda found: _fence(found, notebook), text)
    text = HUGO_CODE.sub(lambda found: _fence(found, notebook), text)
    text = COMMENT.sub(lambda found: _left_out(found[0], notebook, "a comment, taken out"), text)
    text = RAW.sub(lambda found: _as_it_is(found, notebook), text)
    text = SHORTCODE.sub(lambda found: _shortcode(found, notebook), text)
    text = LIQUID.sub(lambda found: _liquid(found, around, notebook, depth), text)
    text = OUTPUT.sub(lambda found: _output(found, around, notebook), text)
    text = OWN_ID.sub(lambda found: _with_id(found, notebook), text)
    text = CLASSES.sub(lambda found: _left_out(found[0], notebook, LOOKS), text)
    return text if depth else text.translate(BACK)


def _with_id(found: re.Match[str], notebook: Notebook) -> str:
    """Return a heading with its id as it is written here."""
    if len(found["given"].split()) > 2 or "." in found["given"]:
        notebook.note(found["given"], LOOKS)
    below = (found["line"] or "").rstrip("\n") if (found["line"] or "").strip() else ""
    return f"{found['words']} {{#{found[4]}}}{below}"


def _fence(found: re.Match[str], notebook: Notebook) -> str:
    notebook.note(found[0][: found.start(2) - found.start()].rstrip("\n"), "became a block of code")
    notebook.note(found[0][found.end(2) - found.start() :].lstrip("\n"), "became a block of code")
    ticks = "`" * max(3, max((len(run) for run in re.findall("`+", found[2])), default=0) + 1)
    return f"\n{ticks}{found[1]}\n{found[2]}\n{ticks}\n"


def _as_it_is(found: re.Match[str], notebook: Notebook) -> str:
    for tag in (found[0][: found.start(1) - found.start()], found[0][found.end(1) - found.start() :]):
        notebook.note(tag, "a tag that says what is no tag: taken out")
    return found[1].translate(BRACES)


def _left_out(what: str, notebook: Notebook, done: str) -> str:
    notebook.note(what, done)
    return ""


# --- shortcodes -------------------------------------------------------------------------------------------------------


def _shortcode(found: re.Match[str], notebook: Notebook) -> str:
    inside = found["inside"].strip().strip("/").strip() if not found["inside"].strip().startswith("/") else found["inside"].strip()
    name, _, rest = inside.partition(" ")
    named, listed = given(rest)
    if name in ("ref", "relref") and listed:
        return _looked_up(found[0], listed[0], notebook)
    if name == "figure" and named.get("src"):
        return _figure(found[0], named, ("src", "alt", "caption", "title"), notebook)
    if name in ("param", "partial", "toc") or inside.startswith("/"):
        return _left_out(found[0], notebook, "a shortcode, taken out")
    return _left_out(found[0], notebook, "a shortcode that isn't known here, taken out; what stands between a pair of it was kept")


def _looked_up(tag: str, path: str, notebook: Notebook) -> str:
    notebook.note(tag, "an address that was looked up: see what became of the link")
    return f"{FILE}{path}"


def _figure(tag: str, given: Mapping[str, str], known: tuple[str, ...], notebook: Notebook) -> str:
    source = next(given[key] for key in ("src", "url", "image_path", "image", "path") if given.get(key))
    caption = given.get("caption") or given.get("title") or ""
    alt = given.get("alt") or ""
    more = "; some of it was for how it looked" if set(given) - {*known} else ""
    unsaid = "" if alt else "; it has no words for whoever can't see it"
    notebook.note(tag, f"became a picture{unsaid}{more}")
    title = ' "' + caption.replace('"', "'") + '"' if caption else ""
    return f"![{alt}]({source.strip()}{title})".replace("\n", " ")


# --- Liquid -----------------------------------------------------------------------------------------------------------


def _liquid(found: re.Match[str], around: Around, notebook: Notebook, depth: int) -> str:
    name, rest = found["name"], found["rest"].strip()
    if name in ("link", "post_url") and rest and "{" not in rest:
        return _looked_up(found[0], rest, notebook)
    if name in ("include", "include_relative", "render"):
        file = rest.split(" ")[0].strip("\"'")
        named, _ = given(rest)
        if re.search("fig|image|img|picture|photo", file) and any(
            named.get(key) for key in ("src", "url", "image_path", "image", "path")
        ):
            return _figure(found[0], named, ("src", "url", "image_path", "image", "path", "alt", "caption", "title"), notebook)
        included = around.included(file, named) if depth < DEEPEST else None
        if included is not None:
            notebook.put_in(included, found[0])
            notebook.note(found[0], f"the text of {file} was put here")
            return without_tags(included, around, notebook, depth + 1)
        return _left_out(found[0], notebook, "another file was shown here, which isn't there or would be too much: taken out")
    if name.startswith("end") or name in ("if", "unless", "for", "case", "when", "else", "elsif", "assign", "capture"):
        return _left_out(found[0], notebook, "a Liquid tag, taken out; what stands between a pair of it was kept, whatever it asks")
    return _left_out(found[0], notebook, "a tag that isn't known here, taken out")


def _output(found: re.Match[str], around: Around, notebook: Notebook) -> str:
    parts = [part.strip() for part in found["inside"].split("|")]
    filters = [part for part in parts[1:] if part.split(":")[0].strip() and part not in FILTERS]
    if parts[0] in SITE and not filters:
        return _left_out(found[0], notebook, FILLED)
    quoted = re.fullmatch(r"""\s*(?:"([^"]*)"|'([^']*)')\s*""", parts[0])
    if quoted and not filters:
        notebook.note(found[0], FILLED)
        return quoted[1] or quoted[2] or ""
    if parts[0] in ("page.title", "title", ".Title") and not filters and around.title:
        notebook.note(found[0], FILLED)
        return around.title
    return _left_out(found[0], notebook, "something that was filled in when the page was made: taken out")
