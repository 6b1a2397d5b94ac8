"""axe-core with every rule it has, best practices, AAA and experimental ones included, in the page that is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from playwright.sync_api import Page

from tests.browser.built import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
Scheme = Literal["light", "dark"]
WIDTHS = (320, 1280)
SCREEN_HEIGHT = 800

# The rules whose answer depends on colours. All others see the same page in the light and in the dark.
OF_COLOURS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")

# What axe-core can't decide by itself, each with the reason why we can.
DECIDED = {
    # The arrows and strokes beside a link's words, hidden from screen readers: the words alone say everything.
    ("color-contrast", "nonBmp"),
    ("color-contrast-enhanced", "nonBmp"),
    # The figures on a chart's scale, hidden from screen readers: the list below says them all. They have the text's own colours.
    ("color-contrast", "imgNode"),
    ("color-contrast-enhanced", "imgNode"),
    # One digit may be a sign rather than text, says axe-core. Ours stand among longer texts of the same colours.
    ("color-contrast", "shortTextContent"),
    ("color-contrast-enhanced", "shortTextContent"),
    # One word may lead to the term in a sentence and to the topic in a list; the sentence and the list's title tell which.
    ("identical-links-same-purpose", "doubt"),
    # What is hidden at this width: it is shown at the other one, on paper (tested there), or to nobody.
    ("hidden-content", "doubt"),
}

# Only what its own authors gave up (“deprecated”) is left out: each of those rules has a better one in its place.
RUN = """
async ({only, isForReaders, decided}) => {
  const rules = Object.fromEntries(axe.getRules().map(rule => [
    rule.ruleId, {enabled: !rule.tags.includes('deprecated') && (isForReaders || rule.ruleId !== 'color-contrast-enhanced')}]));
  const options = {elementRef: true, resultTypes: ['violations', 'incomplete'],
    ...(only.length ? {runOnly: {type: 'rule', values: only}} : {rules})};
  const keyOf = node => [...node.any, ...node.all, ...node.none].map(check => check.data?.messageKey).find(Boolean);
  const flat = (state, found) => found.flatMap(rule => rule.nodes.map(
    node => ({rule: rule.id, key: keyOf(node) ?? state, help: rule.help, node})));
  let result = await axe.run(document, options);
  if (!result.passes.length) throw new Error('axe-core checked nothing');
  const faults = flat('fault', result.violations);
  let doubts = flat('doubt', result.incomplete);
  // Where a link's touch area (padding, drawn in by a margin) lies over text, the colours below it are seen once it has none.
  const covered = doubts.filter(each => each.key === 'bgOverlap').map(each => each.node.element);
  const links = covered.flatMap(element => [...element.querySelectorAll('a'), ...element.parentElement.querySelectorAll('a')]);
  if (covered.length && isForReaders) {
    links.forEach(link => { Object.assign(link.style, {padding: '0', margin: '0'}); });
    const again = {...options, runOnly: {type: 'rule', values: ['color-contrast', 'color-contrast-enhanced']}};
    result = await axe.run({include: [...new Set(covered)]}, again);
    links.forEach(link => { Object.assign(link.style, {padding: '', margin: ''}); });
    const texts = new Set(covered);
    const own = found => flat('fault', found).filter(each => texts.has(each.node.element));
    faults.push(...own(result.violations));
    doubts = [...doubts.filter(each => each.key !== 'bgOverlap'), ...own(result.incomplete)];
  }
  doubts = doubts.filter(() => isForReaders);
  faults.push(...doubts.filter(each => !decided.some(([rule, key]) => rule === each.rule && key === each.key)));
  return faults.map(({rule, key, help, node}) =>
    `${rule}, ${key} (${help}): ${node.html.slice(0, 200)} at ${node.target.flat().join(' ')}. ${node.failureSummary}`);
}
"""


def bring_axe(page: Page) -> None:
    """Put axe-core into the page that is open. It has to be done again after each navigation."""
    assert AXE.is_file(), "axe-core is not installed: run `npm ci`"
    page.evaluate(AXE.read_text(encoding="utf-8"))


def run_axe(page: Page, only: Sequence[str] = (), *, is_for_readers: bool = True) -> list[str]:
    """Say what axe-core finds wrong or can't decide, of all rules or `only` these.

    What editors see on their own screens has the contrast of level AA, and what axe-core can't decide there is no fault.
    """
    decided = [list(each) for each in sorted(DECIDED)]
    found: list[str] = page.evaluate(RUN, {"only": list(only), "isForReaders": is_for_readers, "decided": decided})
    return found


def faults_of(
    page: Page,
    light: Iterable[int] = WIDTHS,
    dark: Iterable[int] = (),
    dark_colours: Iterable[int] = (WIDTHS[-1],),
    *,
    is_for_readers: bool = True,
) -> list[str]:
    """Say what is wrong with the open page in the light and in the dark, each with every rule at these widths, and in the dark with
    the rules about colours alone: what else could be wrong there would be in the light too."""
    bring_axe(page)
    looks: list[tuple[Scheme, int, Sequence[str]]] = [("light", width, ()) for width in light]
    of_colours = [rule for rule in OF_COLOURS if is_for_readers or rule != "color-contrast-enhanced"]
    looks += [("dark", width, ()) for width in dark] + [("dark", width, of_colours) for width in dark_colours]
    faults: list[str] = []
    for scheme, width, rules in looks:
        page.set_viewport_size({"width": width, "height": SCREEN_HEIGHT})
        page.emulate_media(color_scheme=scheme)
        faults += [f"{scheme}, {width} px: {each}" for each in run_axe(page, rules, is_for_readers=is_for_readers)]
    return faults
