"""A built site → what nginx is told of it, to be included in a `server` block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from wellread.hosting.rules import Hosted, Rule, Sent, sent_by
from wellread.problems import SiteError
from wellread.render.headers import HEADERS_FILE
from wellread.render.media import OTHER, TEXTS, TYPES
from wellread.render.redirects import REDIRECTS_FILE, STATUS

ALLOW = "$wellread_allow"
GUARDS = (
    'if ($request_method !~ "^(?:GET|HEAD)$") {',
    "    return 405;",
    "}",
    r'if ($uri ~ "/\.(?!well-known(?:/|$))|\.wellread-") {',
    "    return 404;",
    "}",
)
"""Said again in a location within the first one, because nginx does not pass it on."""


def nginx(site: Hosted) -> str:
    """Return the lines. They hold what is below the site's base path, and touch nothing else of the server."""
    base, sent = site.base_path, sent_by(site)
    varying = {name: f"$wellread_{name.lower().replace('-', '_')}" for rule in sent.rules for name in rule.headers}
    lines = (
        "# What nginx has to do for this site. Include it in a server block, beside listen and server_name:",
        "#     include /etc/nginx/snippets/wellread.conf;",
        "# Made by wellread hosting nginx: make it again rather than change it.",
        "",
        *_varying(sent, varying),
        *(_redirect(base.rstrip("/"), base, "absolute_redirect off;") if base != "/" else ()),
        *_block(
            f"location {_name(unquote(base))}",
            (
                f"alias {_quoted(site.folder.rstrip('/') + '/')};" if base != "/" else f"root {_quoted(site.folder)};",
                *_general(site),
                *_copies(site),
                *_block("types", (f"{_quoted(kind)} {' '.join(ends)};" for kind, ends in TYPES.items())),
                f"default_type {OTHER};",
                *(f"add_header {name} {varying.get(name) or _quoted(value)} always;" for name, value in sent.always.items()),
                *(f"add_header {name} {variable} always;" for name, variable in varying.items() if name not in sent.always),
                f"add_header Allow {ALLOW} always;",
                *GUARDS,
                *(line for rule in sent.rules if rule.of_type for line in _typed(rule)),
                *(line for name in (HEADERS_FILE, REDIRECTS_FILE) for line in _block(f"location = {base}{name}", ("return 404;",))),
                *(line for each in site.redirects for line in _redirect(each.old, each.new)),
            ),
        ),
    )
    return "\n".join(lines) + "\n"


def _varying(sent: Sent, varying: Mapping[str, str]) -> Iterator[str]:
    """Yield what gives the headers that are not the same for all files their values, before nginx does anything else."""
    yield f'set {ALLOW} "";'
    yield from _block('if ($request_method !~ "^(?:GET|HEAD)$")', (f'set {ALLOW} "GET, HEAD";',))
    yield from (f"set {variable} {_quoted(sent.always.get(name, ''))};" for name, variable in varying.items())
    for rule in sent.rules:
        if rule.headers:
            sets = (f"set {varying[name]} {_quoted(value)};" for name, value in rule.headers.items())
            yield from _block(f'if ($uri ~ "{rule.pattern}")', sets)


def _general(site: Hosted) -> Iterator[str]:
    yield from ("index index.html;", "autoindex off;", "server_tokens off;", "absolute_redirect off;", "etag on;")
    # What may be set for the whole server, and would add to types and headers, or remember a file that has been replaced since.
    yield from ("charset off;", "expires off;", "open_file_cache off;")
    yield f"error_page 404 {_quoted(site.base_path + '404.html')};"
    yield f"error_page 403 =404 {_quoted(site.base_path + '404.html')};"  # a folder without a page is no secret, it is no page


def _copies(site: Hosted) -> Iterator[str]:
    yield "gzip_vary on;"
    if not site.gzip and not site.brotli:
        yield from ("gzip on;", "gzip_comp_level 6;", "gzip_min_length 1024;", "gzip_proxied any;")
        yield f"gzip_types {' '.join(_quoted(kind) for kind in TEXTS)};"
        return
    yield "gzip off;"
    yield from ("gzip_static on;",) if site.gzip else ()
    yield from ("brotli_static on;",) if site.brotli else ()


def _typed(rule: Rule) -> Iterator[str]:
    yield from _block(f'location ~ "{rule.pattern}"', ("types { }", f"default_type {_quoted(rule.of_type)};", *GUARDS))


def _redirect(old: str, new: str, *before: str) -> Iterator[str]:
    """Yield what sends a reader on, with the question mark and what is behind it; from a folder with its slash and without."""
    for address in dict.fromkeys((old, old.rstrip("/") or old)):
        yield from _block(f"location = {_name(unquote(address))}", (*before, f"return {STATUS} {_quoted(_asked_on(new))};"))


def _asked_on(new: str) -> str:
    if "$" in new:
        raise SiteError(f"nginx takes the $ in the address {new} for a name of its own. Write it as %24.")
    address, hash_sign, fragment = new.partition("#")
    asked = "$is_args$args" if "?" not in address else ""
    return f"{address}{asked}{hash_sign}{fragment}"


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{head} {{"
    yield from (f"    {line}" for line in lines)
    yield "}"


def _quoted(text: str) -> str:
    """Return a text as nginx reads it. Raises SiteError for one that it would take for something else."""
    if "$" in text.replace("$is_args$args", ""):
        raise SiteError(f"nginx takes the $ in “{text}” for a name of its own. Call it otherwise.")
    return _name(text)


def _name(text: str) -> str:
    """Return the name of a location, in which nginx looks for no names of its own."""
    if re.search(r"[\x00-\x1f\x7f]", text):
        raise SiteError(f"nginx can't be told of a name with a line break or another sign that isn't printed: {text!r}")
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))
