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
    "image-active": """
A drawing (SVG) holds more than a drawing: a script, something to run, a page within it, or an address that leads out of it.

In a page such a thing does nothing. But a drawing has an address of its own, and whoever opens that gets a page of this site that
may do there whatever the site may; a link to it in a mail looks like one of ours. Drawings come from strangers and from many
programs: save it as “plain” or “optimised” SVG, which is the picture alone. It counts too where it is hidden in declarations
(<!DOCTYPE … [ … ]>) that some programs write: those are taken out in the same way.

Severity: error
""",
    "image-animated": """
A picture moves.

What moves beside a text can't be read past, and some readers it makes ill. Save one frame of it as a still picture. The code also
stands for a moving picture that no text shows, if it holds notes that can't be taken out of it: save it without them.

Severity: error
""",
    "image-ink": """
A picture is in the colours of printing ink (CMYK).

It comes from something made for print. Screens show its colours wrongly, each browser in its own way. Open it in a picture editor
and save it in RGB, best as sRGB.

Severity: error
""",
    "image-kind": """
A picture is not the kind of file that its name says, or is of a kind that browsers don't show.

Web servers tell browsers the kind by the name; told wrongly, some show nothing. Telephones save photographs as HEIC and scanners as
TIFF, which most browsers don't show: save them again as JPEG (photographs) or PNG (drawings).

Severity: error
""",
    "image-name-long": """
The name of a picture's file is too long.

The published file has a longer name, with a width and a fingerprint in it, and most disks end a name at 255 bytes. A letter that is
not an English one takes two bytes or three.

Severity: error
""",
    "image-small": """
A picture in a text is narrower than a phone's screen.

It is shown as small as it is, because nothing makes it sharper. Use one that is at least 720 points wide, so that it is sharp on a
good screen too.

Severity: warning
""",
    "image-too-large": """
A picture has more than 64 million points, or would stand more than 16,000 high on a page.

No reader sees more than 1,440 points across, and a file can be small and still unfold to more than a computer can hold. Save it
smaller; 3,000 points across are plenty. Of a very long one, cut out what readers have to see, or make several.

Severity: error
""",
    "image-unreadable": """
A file in static/ has the name of a picture but is none, or a part of it is missing.

The upload may have been cut short, or it is a web page that was saved in place of the picture. Of a picture that no text shows this
is a warning, and the file is published as it is.

Severity: error in a picture that a text shows, else a warning
""",
    "search-index": """
The site asks for search, and the index that readers' devices search can't be made.

A program called Pagefind makes it; it comes with the package pagefind_bin, for Linux, macOS and Windows. The message says what went
wrong: it is not installed, can't be started, or stopped. Nothing is published until it works or search is switched off, since a
search page without an index, or with an old one, would send readers away with nothing, or to what is not there any more.

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
    "template-outdated": """
A site's copy of one of the program's templates or styles was made from an original that is no longer the program's.

The copy goes on being used, so it may lack what was mended or added since. `wellread override NAME --diff` shows what changed. Put
it into the copy; `wellread override NAME --seen` records that. A copy without its first line is a file of the site's own, of which
nothing is said.

Severity: warning
""",
    "template-undefined": """
A template asks for something that its page does not have.

Often a name is misspelt. It would leave a gap on the page where a reader should find a word, so nothing is published until it is
mended.

Severity: error
""",
}
