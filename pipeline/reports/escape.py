"""Document text made harmless for the place it is shown in: a terminal, Markdown, a CI log, XML."""

import re
import unicodedata

# C: control, unassigned, surrogate, private use; Z: separators. Bidi marks, zero-width and tag characters are Cf.
HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
CONTROL_PICTURES = 0x2400
SUSPECT = re.compile(
    "[^ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u058f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2bff]"
)

ILLEGAL_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

BLOCK_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^()([-+=])")

MARKDOWN_ESCAPES = {ord(mark): "\\" + mark for mark in "\\`*_[]|~#$"} | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    # an empty comment parts the sign from the name, so that nobody is notified: "@PRO_DATA_Support_Bot"
    ord("@"): "@<!-- -->",
}


def _show_hidden(match: re.Match[str]) -> str:
    mark = match[0]
    code = ord(mark)
    if code < 0x20:
        return chr(CONTROL_PICTURES + code)
    if code == 0x7F:
        return "␡"
    if unicodedata.category(mark) in HIDDEN_CATEGORIES or NONCHARACTERS.match(mark):
        return f"⟨U+{code:04X}⟩"
    return mark


def visible_lines(text: str) -> str:
    r"""Characters that act instead of showing, shown: controls, escapes, bidi overrides, zero widths. Line ends stay.

    >>> visible_lines("a\x1b[31mb\u202ec\td\r\ne")
    'a␛[31mb⟨U+202E⟩c d\ne'
    >>> visible_lines("Қызмет 99,9% – №1 «Келісім»")
    'Қызмет 99,9% – №1 «Келісім»'
    """
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return "\n".join(SUSPECT.sub(_show_hidden, line) for line in text.split("\n"))


def visible(text: str) -> str:
    r"""Like visible_lines, on one line.

    >>> visible("а)\n б)")
    'а) б)'
    """
    return " ".join(part for line in visible_lines(text).split("\n") if (part := line.strip()))


def xml_text(text: str) -> str:
    r"""Text as data in XML: what the standard has no way to write is shown, all else stays.

    >>> xml_text("a\x00b\r\nc\td\u202e")
    'a␀b\nc\td\u202e'
    """
    return ILLEGAL_XML.sub(_show_hidden, text.replace("\r\n", "\n").replace("\r", "\n"))


def markdown_text(text: str) -> str:
    r"""Text as inline Markdown that shows exactly this text: no markup, no HTML, no mention, no table cell ended.

    >>> markdown_text("| `a` <b> [x](y) *z*")
    '\\| \\`a\\` &lt;b&gt; \\[x\\](y) \\*z\\*'
    >>> markdown_text("@PRO_DATA")
    '@<!-- -->PRO\\_DATA'
    """
    return visible(text).translate(MARKDOWN_ESCAPES)


def markdown_lines(text: str) -> str:
    r"""Like markdown_text; a line end becomes a break.

    >>> markdown_lines("бір\nекі")
    'бір<br>екі'
    """
    return "<br>".join(markdown_text(line) for line in visible_lines(text).split("\n"))


def markdown_start(text: str) -> str:
    r"""Escaped text that begins a paragraph: what would begin a list or a line there is escaped too.

    >>> markdown_start("1) бір"), markdown_start("- екі"), markdown_start("10.09.2025 бастап")
    ('1\\) бір', '\\- екі', '10.09.2025 бастап')
    """
    return BLOCK_START.sub(r"\1\\\2\4", text)


def github_data(text: str) -> str:
    r"""Text after the second `::` of a GitHub workflow command.

    >>> github_data("100 %\n::error::x")
    '100 %25%0A::error::x'
    """
    return visible_lines(text).replace("%", "%25").replace("\n", "%0A")


def github_property(text: str) -> str:
    """Text of a property (`file=`, `title=`) of a GitHub workflow command.

    >>> github_property("tier-gap: 5,6")
    'tier-gap%3A 5%2C6'
    """
    return github_data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def log_line(text: str) -> str:
    """Text as one line of a CI log that the runner will not take for a command of either syntax.

    >>> log_line("::error::x ##[error]y")
    ': :error: :x # #[error]y'
    """
    return visible(text).replace("::", ": :").replace("##[", "# #[")
