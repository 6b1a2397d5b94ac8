"""What a screen reader is told of a page: Chromium's accessibility tree, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

LANDMARKS = ("banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search")


@dataclass(frozen=True)
class Spoken:
    """One thing that is read out. `level` is that of a heading, else 0; `path` has the roles around it, outermost first."""

    role: str
    name: str
    level: int
    path: tuple[str, ...]


def spoken(page: Page) -> list[Spoken]:
    """Return all that is read out of the page that is open."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    roots = [node for node in nodes.values() if "parentId" not in node]
    assert len(roots) == 1
    return list(_read(roots[0], nodes, ()))


def _read(node: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]], path: tuple[str, ...]) -> Iterator[Spoken]:
    role = str(node.get("role", {}).get("value", ""))
    if not node["ignored"]:
        level = next((int(each["value"]["value"]) for each in node.get("properties", ()) if each["name"] == "level"), 0)
        name = " ".join(str(node.get("name", {}).get("value", "")).split())
        yield Spoken(role=role, name=name, level=level if role == "heading" else 0, path=path)
        path = (*path, role)
    for each in node.get("childIds", ()):
        if each in nodes:
            yield from _read(nodes[each], nodes, path)
