"""What a finger has to hit is large enough (WCAG 2.2, 2.5.8), without the excuse of empty space around it: asked of every page in
test_every_page.py."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import Visit

LEAST = 24  # px, each way
# A link in a sentence is as tall as its line (an exception of 2.5.8). It stands in a sentence if its block has other words than
# those of links. What is hidden, clipped away (visually-hidden) or out of the window (the skip link) is not there for a finger.
TOO_SMALL = """
least => {
  const isInline = element => ['inline', 'contents'].includes(getComputedStyle(element).display);
  const blockOf = element => { while (isInline(element)) element = element.parentElement; return element; };
  const words = element => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('a, button, .visually-hidden').forEach(each => each.remove());
    return copy.textContent.replace(/[\\s\\p{P}\\p{S}]/gu, '');
  };
  const isInASentence = link => isInline(link) && words(blockOf(link)) !== '';
  const shown = {opacityProperty: true, visibilityProperty: true};
  const controls = 'a[href], button, input, select, textarea, summary, label:has(input), [tabindex="0"]';
  const seen = [...document.querySelectorAll(controls)].filter(each => each.checkVisibility(shown));
  return seen.filter(each => !isInASentence(each)).flatMap(each => {
    const box = each.getBoundingClientRect();
    const isOut = box.right <= 0 || box.bottom + scrollY <= 0 || (box.width <= 1 && box.height <= 1);
    const isLargeEnough = Math.min(box.width, box.height) >= least - 0.01;
    return isOut || isLargeEnough ? [] : [`${box.width.toFixed(1)} × ${box.height.toFixed(1)} px: ${each.outerHTML.slice(0, 160)}`];
  });
}
"""


def too_small(page: Page) -> list[str]:
    """Name what is too small for a finger."""
    found: list[str] = page.evaluate(TOO_SMALL, LEAST)
    return found


def test_a_small_target_would_be_found(home: str, visit: Visit) -> None:
    page = visit(home)
    page.evaluate(
        """() => document.querySelector('main').insertAdjacentHTML('beforeend',
             '<ul><li><a id="alone" href="#main">x</a></li></ul><p>Words around <a id="among" href="#main">it</a></p>')"""
    )
    found = too_small(page)
    assert len(found) == 1
    assert 'id="alone"' in found[0]
