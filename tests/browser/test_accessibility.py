"""axe-core on every kind of page: in the light and the dark, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.built import KINDS, ROOT
from tests.browser.conftest import Visit

AXE = ROOT / "node_modules/axe-core/axe.min.js"
WIDTHS = (360, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """
async rules => {
  const result = await axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']});
  if (!result.passes.length) throw new Error('axe-core checked nothing');
  return result.violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id} (${rule.help}): ${node.html.slice(0, 200)} at ${node.target.join(' ')}. ${node.failureSummary}`));
}
"""


@pytest.mark.parametrize("kind", [*KINDS, "withdrawn"])
def test_axe_finds_no_fault(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    assert AXE.is_file(), "axe-core is not installed: run `npm ci`"
    page = visit(address_of(kind))
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{scheme}, {width} px: {each}" for each in page.evaluate(RUN_AXE, RULES)]
    assert not faults, "\n\n".join(faults)
