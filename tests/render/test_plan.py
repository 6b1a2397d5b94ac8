"""What stands on the pages of a small site, and what never gets there."""

from datetime import date
from typing import Any, TypeVar

import msgspec
import pytest

from tests.builders import (
    TODAY,
    a_citation,
    a_link,
    a_site,
    a_source,
    a_symptom,
    an_article,
    composed,
    some_prose,
    some_settings,
)
from tests.render.small_site import HICCUPS, SITE, TEXTS
from wellread.model import RedFlag, RelatedRef, Review, Site, SymptomRef, Value, Withdrawal
from wellread.render import PlannedPage, plan_site
from wellread.render.program_views import FeedView, SitemapView
from wellread.render.views import (
    ArticleView,
    AzView,
    HomeView,
    LinkView,
    NotFoundView,
    PageView,
    RedirectView,
    SourcesView,
    SymptomView,
    TermView,
    TopicsView,
    TopicView,
    WithdrawnView,
)
from wellread.texts import Composed

V = TypeVar("V", bound=Value)


def planned(
    site: Site = SITE, texts: Composed = TEXTS, base_url: str = "https://example.org/", drafts: bool = False
) -> dict[str, PlannedPage]:
    pages = plan_site(site, texts, TODAY, base_url, drafts)
    assert [page.path for page in pages] == sorted(page.path for page in pages)
    return {page.path: page for page in pages}


def view(kind: type[V], path: str, pages: dict[str, PlannedPage] | None = None) -> V:
    found = (pages or planned())[path].view
    assert isinstance(found, kind)
    return found


def test_every_file_of_the_site() -> None:
    assert sorted(planned()) == sorted(
        [
            *("404.html", "feed.json", "feed.xml", "index.html", "robots.txt", "sitemap.xml", "old.html"),
            *("feed-clinical.json", "feed-clinical.xml", "llms.txt"),
            *(f"{name}/index.html" for name in ("about", "disclaimer", "who", "hiccup-cure")),
            *(f"{name}/index.html" for name in ("articles", "symptoms", "glossary", "topics", "sources")),
            *(f"articles/{name}/index.html" for name in ("hiccups", "sunburn", "belching", "old-cure")),
            *(f"symptoms/{name}/index.html" for name in ("hiccuping", "redness")),
            *(f"articles/{name}/qr.svg" for name in ("hiccups", "sunburn", "belching")),
            *(f"symptoms/{name}/qr.svg" for name in ("hiccuping", "redness")),
            *(f"glossary/{name}/index.html" for name in ("diaphragm", "spasm")),
            "topics/breathing/index.html",
        ]
    )


def test_an_article_numbers_its_references_in_reading_order() -> None:
    page = view(ArticleView, "articles/hiccups/index.html")
    assert 'id="cite-1-1"' in page.main_message_html
    emergency, soon = page.care_cards
    assert [(citation.number, citation.id) for citation in emergency.signs[0].citations] == [(2, "cite-2-1")]
    assert [citation.id for citation in soon.signs[0].citations] == ["cite-1-2"]
    assert 'id="cite-3-1"' in page.body_html
    assert 'id="cite-1-3"' in page.body_html
    assert page.compare
    assert [citation.id for citation in page.compare.rows[0].citations] == ["cite-1-4"]
    assert [reference.number for reference in page.references] == [1, 2, 3]
    assert "The &lt;hiccup&gt; handbook" in page.references[0].text_html
    assert page.sources == ()  # all that it lists is cited, or is not known


def test_an_article_shows_what_is_there_and_nothing_that_is_not() -> None:
    page = view(ArticleView, "articles/hiccups/index.html")
    assert [(item.name, item.note) for item in page.symptoms] == [("Hiccuping", "all day")]
    assert [(card.title, card.why) for card in page.related] == [
        ("Ärger with sunburn", "Also about: Breathing"),
        ("10 facts about belching", "Another noise."),
    ]
    assert [card.title for card in page.also] == ["Ärger with sunburn"]
    assert [link.text for link in page.linked_from] == ["Ärger with sunburn", "Disclaimer"]
    assert [link.text for link in page.topics] == ["Breathing"]
    assert page.no_care == (("Urgent", "Hiccups are not dangerous."),)
    assert page.compare
    assert [cell.text for cell in page.compare.rows[1].cells] == ["No", ""]
    assert [(author.name, author.url) for author in page.authors] == [("Editorial team", "/about/#person-editorial-team")]
    assert [item.id for item in page.contents] == ["why", "help", "compare", "references"]
    assert page.review.state == "unreviewed"


