"""A built site → what Caddy is told of it, to be imported into a site block of the Caddyfile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from wellread.hosting.rules import NO_CACHE, Hosted, Sent, regexp, sent_by
from wellread.problems import SiteError
from wellread.render.headers import HEADERS_FILE
from wellread.render.media import TYPES
from wellread.render.redirects import REDIRECTS_FILE, STATUS, Redirect

NOT_FOUND_TYPE = "text/html; charset=utf-8"


def caddy(site: Hosted) -> str:
    """Return the lines. They hold what is below the site's base path, and touch nothing else of the server."""
    base, sent = site.base_path, sent_by(site)
    lines = (
        "# What Caddy has to do for this site. Import it in a site block of the Caddyfile:",
        "#     import /etc/caddy/wellread.caddy",
        "# Made by wellread hosting caddy: make it again rather than change it.",
        *(_redirects([Redirect(old=base.rstrip("/"), new=base)], "wellread_base") if base != "/" else ()),
        *_block(f"handle {base}*" if base != "/" else "handle", _block("route", _route(site, sent))),
        *_block("handle_errors", _errors(site, sent)),
    )
    return "\n".join(lines) + "\n"


def _route(site: Hosted, sent: Sent) -> Iterator[str]:
    base = site.base_path
    yield f"root * {_folder(site.folder)}"
    yield from _block("header", _headers(sent.always))
    for number, (kind, ends) in enumerate(TYPES.items(), 1):
        yield f"@wellread_type{number} path {' '.join(f'*.{end}' for end in ends)}"
        yield f"header @wellread_type{number} Content-Type {_quoted(kind)}"
    for number, rule in enumerate(sent.rules, 1):
        yield f"@wellread_rule{number} path_regexp {_raw(rule.pattern)}"
        of_type = {"Content-Type": rule.of_type} if rule.of_type else {}
        yield from _block(f"header @wellread_rule{number}", _headers({**rule.headers, **of_type}))
    yield from _block("@wellread_method", ("not method GET HEAD",))
    yield from _block("route @wellread_method", ('header Allow "GET, HEAD"', "respond 405"))
    yield from _block("@wellread_hidden", ("path */.* *.wellread-*", f"not path {base}.well-known {base}.well-known/*"))
    yield "error @wellread_hidden 404"
    yield f"@wellread_rules path {base}{HEADERS_FILE} {base}{REDIRECTS_FILE}"
    yield "error @wellread_rules 404"
    yield from _redirects(site.redirects, "wellread_moved")
    if base != "/":
        yield f"uri strip_prefix {_quoted(base.rstrip('/'))}"
    yield from _folders()
    yield from _sending(site)


def _folders() -> Iterator[str]:
    """Yield what adds the slash to the address of a folder: Caddy would lose what is behind the question mark."""
    asked = (
        '@wellread_asked not expression {http.request.uri.query} == ""',
        f"redir @wellread_asked {{http.request.orig_uri.path}}/?{{http.request.uri.query}} {STATUS}",
        f"redir * {{http.request.orig_uri}}/ {STATUS}",
    )
    yield from _block("@wellread_folder", ("file {path}/index.html", "not path */ //*"))
    yield from _block("route @wellread_folder", asked)


def _sending(site: Hosted) -> Iterator[str]:
    copies = [*(("br",) if site.brotli else ()), *(("gzip",) if site.gzip else ())]
    if copies:
        # Said at the very end, in the place of what Caddy itself says of some of its answers.
        yield from _block("header", ("-Server", "Vary Accept-Encoding", "defer"))
        yield from _block("file_server", (f"precompressed {' '.join(copies)}",))
    else:
        yield from ("header -Server", "encode zstd gzip", "file_server")


def _errors(site: Hosted, sent: Sent) -> Iterator[str]:
    yield from _block("@wellread_lost", (f"path {site.base_path}*", "expression {http.error.status_code} == 404"))
    found = (
        f"root * {_folder(site.folder)}",
        "rewrite * /404.html",
        *_block("header", _headers({**sent.always, "Cache-Control": NO_CACHE, "Content-Type": NOT_FOUND_TYPE})),
        *_sending(site),
    )
    yield from _block("route @wellread_lost", found)


def _headers(headers: Mapping[str, str]) -> Iterator[str]:
    return (f"{name} {_quoted(value)}" for name, value in headers.items())


def _redirects(redirects: Iterable[Redirect], name: str) -> Iterator[str]:
    """Yield what sends readers on, with the question mark and what is behind it; at a folder's address with its slash and without.

    Caddy's own matcher of paths takes capital letters and small ones for the same, so that a page which only changed its capitals
    would be sent on to itself for ever.
    """
    for number, each in enumerate(redirects, 1):
        matcher = f"@{name}{number}"
        slash = "/?" if each.old.endswith("/") else ""
        yield f"{matcher} path_regexp {_raw('^' + regexp(each.old.rstrip('/')) + slash + '$')}"
        yield from _block(f"route {matcher}", _redirect(each.new))


def _redirect(new: str) -> Iterator[str]:
    address, hash_sign, fragment = new.partition("#")
    if "?" not in address:
        asked = f"{_quoted(address)[:-1]}?{{http.request.uri.query}}{hash_sign}{fragment}`"
        yield '@wellread_asked not expression {http.request.uri.query} == ""'
        yield f"redir @wellread_asked {asked} {STATUS}"
    yield f"redir * {_quoted(new)} {STATUS}"


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{head} {{"
    yield from (f"\t{line}" for line in lines)
    yield "}"


def _folder(name: str) -> str:
    if "{" in name:
        raise SiteError(f"Caddy takes the {{ in the folder “{name}” for the start of a name of its own. Call the folder otherwise.")
    return _raw(name)


def _quoted(text: str) -> str:
    """Return a text as Caddy reads it, braces and all: by themselves they would be one of its own names."""
    return _raw(text.replace("{", "\\{"))


def _raw(text: str) -> str:
    """Return a text as Caddy takes it letter by letter. Raises SiteError for one that it can't take so."""
    if re.search(r"[\x00-\x1f\x7f`]", text):
        raise SiteError(f"Caddy can't be told of a name with a line break, a backtick, or a sign that isn't printed: {text!r}")
    return f"`{text}`"
