"""Every code that making the pages can give, and what it means, for `wellread explain`."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "citation-style-unknown": """
The citation style of site.yaml is not among those that come with the program.

The references at the end of each page are printed in one of the thousands of styles of the Citation Style Language; the name must
be one of theirs, such as “elsevier-vancouver”.

Severity: error
""",
    "template-error": """
A file in templates/ can't be read, or can't be filled in.

The message says which file and line, and on which page it was seen. Nothing is published until it is mended, so readers keep the
pages they have. If you did not touch templates/, show the message to somebody who did.

Severity: error
""",
    "template-missing": """
A template asks for another one that is not in templates/.

The name may be misspelt, or the file was moved or not saved. The message says which template asks for it.

Severity: error
""",
    "template-undefined": """
A template asks for something that its page does not have.

Often a name is misspelt. It would leave a gap on the page where a reader should find a word, so nothing is published until it is
mended.

Severity: error
""",
}