def test_what_to_do_may_cite_its_source() -> None:
    texts = composed(inline={"Call 112.": some_prose('Call 112. <a href="cite:gulp"></a>', citations=(a_citation("gulp"),))})
    article = an_article(red_flags=(RedFlag(sign="You faint", level="emergency"),))
    page = view(ArticleView, "articles/hiccups/index.html", planned(a_site(articles=[article], sources=[a_source("gulp")]), texts))
    assert page.care_cards[0].action_html.startswith("Call 112.<sup")
    assert len(page.references) == 1


def test_a_link_to_a_draft_is_plain_text_and_one_to_a_withdrawn_page_leads_to_its_notice() -> None:
    body = view(ArticleView, "articles/hiccups/index.html").body_html
    assert "and a draft, <a" in body
    assert '<a href="/articles/old-cure/">' in body


def test_a_head_says_where_a_page_belongs() -> None:
    head = view(ArticleView, "articles/hiccups/index.html", planned(base_url="https://example.org/health")).head
    assert head.full_title == "Hiccups – Hiccup House"
    assert (head.url, head.canonical) == ("/health/articles/hiccups/", "https://example.org/health/articles/hiccups/")
    assert head.section == "/health/articles/"
    assert [(link.text, link.url) for link in head.breadcrumbs] == [("Home", "/health/"), ("Articles", "/health/articles/")]
    assert (head.kind, head.published, head.updated) == ("article", "2026-01-05", "2026-04-01")
    home = view(HomeView, "index.html").head
    assert (home.full_title, home.breadcrumbs, home.section) == ("Hiccup House: Hiccups and sunburn, answered", (), "")
    assert view(TermView, "glossary/spasm/index.html").head.section == ""  # the menu has no glossary


def test_the_home_page() -> None:
    home = view(HomeView, "index.html")
    assert [card.title for card in home.featured] == ["Hiccups"]
    assert [card.title for card in home.articles] == ["10 facts about belching", "Ärger with sunburn"]
    assert [link.text for link in home.topics] == ["Breathing"]
    assert [link.text for link in home.symptoms] == ["Hiccuping", "Redness"]


def test_a_symptom_page_gathers_what_concerns_it() -> None:
    page = view(SymptomView, "symptoms/hiccuping/index.html")
    assert [(choice.title, choice.level, choice.note) for choice in page.could_be] == [
        ("Hiccups", "emergency", "Hiccuping: all day")
    ]
    assert [(choice.title, choice.level) for choice in page.more_about] == [("10 facts about belching", "")]  # a guide is no cause
    assert [link.text for link in page.mentioned_in] == ["Ärger with sunburn"]
    assert [link.text for link in page.terms] == ["Diaphragm"]
    assert [card.level for card in page.care_cards] == ["emergency", "soon"]
    assert [reference.number for reference in page.references] == [1, 2, 3]
    assert view(SymptomView, "symptoms/redness/index.html").care_cards == ()


def test_a_term_page_says_where_it_is_used() -> None:
    page = view(TermView, "glossary/diaphragm/index.html")
    assert [card.title for card in page.used_in] == ["Hiccups"]
    assert [link.text for link in page.symptoms] == ["Hiccuping"]
    assert page.definition_html.startswith("A <em>muscle</em>.<sup")
    assert page.head.description == "A muscle."
    assert [card.title for card in view(TermView, "glossary/spasm/index.html").used_in] == ["Hiccups"]


