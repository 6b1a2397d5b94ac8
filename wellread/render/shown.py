"""Whether templates only show an article's text: then another wording can be put in its place.

Templates can do anything with a text: count its words, cut it, show it twice. Only of templates that do nothing with it but print
it once is it certain that a page with another wording is the same page with another text in it. This is read off the templates
themselves; in doubt the answer is no, and pages are made from their templates, which takes longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes

from wellread.render.templates import make_environment

TEXT = "body_html"
MOST_REMEMBERED = 500
"""So many templates are not read again by the same process: a preview, or a run of tests."""
AROUND = (nodes.Template, nodes.Block, nodes.If)
"""What may stand around a place where a text may be printed; what can be called, repeated or assigned may do anything with it."""


def only_show_the_text(templates: Mapping[str, str]) -> bool:
    """Say whether no template does anything with an article's text but print it as it is, or ask whether there is any."""
    return all(_only_shows(text) for text in templates.values())


@lru_cache(maxsize=MOST_REMEMBERED)
def _only_shows(text: str) -> bool:
    try:
        return all(_is_plain(way) for way in _ways(make_environment({}).parse(text), ()))
    except (TemplateSyntaxError, RecursionError):  # it is told when a page is made with it
        return False


SPOKEN_OF = ("view", "self", "super", "caller")
Way = tuple[nodes.Node, ...]


def _ways(node: nodes.Node, above: Way) -> Iterable[Way]:
    """Yield the way from the template down to each place where a part of the page may be printed that holds the text, and where the
    view, or something that is called like its text, is spoken of."""
    way = (*above, node)
    if isinstance(node, nodes.Block | nodes.Include) or (isinstance(node, nodes.Name) and node.name in SPOKEN_OF):
        yield way
    if isinstance(node, nodes.Import | nodes.FromImport) and node.with_context:  # it can be asked for all that it prints
        yield way
    if isinstance(node, nodes.Getattr) and node.attr == TEXT:
        yield way
    if isinstance(node, nodes.Const) and node.value == TEXT:
        yield way
    for child in node.iter_child_nodes():
        yield from _ways(child, way)


def _only_prints(above: list[nodes.Node]) -> bool:
    """Say whether what stands at the end of this way is only called to print what the block of the other template prints."""
    *around, output, call = above
    return (
        isinstance(call, nodes.Call)
        and isinstance(output, nodes.Output)
        and not (call.args or call.kwargs)
        and all(isinstance(each, AROUND) for each in around)
    )


def _is_plain(way: Way) -> bool:
    """Say whether here the view is only asked for one of its parts, or the text only printed."""
    *above, node = way
    if isinstance(node, nodes.Block | nodes.Include):
        return all(isinstance(each, AROUND) for each in above)
    if isinstance(node, nodes.Name) and node.name == "super":
        return _only_prints(above)
    if isinstance(node, nodes.Name):
        return node.name == "view" and isinstance(above[-1], nodes.Getattr)
    if isinstance(node, nodes.Const | nodes.Import | nodes.FromImport):
        return False
    if isinstance(above[-1], nodes.If) and above[-1].test is node:
        return True
    *around, output, shown = above  # an attribute stands in an expression, and that in a statement of the template
    return (
        isinstance(node, nodes.Getattr)
        and isinstance(node.node, nodes.Name)
        and isinstance(shown, nodes.Filter)
        and shown.name == "safe"
        and isinstance(output, nodes.Output)
        and all(isinstance(each, AROUND) for each in around)
    )
