"""axe-core, every rule, in the light and the dark, on a phone and on a desk, in large print.

Every page is looked at in the light with all rules, on a phone and on a desk (test_every_page.py). As only colours differ in the
dark, and there no more from width to width than in the light, the dark has only the rules about colours on every page, on a desk,
where most is seen at once; and here all rules, on a phone, on one page of each kind, which is also read with text twice as large.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.axe import WIDTHS, bring_axe, faults_of, run_axe
from tests.browser.built import KINDS
from tests.browser.conftest import Visit
from tests.browser.test_every_page import LARGE, set_text_size


@pytest.mark.parametrize("kind", [*KINDS, "withdrawn"])
def test_axe_finds_no_fault_in_the_dark(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    on_a_desk = () if kind != "withdrawn" else WIDTHS[1:]  # test_every_page.py has looked at all others there
    faults = faults_of(visit(address_of(kind)), light=(), dark=WIDTHS[:1], dark_colours=on_a_desk)
    assert not faults, "\n\n".join(faults)


@pytest.mark.parametrize("half", [0, 1])
def test_axe_finds_no_fault_in_large_print(half: int, address_of: Callable[[str], str], visit: Visit) -> None:
    """With text twice as large (WCAG 2.2, 1.4.4)."""
    page = visit("about:blank")
    browser = page.context.new_cdp_session(page)
    faults: list[str] = []
    for kind in [*KINDS, "withdrawn"][half::2]:
        page.goto(address_of(kind))
        set_text_size(page, browser, LARGE)
        faults += [f"{kind}, {fault}" for fault in faults_of(page)]
    assert not faults, f"{len(faults)}:\n" + "\n\n".join(faults[:20])


def test_axe_would_find_what_is_planted(home: str, visit: Visit) -> None:
    """A check that finds nothing has to be seen to find something: a rule of each level, and one that it leaves undecided."""
    page = visit(home)
    page.evaluate(
        """() => document.querySelector('main').insertAdjacentHTML('beforeend', `
             <p id="pale">Pale</p><p id="paler">Paler</p><img src="${document.querySelector('link[rel~=icon]').href}">
             <h6>Skipped</h6><p id="picture">On a picture</p>`)"""
    )
    page.evaluate(
        """() => {
             const style = id => document.getElementById(id).style;
             Object.assign(style('pale'), {color: '#666', background: '#fff'});
             Object.assign(style('paler'), {color: '#bbb', background: '#fff'});
             Object.assign(style('picture'), {background: 'linear-gradient(#000, #fff)'});
           }"""
    )
    bring_axe(page)
    found = "\n".join(run_axe(page))
    for rule in ("color-contrast, fault", "color-contrast-enhanced, fault", "color-contrast, bgGradient"):
        assert rule in found, found
    for rule in ("image-alt", "heading-order"):
        assert f"{rule}, " in found, found