def test_a_topic_without_articles_has_no_page_and_no_link() -> None:
    assert [card.title for card in view(TopicsView, "topics/index.html").topics] == ["Breathing"]
    page = view(TopicView, "topics/breathing/index.html")
    assert [card.title for card in page.articles] == ["Ärger with sunburn", "Hiccups"]
    assert [link.text for link in page.symptoms] == ["Hiccuping"]


def test_the_glossary_from_a_to_z() -> None:
    page = view(AzView, "glossary/index.html")
    lines = [(group.letter, item.name, item.see, item.note) for group in page.groups for item in group.items]
    assert lines == [
        ("D", "Diaphragm", "", "A muscle."),
        ("D", "DPH", "Diaphragm", ""),
        ("M", "midriff", "Diaphragm", ""),
        ("S", "Spasm", "", "What spasm means."),
    ]
    assert len(page.letters) == 26
    assert dict(page.letters)["D"] == "letter-d"
    assert dict(page.letters)["E"] == ""


def test_articles_from_digits_to_z() -> None:
    page = view(AzView, "articles/index.html")
    assert [group.letter for group in page.groups] == ["0–9", "A", "H", "S"]
    assert [(item.name, item.see) for group in page.groups for item in group.items][-1] == ("singultus", "Hiccups")
    assert page.letters[0] == ("0–9", "letter-digits")


def test_sources_say_who_cites_them() -> None:
    page = view(SourcesView, "sources/index.html")
    assert [item.id for item in page.sources] == ["study", "atlas", "handbook"]
    assert [link.text for link in page.sources[1].cited_by] == ["Diaphragm", "Hiccuping", "Hiccups"]


def test_people_are_on_the_page_about_us() -> None:
    people = view(PageView, "about/index.html").people
    assert [(person.id, person.name) for person in people] == [
        ("person-editorial-team", "Editorial team"),
        ("person-nurse", "A. Nurse"),
    ]
    assert people[1].text_html == '<p>A nurse. <a href="/articles/">Articles</a></p>'
    assert view(PageView, "disclaimer/index.html").people == ()


def test_a_withdrawn_article_leaves_a_notice_and_nothing_else() -> None:
    pages = planned()
    notice = view(WithdrawnView, "articles/old-cure/index.html", pages)
    assert notice.head.noindex
    assert [card.title for card in notice.related] == ["Hiccups"]
    telling = ("articles/old-cure/index.html", "articles/hiccups/index.html", "feed-clinical.json", "feed-clinical.xml")
    elsewhere = [page.view for path, page in pages.items() if path not in telling]
    assert b"old-cure" not in msgspec.json.encode(elsewhere)
    assert b"vinegar" not in msgspec.json.encode([page.view for page in pages.values()])


def test_the_notice_says_why_and_what_to_read_instead() -> None:
    def notice(**values: Any) -> WithdrawnView:
        old_cure = msgspec.structs.replace(SITE.articles["en", "old-cure"], **values)
        site = msgspec.structs.replace(SITE, articles={**SITE.articles, old_cure.known_as: old_cure})
        return view(WithdrawnView, "articles/old-cure/index.html", planned(site))

    given = notice(withdrawn=Withdrawal(reason="Vinegar harms.", instead="hiccups"))
    assert (given.reason, given.instead) == ("Vinegar harms.", LinkView(text="Hiccups", url="/articles/hiccups/"))
    assert given.related == ()  # what is to be read instead is not named twice
    assert "taken this page back" in given.intro
    hidden = notice(withdrawn=Withdrawal(instead="draft-page"))
    assert (hidden.reason, hidden.instead, len(hidden.related)) == ("", None, 1)


def test_the_notice_does_not_say_why_other_articles_were_named() -> None:
    why = "Vinegar is said to help there too."
    old_cure = msgspec.structs.replace(SITE.articles["en", "old-cure"], related=(RelatedRef(id="hiccups", why=why),))
    site = msgspec.structs.replace(SITE, articles={**SITE.articles, old_cure.known_as: old_cure})
    notice = view(WithdrawnView, "articles/old-cure/index.html", planned(site))
    assert [(card.title, card.why) for card in notice.related] == [("Hiccups", "")]


