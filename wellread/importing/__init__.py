"""A folder of Markdown from another generator → drafts of this site, and a report of everything that was done with it.

Nothing of the folder is lost: what can't be carried over stands word for word in the report, with its file and line. Nothing of the
site is overwritten. A file takes this way:

    survey      what is in the folder: texts, pictures, the other generator's settings
    front       a text's front matter (YAML, TOML or JSON) and its body
    addresses   where each text was read before, so that links and old addresses find it again
    keys        what its front matter says → what an article says of itself
    references  its list of sources → records of content/sources.yaml
    tags, boxes shortcodes, Liquid and kramdown's attributes → Markdown; boxes → alerts
    markup, elements   HTML → Markdown
    text        the whole way of a body; headings, links and pictures
    notes       what was done with what, and the last look: is each word of the source somewhere
    report      the notes, for people and for programs
    command     `wellread import`
"""
