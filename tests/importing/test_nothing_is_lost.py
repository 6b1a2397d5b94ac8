"""Whatever stands in a folder: each of its words is in a draft, in a list, or word for word in the report; and no tag that said
something goes without a word."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.importing.alone import drafted, everything
from wellread.importing.notes import words_of
from wellread.new.layouts import lay_out_record
from wellread.read import read_entry, read_sources

WORDS = st.sampled_from(["rest", "water", "10 mg", "twice", "Fièvre", "38.5", "nurse", "don't", "call_us", "112", "a&b", "night"])
SAYING = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
BOXES = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "h2",
    "h3",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "figure",
    "nav",
]
INSIDE = [
    "b",
    "i",
    "em",
    "strong",
    "span",
    "a",
    "br",
    "hr",
    "sup",
    "sub",
    "del",
    "s",
    "q",
    "code",
    "img",
    "abbr",
    "details",
    "summary",
]
TAGS = [*BOXES, *INSIDE, "script", "style", "button", "unknown-tag"]
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' class="x y"',
        ' href="/some/where/"',
        ' id="there"',
        ' title="in words"',
        " rowspan=2",
        ' src="pic.png" alt="seen"',
        ' style="color:red',
    ]
)
MARKS = st.sampled_from(
    [
        *(
            "\n\n",
            "\n",
            " ",
            "\n- ",
            "\n1. ",
            "\n    ",
            "\n\n    ",
            "\n> ",
            "\n\n## ",
            "\n\n# ",
            "\n### ",
            "\n===\n",
            "\n---\n",
            "**",
            "*",
            "`",
            "_",
        ),
        *(
            "\n\n```\n",
            "\n| a | b |\n|---|---|\n| ",
            " | ",
            "[",
            "](/x/)",
            "](#there)",
            "![",
            "](pic.png)",
            "<!-- ",
            " -->",
            "<",
            ">",
            "&lt;",
            "&amp;",
        ),
        *("\n: ", "{::comment}", "{:/comment}", "==", "&deg;", "\n*[", "]: ", "\n{: .notice--danger}\n"),
        *(
            "\\",
            "{: .lead}",
            "{:#own}",
            '{{< figure src="a.png" alt="an arm" >}}',
            "{{% notice warning %}}",
            "{{% /notice %}}",
            '{{< ref "x.md" >}}',
        ),
        *(
            '{% include call.html who="us" %}',
            "{% if x %}",
            "{% endif %}",
            "{{ page.title }}",
            "{{ site.baseurl }}",
            "{% raw %}",
            "{% endraw %}",
        ),
        *(
            "{% highlight sh %}\n",
            "\n{% endhighlight %}",
            "[^1]",
            "\n[^1]: ",
            "{{</* note */>}}",
            "\t",
            "<br>",
            "</p>",
            '\n\n[ref]: /old/ "named"\n',
        ),
    ]
)


@st.composite
def tags(draw: st.DrawFn) -> str:
    name, closing = draw(st.sampled_from(TAGS)), draw(st.integers(0, 2))
    return f"</{name}>" if closing == 0 else f"<{name}{draw(ATTRIBUTES)}>"


BODIES = st.lists(st.one_of(SAYING, SAYING, MARKS, tags()), max_size=25).map("".join)
VALUES = st.one_of(
    SAYING,
    st.sampled_from(
        ["2020-03-04T10:00:00Z", "3/4/2020", "true", "[a, b c]", "{url: https://x.example/y, agency: Skin Office}", "-5", "~"]
    ),
    st.just("\n  - heading: More\n    links:\n    - {url: /x/, title: The x, description: All of it}"),
    st.just("\n  - agency: Skin Office\n    url: https://x.example/itch\n  - https://x.example/burn"),
)
KNOWN = ["title", "date", "lastmod", "description", "excerpt", "summary", "tags", "categories", "keywords", "aliases", "sources"]
MORE = ["redirect_from", "related", "relatedlinks", "author", "draft", "published", "permalink", "slug", "url", "order", "odd"]
KEYS = st.sampled_from([*KNOWN, *MORE])
FRONTS = st.dictionaries(KEYS, VALUES, max_size=7).map(lambda keys: "".join(f"{key}: {value}\n" for key, value in keys.items()))


@given(front=FRONTS, body=BODIES, fence=st.sampled_from(["---", "---", "---", "+++", ""]))
@example(front="title: A\n", body='10<sup>9</sup> <del>5 mg</del> <p>a <script>b("c")</script>', fence="---")
@example(front="", body='<table class="t"><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>', fence="---")
@example(front="sources:\n  - agency: Skin Office\n    url: https://x.example/itch\n    odd: 1\n", body="", fence="---")
@settings(max_examples=150, deadline=None)
def test_every_word_is_somewhere(front: str, body: str, fence: str) -> None:
    source = f"{fence}\n{front}{fence}\n{body}" if fence else body
    draft, references = drafted(source)
    lost = words_of(unescape(source)) - words_of(unescape(everything(draft, references)))
    assert not +lost


@given(front=FRONTS, body=BODIES)
@example(front="title: '{{ x }}'\ndescription: <b></b>\nsummary: '@home: #1 fear'\n", body="")
@example(
    front="tags: ['*', con]\nkeywords: [':', '- a', '#b', '“c”']\naliases: ['a b', '//x', /ok/, '/?']\nslug: Ä ö\n", body="\n# \n"
)
@example(front="related:\n - /a/one/\n - nowhere\nsources: ['[x](https://x.example)', 'a: b #c', 5]\n", body="")
@settings(max_examples=100, deadline=None)
def test_every_draft_can_be_read(front: str, body: str) -> None:
    draft, references = drafted(f"---\n{front}---\n{body}")
    assert read_entry(draft.named.target, draft.content.encode(), "en").problems == ()
    records = "".join(lay_out_record(each) for each in references.new.values())
    assert not records or read_sources("content/sources.yaml", records.encode()).problems == ()


@given(body=BODIES)
@settings(max_examples=100, deadline=None)
def test_no_tag_that_said_something_goes_without_a_word(body: str) -> None:
    draft, references = drafted(body)
    left = everything(draft, references)
    for tag in re.findall(r'<[a-z][a-z-]* (?:class|style|title)="[^"<>]*">', body):
        value = re.search(r'"([^"]*)"', tag)
        assert tag in left or (value and value[1] in left)


TEXTS = SAYING.map(lambda text: text.replace("&", "&amp;"))
LINES = st.recursive(
    TEXTS,
    lambda inside: st.builds(
        lambda name, parts: f"<{name}>{' '.join(parts)}</{name}>",
        st.sampled_from(["b", "i", "em", "strong", "span", "u", 'a href="/x/"', "q", "small"]),
        st.lists(inside, min_size=1, max_size=3),
    ).map(lambda html: html.replace('</a href="/x/">', "</a>")),
    max_leaves=4,
)


def _row(cells: list[str]) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


PLAIN = st.recursive(
    st.one_of(LINES.map("<p>{}</p>".format), LINES.map("<h3>{}</h3>".format), TEXTS.map("\n\n{}\n\n".format)),
    lambda inside: st.one_of(
        st.lists(LINES, min_size=1, max_size=3).map(lambda items: f"<ul>{''.join(f'<li>{each}</li>' for each in items)}</ul>"),
        st.lists(inside, min_size=1, max_size=3).map(lambda items: f"<ol>{''.join(f'<li>{each}</li>' for each in items)}</ol>"),
        st.lists(inside, min_size=1, max_size=3).map(lambda parts: f'<div class="box">\n{"".join(parts)}\n</div>'),
        st.lists(st.lists(LINES, min_size=2, max_size=2), min_size=1, max_size=3).map(
            lambda rows: f"<table>{''.join(_row(row) for row in rows)}</table>"
        ),
        inside.map("<blockquote>{}</blockquote>".format),
        st.tuples(LINES, LINES).map(lambda pair: f"<dl><dt>{pair[0]}</dt><dd>{pair[1]}</dd></dl>"),
    ),
    max_leaves=6,
)


@given(html=PLAIN)
@settings(max_examples=150, deadline=None)
def test_plain_html_keeps_its_words_in_their_order(html: str) -> None:
    draft, _ = drafted(html)
    words = re.findall(r"[^\W_]+", unescape(re.sub(r"<[^<>]*>", " ", html)))
    body = re.sub(r"\]\([^()]*\)", "]", draft.content.partition("\n---\n")[2])
    body = re.sub(r"^(?:[ >-]|\d+\. )+", "", body, flags=re.MULTILINE)
    assert re.findall(r"[^\W_]+", unescape(body)) == words
    assert not re.search(r"</?[a-z]", body)


@given(body=BODIES)
@example(body='\n\n# {{< ref "x.md" >}}')
@example(body='\n\n```\n{{< ref "x.md" >}}')
@settings(max_examples=60, deadline=None)
def test_no_sign_of_ours_is_left(body: str) -> None:
    draft, _ = drafted(body)
    assert not re.search("[\U000f0000-\U000f0007]", draft.content)