def test_what_is_ready_for_a_notice_is_not_told_before() -> None:
    ready = msgspec.structs.replace(HICCUPS, withdrawn=Withdrawal(reason="Not yet.", instead="sunburn"))
    pages = planned(msgspec.structs.replace(SITE, articles={**SITE.articles, ready.known_as: ready}))
    assert b"Not yet." not in msgspec.json.encode([page.view for page in pages.values()])


def test_an_overdue_page_is_withheld_where_the_site_says_so() -> None:
    review = Review(person="nurse", role="nurse", date=date(2020, 1, 1), decision="approved")
    overdue = msgspec.structs.replace(HICCUPS, status="approved", reviewers=(review,), updated=date(2020, 1, 1))
    articles = {**SITE.articles, overdue.known_as: overdue}
    page = "articles/hiccups/index.html"
    shown = planned(msgspec.structs.replace(SITE, articles=articles))
    assert view(ArticleView, page, shown).review.state == "overdue"
    withhold = some_settings(overdue="withhold", featured=("hiccups",))
    pages = planned(msgspec.structs.replace(SITE, articles=articles, settings=withhold))
    notice = view(WithdrawnView, page, pages)
    assert "overdue" in notice.intro
    assert notice.head.noindex
    assert b"articles/hiccups/" not in msgspec.json.encode([pages[name].view for name in ("index.html", "feed.xml", "sitemap.xml")])
    preview = planned(msgspec.structs.replace(SITE, articles=articles, settings=withhold), drafts=True)
    assert view(ArticleView, page, preview).review.state == "overdue"


def test_nothing_of_a_draft_is_published() -> None:
    said = msgspec.json.encode([page.view for page in planned().values()])
    assert b"draft-page" not in said
    assert b"raft source" not in said
    assert b"Drafts" not in said


def test_a_preview_shows_drafts_but_tells_no_machine() -> None:
    pages = planned(drafts=True)
    assert view(ArticleView, "articles/draft-page/index.html", pages).head.noindex
    assert "topics/drafts/index.html" in pages
    assert [link.text for link in view(ArticleView, "articles/hiccups/index.html", pages).linked_from][2] == "Draft page"
    for path in ("sitemap.xml", "feed.xml", "feed.json"):
        assert b"articles/draft-page" not in msgspec.json.encode(pages[path].view)


def test_a_site_can_publish_only_what_was_reviewed() -> None:
    review = Review(person="nurse", role="nurse", date=TODAY, decision="approved")
    approved = msgspec.structs.replace(HICCUPS, status="approved", reviewers=(review,))
    site = msgspec.structs.replace(
        SITE,
        settings=some_settings(unreviewed="block"),
        articles={**SITE.articles, approved.known_as: approved},
    )
    pages = planned(site)
    assert [path for path in pages if path.startswith("articles/") and path.endswith(".html")] == [
        "articles/hiccups/index.html",
        "articles/index.html",
        "articles/old-cure/index.html",
    ]
    page = view(ArticleView, "articles/hiccups/index.html", pages)
    assert (page.related, page.review.state) == ((), "reviewed")
    assert "articles/sunburn/index.html" in planned(site, drafts=True)


def test_old_addresses_point_to_the_new_ones() -> None:
    pages = planned(base_url="https://example.org/health")
    for path in ("hiccup-cure/index.html", "old.html"):
        pointer = view(RedirectView, path, pages)
        assert pointer.target == "/health/articles/hiccups/"
        assert pointer.head.canonical == "https://example.org/health/articles/hiccups/"
    assert view(RedirectView, "who/index.html", pages).target == "/health/about/"


@pytest.mark.parametrize("old", ["", "/", "/../x/", "https://example.org/x/", "/a b/", "//x/", "/.hidden/", "/%FF/", "old/"])
def test_an_old_address_that_cannot_be_served_is_left_out(old: str) -> None:
    site = a_site(articles=[an_article(redirect_from=(old,))])
    assert not any(isinstance(page.view, RedirectView) for page in planned(site, composed()).values())


