"""What the reading left uncertain: lost numbers, gaps in the numbering, text that may be misread."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.check.rules.subject import Draft, Subject, clause_location, cut_quote
from pipeline.model import Location, ReadingDoubt, Terms

# More numbers missing in a row are a page missing, or a scheme of its own.
LONGEST_HOLE = 2
# Below this a clause should be read beside its source.
UNSURE = 0.7
# The code of a doubt that reading leaves where two readings of a figure differ.
DISAGREEMENT = "figures-disagree"
# The codes of doubts that it leaves at words that a page hides, or strikes out.
HIDDEN = "hidden-words"
STRUCK = "struck-out"
# Stands for what the doubt of an older file does not name.
UNNAMED = "…"


def find_inferred_numbers(subject: Subject) -> Iterator[Draft]:
    """Clause numbers that the source does not show and that were rebuilt from their neighbours.

    Why: whoever quotes the clause should look at the original first.

    Fires: a scan where OCR lost "2.1." and kept the text.
    Nearly: a number set in the line above its clause; a document that has no numbers at all.
    """
    for terms in subject.documents:
        inferred = [clause for clause in terms.clauses if clause.number_inferred]
        counted = [clause for clause in terms.clauses if clause.kind != "item"]
        unnumbered = counted == inferred and counted[:1] and counted[0].number == "1"  # counted by its headings
        if inferred and not unnumbered:
            yield Draft(
                locations=tuple(clause_location(terms, clause) for clause in inferred),
                values={"count": str(len(inferred)), "numbers": ", ".join(clause.number for clause in inferred)},
                key="inferred",
            )


def find_unsure_clauses(subject: Subject) -> Iterator[Draft]:
    """Clauses that were read with little confidence.

    Why: a figure in them may be wrong, and a difference to another version may be the reader's.

    Fires: a page read by OCR under a stamp.
    Nearly: a clause with one mended blank.
    """
    for terms in subject.documents:
        unsure = [clause for clause in terms.clauses if clause.confidence < UNSURE]
        if unsure:
            yield Draft(
                locations=tuple(clause_location(terms, clause) for clause in unsure),
                values={"count": str(len(unsure)), "numbers": ", ".join(clause.number for clause in unsure)},
                evidence={"least": min(clause.confidence for clause in unsure)},
                key="unsure",
            )


def find_disputed_figures(subject: Subject) -> Iterator[Draft]:
    """A figure that the text layer and the page's picture give differently.

    Why: one of the two is wrong, and nobody can tell which without looking at the page.

    Fires: a scan whose hidden words say 99,5 % where its picture shows 99,9 %.
    Nearly: a word that the two spell differently; "1 000" and "1000".
    """
    for terms, doubt in _doubts_of(subject, DISAGREEMENT):
        yield _doubt_draft(terms, doubt, "layer", "picture")


def find_hidden_words(subject: Subject) -> Iterator[Draft]:
    """Words that the file has and its pages do not show: covered, white on white, in a layer that is turned off.

    Why: who searches or copies finds them, who reads does not; a figure under a white patch is one that was changed.

    Fires: "99,9" under a white patch with "99,5" over it.
    Nearly: white words on a dark header; the hidden words that an OCR left under a scan.
    """
    for terms, doubt in _doubts_of(subject, HIDDEN):
        yield _doubt_draft(terms, doubt, "words")


def find_struck_words(subject: Subject) -> Iterator[Draft]:
    """Words with a line drawn through them; they are kept in the text.

    Why: a draft with its corrections binds nobody, and without the struck words the clause may say the contrary.

    Fires: "Заказчик не вправе" with a line through "не".
    Nearly: underlined words; a table's rule.
    """
    for terms, doubt in _doubts_of(subject, STRUCK):
        yield _doubt_draft(terms, doubt, "words")


def _doubts_of(subject: Subject, code: str) -> Iterator[tuple[Terms, ReadingDoubt]]:
    return ((terms, doubt) for terms in subject.documents for doubt in terms.doubts if doubt.code == code)


def _doubt_draft(terms: Terms, doubt: ReadingDoubt, *names: str) -> Draft:
    location = Location(
        document=terms.source.file,
        clause=doubt.clause,
        quote=cut_quote(doubt.quote),
        page=doubt.origin.page,
    )
    values = {name: doubt.named.get(name, UNNAMED) for name in names}
    return Draft(locations=(location,), values=values, key=f"{doubt.quote} {doubt.message}")


def find_number_gaps(subject: Subject) -> Iterator[Draft]:
    """The numbering skips a number, or has one twice.

    Why: a clause was taken out or lost in reading; or a reference can mean either of two clauses.

    Fires: 5.1, 5.2, 5.4; two clauses 3.2.
    Nearly: 5.9, 5.10; a section whose numbering starts at 1 again; "Раздел II" whose first clause is 2.
    """
    for terms in subject.documents:
        counts = Counter(clause.number for clause in terms.clauses if clause.kind != "item")
        for number in [number for number, count in counts.items() if count > 1]:
            clauses = [clause for clause in terms.clauses if clause.number == number]
            yield Draft(
                locations=tuple(clause_location(terms, clause) for clause in clauses),
                values={"what": number, "kind": "×2"},
            )
        for missing, after in _gaps(terms):
            clause = next(clause for clause in terms.clauses if clause.number == after)
            yield Draft(locations=(clause_location(terms, clause),), values={"what": missing, "kind": "—"}, key=missing)


def _gaps(terms: Terms) -> list[tuple[str, str]]:
    """Numbers missing between siblings, with the clause that follows the hole."""
    # by the number's own beginning and not by the parent: clauses may be counted on through named chapters
    siblings: defaultdict[str, list[int]] = defaultdict(list)
    for clause in terms.clauses:
        prefix, point, last = clause.number.rpartition(".")
        if clause.kind != "item" and last.isdigit() and int(last) < 1_000:
            siblings[prefix + point].append(int(last))
    found = []
    for prefix, numbers in siblings.items():
        for last_seen, after in zip([0, *numbers], numbers, strict=False):
            before = last_seen if last_seen <= after else 0  # it begins again in each article of a law
            # numbering that starts late, or leaps far, is another scheme and no hole
            if before < after - 1 <= before + LONGEST_HOLE:
                found += [(f"{prefix}{number}", f"{prefix}{after}") for number in range(before + 1, after)]
    return found
