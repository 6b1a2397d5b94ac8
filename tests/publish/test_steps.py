"""The order of a publication: whoever looks meets old pages or new pages, with what they load, at every moment of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.publish.little import faults, hashes_of, little_site, without_copies
from wellread.publish.steps import Steps, plan_steps


def states(there: dict[str, bytes], wanted: dict[str, bytes], steps: Steps) -> list[dict[str, bytes]]:
    """Return what is there after each single move of the steps."""
    now, seen = dict(there), [dict(there)]
    for path in steps.first:
        del now[path]
        seen.append(dict(now))
    for path in steps.uploaded:
        now[path] = wanted[path]
        seen.append(dict(now))
    for path in steps.last:
        del now[path]
        seen.append(dict(now))
    return seen


@given(old=st.integers(0, 9), new=st.integers(0, 9), copies_before=st.booleans(), copies=st.booleans())
def test_at_every_moment_each_page_is_whole_and_has_what_it_loads(old: int, new: int, copies_before: bool, copies: bool) -> None:
    before = little_site(old) if copies_before else without_copies(little_site(old))
    wanted = little_site(new) if copies else without_copies(little_site(new))
    steps = plan_steps(hashes_of(wanted), hashes_of(before), before)
    for state in states(before, wanted, steps):
        assert faults(state, before, wanted) == []
    assert states(before, wanted, steps)[-1] == wanted


@given(st.integers(0, 9), st.integers(0, 9), st.data())
def test_after_a_cut_only_what_is_missing_is_put_there(old: int, new: int, data: st.DataObject) -> None:
    before, wanted = little_site(old), little_site(new)
    seen = states(before, wanted, plan_steps(hashes_of(wanted), hashes_of(before), before))
    cut = data.draw(st.sampled_from(seen))
    again = plan_steps(hashes_of(wanted), hashes_of(cut), {**before, **wanted})
    assert {path for path in again.uploaded if cut.get(path) == wanted[path]} <= {p for p in wanted if p.endswith((".br", ".gz"))}
    assert states(cut, wanted, again)[-1] == wanted
    for state in states(cut, wanted, again):
        assert faults(state, before, wanted) == []


def test_the_groups_come_in_their_order() -> None:
    there = {"index.html": "1", "feed.xml": "1", "index.html.br": "1", "old.html": "1", "old.html.gz": "1", "a-1.css": "1"}
    wanted = {"index.html": "2", "feed.xml": "2", "index.html.br": "2", "new.html": "1", "a-2.css": "1"}
    steps = plan_steps(wanted, there, there)
    assert steps.first == ("index.html.br", "old.html.gz")
    assert steps.uploads == (("a-2.css",), ("new.html",), ("index.html",), ("feed.xml",), ("index.html.br",))
    assert steps.last == ("a-1.css", "old.html")
    assert (steps.new, steps.changed) == (("a-2.css", "new.html"), ("feed.xml", "index.html", "index.html.br"))
    assert steps.pages_gone == ("old.html",)


def test_what_is_not_ours_stays_and_what_would_be_replaced_is_named() -> None:
    there = {"index.html": "1", "theirs.txt": "1", "about.html": "9", "about.html.gz": "9", "same.html": "1"}
    wanted = {"index.html": "1", "about.html": "1", "same.html": "1"}
    steps = plan_steps(wanted, there, {"index.html"})
    assert steps.last == ()
    assert steps.foreign == ("theirs.txt",)
    assert steps.in_the_way == ("about.html", "about.html.gz")


def test_a_file_whose_hash_is_not_known_is_put_there_again() -> None:
    assert plan_steps({"a.html": "1"}, {"a.html": ""}, {"a.html"}).uploaded == ("a.html",)
    assert plan_steps({"a.html": "1"}, {"a.html": "1"}, {"a.html"}).is_nothing