def test_the_page_for_dead_links_starts_its_addresses_at_the_host() -> None:
    page = view(NotFoundView, "404.html", planned(base_url="https://example.org/health"))
    assert page.head.noindex
    assert all(link.url.startswith("/health/") for link in page.links)
    assert "/health/topics/" in [link.url for link in page.links]


def test_the_sitemap_holds_true_days() -> None:
    urls = {url.loc: url.lastmod for url in view(SitemapView, "sitemap.xml").urls}
    assert urls["https://example.org/articles/hiccups/"] == "2026-04-01"
    assert urls["https://example.org/about/"] == "2026-02-01"
    assert urls["https://example.org/"] == urls["https://example.org/articles/"] == "2026-05-01"
    assert urls["https://example.org/topics/breathing/"] == "2026-04-01"
    assert urls["https://example.org/glossary/spasm/"] == ""
    assert not [url for url in urls if "old" in url or "404" in url or "feed" in url]


def test_the_feed_has_the_newest_first() -> None:
    feed = view(FeedView, "feed.xml")
    assert [entry.title for entry in feed.entries] == ["10 facts about belching", "Hiccups", "Ärger with sunburn"]
    assert (feed.updated, feed.url) == ("2026-05-01T00:00:00Z", "https://example.org/feed.xml")
    assert feed.entries[1].tags == ("Breathing",)
    assert view(FeedView, "feed.json").url == "https://example.org/feed.json"


def test_an_empty_site_is_a_site() -> None:
    pages = planned(a_site(), composed())
    assert view(FeedView, "feed.xml", pages).updated == "1970-01-01T00:00:00Z"
    assert {"index.html", "articles/index.html", "404.html"} <= set(pages)


def test_another_language_has_its_own_lists() -> None:
    articles = [an_article("hiccups"), an_article("hiccups", "es", title="Hipo"), an_article("sunburn")]
    bodies = {("article", "es", "hiccups"): some_prose('<a href="article:sunburn">x</a>', links=(a_link("article", "sunburn"),))}
    pages = planned(a_site(articles=articles), composed(bodies))
    spanish = view(ArticleView, "es/articles/hiccups/index.html", pages)
    assert spanish.body_html == '<a href="/articles/sunburn/">x</a>'
    assert spanish.head.breadcrumbs[1].url == "/es/articles/"
    assert [item.name for group in view(AzView, "es/articles/index.html", pages).groups for item in group.items] == ["Hipo"]
    assert [link.text for link in view(ArticleView, "articles/sunburn/index.html", pages).linked_from] == ["Hipo"]
    assert "es/glossary/index.html" not in pages
    assert view(FeedView, "es/feed.xml", pages).entries[0].title == "Hipo"


def test_a_source_is_cited_by_the_pages_that_show_its_signs_and_what_to_do_about_them() -> None:
    texts = composed(inline={"Call 112.": some_prose('Call 112. <a href="cite:gulp"></a>', citations=(a_citation("gulp"),))})
    article = an_article(
        title="Hiccups",
        symptoms=(SymptomRef(id="hiccuping"),),
        red_flags=(RedFlag(sign="You faint", level="emergency", cite=("study",)),),
    )
    site = a_site(
        articles=[article, an_article("sunburn")],
        symptoms=[a_symptom("hiccuping"), a_symptom("redness")],
        sources=[a_source("gulp"), a_source("study")],
    )
    for item in view(SourcesView, "sources/index.html", planned(site, texts)).sources:
        assert [link.text for link in item.cited_by] == ["Hiccuping", "Hiccups"]


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ("/caf%C3%A9/", "café/index.html"),
        ("/café.html", "café.html"),
        ("/old(1)/", "old(1)/index.html"),
        ("/a,b&c/d", "a,b&c/d/index.html"),
    ],
)
def test_every_old_address_that_an_editor_may_write_has_its_pointer(old: str, path: str) -> None:
    site = a_site(articles=[an_article(redirect_from=(old,))])
    assert view(RedirectView, path, planned(site, composed())).target == "/articles/hiccups/"
