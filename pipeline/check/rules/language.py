"""The wrong language, and wrong letters for the right one: left from a translation, glued, doubled."""

import re
from collections.abc import Iterator

from pipeline.check.rules.subject import Draft, Subject, find_passages, passage_location
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import KAZAKH_LETTERS
from pipeline.model import Language, Location

# After a full stop that ends a word, before a capital or a figure: "Условий. 3.1. және" is cut, "3.2. Условий" is not.
SENTENCE_END = re.compile(r"(?<=[^\W\d_][.!?])\s+(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ\d])")
# OCR reads a round bullet as the letter; as a preposition it never stands alone in a sentence's evidence
MISREAD_BULLET = "о"
UNIT = re.compile(r"(?<![^\W\d_])[^\W\d_]++/[^\W\d_]{1,3}(?!\w)")  # "Мбит/с" has no preposition
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def find_leftover_language(subject: Subject) -> Iterator[Draft]:
    """A sentence is in another language than the document.

    Why: a piece of the original was left in a translation; where both say it, they may say different things.

    Fires: "Техническая поддержка осуществляется круглосуточно ..." in a Kazakh document; "3.1. и 3.2. Условий."
    Nearly: product names and terms in brackets: "Басқару тобы (Control Plane) мен Воркер-нод (Worker Nodes)".
    """
    for terms in subject.documents:
        for passage in find_passages(terms):
            foreign: dict[Language, list[str]] = {}
            expected = _expected_language(passage.place, terms.language)
            for sentence in SENTENCE_END.split(passage.text):
                language = sentence_language(sentence, expected)
                if language is not None:
                    foreign.setdefault(language, []).append(sentence)
            for language, sentences in foreign.items():
                yield Draft(
                    locations=(passage_location(terms, passage, " ".join(sentences)),),
                    values={"place": passage.place, "language": language, "document_language": expected},
                    evidence={"language": language, "sentences": sentences},
                )


def _expected_language(place: str, language: Language) -> Language:
    """The language of a place: of two texts side by side the second's clauses are named by theirs, "ru/1.1"."""
    part = place.partition("/")[0]
    return next((own for own in VOCABULARIES if own == part), language)


def sentence_language(sentence: str, expected: Language) -> Language | None:
    """The language a sentence is in where it is surely not the expected one.

    Kazakh and Russian share most letters: a Russian sentence has a Russian function word, no Kazakh letter and no
    Kazakh function word; a Kazakh one has two words with Kazakh letters.

    >>> sentence_language("3.1. и 3.2. Условий.", "kk"), sentence_language("Kubernetes платформасы", "kk")
    ('ru', None)
    """
    words = [word.casefold() for word in WORD.findall(UNIT.sub(" ", sentence))]
    cyrillic = [word for word in words if "а" <= word[0] <= "ӿ"]
    latin = [word for word in words if "a" <= word[0] <= "z"]
    with_kazakh_letters = [word for word in cyrillic if KAZAKH_LETTERS & set(word)]
    hits = {
        language: sum(word in vocabulary.function_words and word != MISREAD_BULLET for word in words)
        for language, vocabulary in VOCABULARIES.items()
    }
    if expected != "en" and len(latin) > len(cyrillic) and len(latin) >= 4 and hits["en"] >= 2:
        return "en"
    if expected == "kk":
        russian = hits["ru"] > hits["kk"] and len(cyrillic) >= 2 and not with_kazakh_letters
        return "ru" if russian else None
    if len(with_kazakh_letters) >= 2 and len(with_kazakh_letters) * 3 >= len(words):
        return "kk"
    if expected == "en" and len(cyrillic) >= 3 and len(cyrillic) > len(latin) and hits["ru"] >= 1:
        return "ru"
    return None


def find_doubled_words(subject: Subject) -> Iterator[Draft]:
    """A word stands twice in a row.

    Why: a slip of editing; sometimes the second was to be another word.

    Fires: "қызмет қызмет көрсетіледі".
    Nearly: "қайта-қайта", "24 24"; a word that ends one sentence and begins the next.
    """
    for terms in subject.documents:
        for passage in find_passages(terms):
            for match in re.finditer(r"(?<![\w-])([^\W\d_]{3,})\s+\1(?![\w-])", passage.text, re.IGNORECASE):
                yield Draft(
                    locations=(passage_location(terms, passage, _around(passage.text, match.start(), match.end())),),
                    values={"place": passage.place, "word": match[1]},
                )


# What typography forbids in all three languages; the name is part of the evidence.
SLIPS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("blank before a mark", re.compile(r"(?<=\w)\s+[,;:!?](?=\s|$)|(?<=[^\W\d_])\s\.(?=\s|$)")),
    ("no blank after a mark", re.compile(r"(?<=[^\W\d_]{3})[,;](?=[^\W\d_]{2})")),
    ("mark twice", re.compile(r",,|;;|(?<!\.)\.\.(?!\.)|::")),
    ("empty brackets", re.compile(r"\(\s*\)|«\s*»")),
)


def find_typography(subject: Subject) -> Iterator[Draft]:
    """Blanks and marks that typography does not allow; words that stood glued and were set apart.

    Why: harmless one by one, but they break searching and copying, and a glued heading hides from a table of contents.

    Fires: "ТАРАПТАРДЫҢЖАУАПКЕРШІЛІГІ" for two words, "тобы— кластердің", a blank before a comma.
    Nearly: "24/7/365", "3.1.", "т.б.", "IP-мекенжай".
    """
    for terms in subject.documents:
        for note in terms.repairs:
            if note.method in MENDED_TYPOGRAPHY:
                place = next((clause.number for clause in terms.clauses if note.after in clause.text), "")
                location = Location(document=terms.source.file, clause=place, quote=note.before, page=note.origin.page)
                yield Draft(
                    locations=(location,),
                    values={"before": note.before, "after": note.after},
                    evidence={"slip": MENDED_TYPOGRAPHY[note.method]},
                )
        for passage in find_passages(terms):
            for name, pattern in SLIPS:
                for match in pattern.finditer(passage.text):
                    quote = _around(passage.text, match.start(), match.end())
                    yield Draft(
                        locations=(passage_location(terms, passage, quote),),
                        values={"before": quote, "after": ""},
                        evidence={"slip": name},
                    )


# The repairs that set right what the author wrote, not what a reader of the file broke.
MENDED_TYPOGRAPHY = {"split-glued-words": "glued words", "space-dashes": "no blank before a dash"}


def _around(text: str, start: int, stop: int) -> str:
    """The words about a place, whole."""
    left = text.rfind(" ", 0, max(0, start - 20)) + 1
    right = text.find(" ", min(len(text), stop + 20))
    return text[left : len(text) if right < 0 else right]
