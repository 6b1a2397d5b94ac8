"""Every code that reading a site can give, and what it means, for `wellread explain`."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "address-wrong": "A web address, a link or a page's old address is not written as one. Web addresses are whole (https://…); "
    "old addresses start with “/” and never hold “..”, “?” or “#”.",
    "character-forbidden": "The text holds a character that can't be seen and that programs read in different ways: a control "
    "character, an unusual line break, or the sign “�” that stands where a letter was lost.",
    "choice-unknown": "The key takes one of a few words, and this is none of them.",
    "content-empty": "There is no entry in content/ yet.",
    "content-missing": "There is no folder content/ beside site.yaml.",
    "date-wrong": "Dates are written as year-month-day (2026-11-02), because 2/11/2026 is two different days in two countries.",
    "encoding-wrong": "The file is not saved as UTF-8, so accented letters and dashes would come out wrong.",
    "fence-wrong": "The keys at the top of a file stand between two lines of exactly three hyphens. A dash, two hyphens or four "
    "would leave the keys unread, and a draft could be published.",
    "file-empty": "The file holds nothing.",
    "file-large": "The file is far larger than a text can be. Something else was probably saved under its name.",
    "file-unexpected": "The folder content/ holds entries and lists only, each in its place; this would never reach a reader.",
    "file-unreadable": "The computer doesn't let the program read the file.",
    "front-matter-late": "The keys must be the first thing in the file; with text above them they would be printed on the page.",
    "front-matter-missing": "Every entry starts with its keys between two lines ---.",
    "front-matter-unclosed": "The keys at the top are never closed with a second line ---.",
    "front-matter-wrong": "Between the two lines --- stands something else than keys with values.",
    "id-repeated": "Two entries or records have the same id, so nobody can say which one a link means. Capital letters don't tell "
    "them apart: some computers can't hold both files.",
    "id-wrong": "An id is small letters a to z, digits and hyphens, as in the file's name and the page's address.",
    "image-misplaced": "Pictures live in static/img/, not in content/.",
    "json-syntax": "A CSL-JSON export can't be read.",
    "key-missing": "A key that is needed isn't there.",
    "key-repeated": "The same key is written twice; YAML would quietly take one of the two values.",
    "key-unknown": "There is no such key; a misspelt key would be ignored without a word.",
    "link-outside": "A symbolic link leads to a file outside the site, which others wouldn't have.",
    "name-wrong": "A file's name becomes the page's address: small letters a to z, digits and single hyphens, and .md.",
    "number-wrong": "The key takes a whole number in digits.",
    "quotes-curly": "Curly quotation marks don't hold a value together as straight ones do: they are shown on the page, and a "
    "comma or a colon between them is taken for YAML's.",
    "value-missing": "There is nothing behind the key.",
    "value-wrong": "The value is of another sort than the key takes: a list instead of a text, or the other way round.",
    "yaml-alias": "YAML's anchors and aliases (&name, *name) hide what is written and can make a small file enormous.",
    "yaml-deep": "Lists in lists in lists: nothing in a site needs that many levels.",
    "yaml-key": "A key is a single word in front of a colon.",
    "yaml-large": "The file holds more values than any entry needs.",
    "yaml-syntax": "The keys can't be read as YAML. Most often a text with a colon, or one that starts with a sign, needs quotes.",
    "yaml-tag": "YAML's tags (!name) change what a value is; values are always taken as they are written.",
}
