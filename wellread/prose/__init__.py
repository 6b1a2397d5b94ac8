"""Markdown → Prose: sanitised HTML whose links and citations are still symbolic, and what is in it, each with its mark.

Pure functions: no files, no clock, no environment. A text takes this way:

    commonmark   a CommonMark parser reads the text: blocks, inline pieces, and where each stands
    blocks       its blocks become Python-Markdown's tree, so that both read the same blocks
    dialect      Python-Markdown turns the tree into HTML, with citations as its own inline pattern
    inline       its inline patterns are tried only where they can find something
    sanitise     nothing but the tags, attributes and link schemes named there gets through
    differences  where the two parsers read a line differently, the editor is told
    headings, links, citations   what is in the text, with marks
    remarks      what a text has that the dialect does not
    text         the whole way, and `compose` its front door
    terms        later, page by page: glossary terms are linked at their first mention

and, beside the HTML, what a text says:

    spoken       blocks as a reader reads them, `wording` the door to it
    sentences, abbreviations     where a sentence ends
    words        what a word is, and how many syllables it has
    readability  how hard a text is to read, by published formulas
"""

from wellread.prose.compose import compose, compose_inline
from wellread.prose.html import plain_text
from wellread.prose.readability import measure_readability
from wellread.prose.terms import LinkedTerms, TermNames, link_terms, term_names
from wellread.prose.wording import find_wording, find_wording_inline

__all__ = [
    "LinkedTerms",
    "TermNames",
    "compose",
    "compose_inline",
    "find_wording",
    "find_wording_inline",
    "link_terms",
    "measure_readability",
    "plain_text",
    "term_names",
]
