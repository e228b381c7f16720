"""Two services' terms made by hand, their findings and comparison; and every attack a document's text may try."""

from decimal import Decimal
from pathlib import Path

import msgspec

from pipeline.model import (
    Change,
    Clause,
    ClauseText,
    Comparison,
    Definition,
    Diff,
    ErrorRecord,
    Fact,
    FactRow,
    Finding,
    Group,
    Leftover,
    Location,
    Member,
    Origin,
    RepairNote,
    Responsibility,
    Source,
    Table,
    Terms,
)

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "</style></title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "\x1b[31mred\x1b]0;title\x07",
    "a\u202eb\u2066c\u200d\ufeff",
    "x\n::error file=a::forged",
    "##[error]forged",
    "| a | `b` | *c* [d](http://e) @everyone #1",
    "\x00\x08\x0b\x7f\x85\u2028",
    "[bold]markup[/bold] :smile:",
    "javascript:alert(1)",
    "]]> & &lt;",
)
HOSTILE = " ".join(ATTACKS)


def place(top: float, page: int = 1) -> Origin:
    return Origin(page=page, bbox=(60.0, top, 540.0, top + 24))


def clause(number: str, text: str, top: float, **more: object) -> Clause:
    parent = number.rpartition(".")[0] or None
    level = number.count(".") + 1
    fields = {"kind": "heading" if level == 1 else "clause", "eid": f"c-{number}", "origin": place(top)} | more
    return Clause(number=number, parent=parent, level=level, text=text, **fields)  # type: ignore[arg-type]


def tier(clause_number: str, lower: str | None, upper: str | None, credit: int) -> Fact:
    attributes: dict[str, str | bool | None] = {
        "lower": lower,
        "lower_closed": None if lower is None else False,
        "upper": upper,
        "upper_closed": None if upper is None else False,
    }
    return Fact(
        metric="credit_tier",
        value=Decimal(credit),
        unit="percent",
        clause=clause_number,
        quote=f"{credit}%",
        attributes=attributes,
        origin=place(160),
    )


def terms(
    file: str,
    service: str,
    *,
    support: str = "Техникалық қолдау тәулігіне 24 сағат көрсетіледі.",
    confidence: float = 1.0,
    extra: tuple[Clause, ...] = (),
) -> Terms:
    return Terms(
        source=Source(
            file=file,
            sha256="ab" * 32,
            pages=2,
            text_origin="plain-text" if file.endswith(".txt") else "text-layer",
            repaired=True,
            confidence=confidence,
        ),
        service=service,
        language="kk",
        title="ПАЙДАЛАНУ ШАРТТАРЫ",
        version_date="2025-09-10",
        preamble="Осы шарттар Келісімнің бөлігі болып табылады.",
        definitions=(Definition(term="Бакет", text="бірінші деңгейлі ресурс.", origin=place(20)),),
        clauses=(
            clause("1", "МӘНІ", 40),
            clause("1.1", "Орындаушы қызмет ұсынады, 3.1-тармақ бойынша.", 70, references=("3.1",)),
            clause("2", "ҚЫЗМЕТ КӨРСЕТУ ДЕҢГЕЙІ (SLA)", 100, number_inferred=True),
            clause("2.1", support, 130, confidence=0.62),
            clause("2.2", "Қызмет деңгейі бұзылса, өтемақы төленеді:", 160, references=("2.1",)),
            *extra,
        ),
        tables=(
            Table(
                clause="2.2",
                kind="compensation",
                header=("Қолжетімділік", "Өтемақы"),
                rows=(("99,9%-дан жоғары", "0%"), ("99,9%-дан төмен", "5%")),
                found_by="test",
                spans=((1, 0, 2, 1),),
                origin=place(190),
            ),
        ),
        responsibilities=(Responsibility(item="Деректер", party="customer", clause="1.1", origin=place(70)),),
        facts=(
            Fact(
                metric="availability",
                value=Decimal("99.90"),
                unit="percent",
                bound="at_least",
                clause="2.2",
                quote="99,90% кепілдік береді",
                attributes={"period": None},
                origin=place(160),
            ),
            tier("2.2", "99.9", None, 0),
            tier("2.2", None, "99.9", 5),
        ),
        repairs=(
            RepairNote(before="Kbl3MeT", after="қызмет", method="ocr-language", confidence=0.9, origin=place(72)),
        ),
        unplaced=(Leftover(kind="text", text="иесіз сөз", origin=place(400)),),
        furniture=(Leftover(kind="running-head", text="more than cloud", origin=place(5)),),
    )


def samples() -> tuple[Terms, ...]:
    """Two services, one of them in two snapshots of which the PDF was read as well as the text file."""
    return (
        terms("veeam.txt", "veeam"),
        terms("veeam.pdf", "veeam"),
        terms(
            "vps.pdf",
            "vps",
            support="Техникалық қолдау тәулігіне 12 сағат көрсетіледі.",
            confidence=0.9,
            extra=(clause("2.3", "Тек осы қызметте бар тармақ.", 220),),
        ),
    )


def group(relation: str, number: str, *names: str) -> Group:
    members = tuple(Member(document=name, clauses=(number,)) for name in names)
    return Group(topic=f"тақырып {number}", members=members, relation=relation)  # type: ignore[arg-type]


def comparison() -> Comparison:
    names = ("veeam.txt", "veeam.pdf", "vps.pdf")
    return Comparison(
        documents=names,
        groups=(
            group("variant", "2.1", *names),
            *(group("identical", number, *names) for number in ("1", "1.1", "2", "2.2")),
            group("identical", "2.3", "vps.pdf"),
        ),
        facts=(
            FactRow(metric="availability", attributes={"period": None}, values=dict.fromkeys(names, "99.90")),
            FactRow(metric="reply_time", attributes={"channel": "email"}, values={"vps.pdf": "24"}),
        ),
    )


def finding(
    rule: str = "tier-gap",
    severity: str = "high",
    document: str = "veeam.pdf",
    clause_number: str = "2.2",
    message: str = "Exactly 99.9 % belongs to no tier.",
    fingerprint: str = "f00d",
    quote: str = "99,9%-дан төмен",
) -> Finding:
    location = Location(document=document, clause=clause_number, quote=quote, page=1)
    return Finding(
        rule=rule,
        family="tier",
        severity=severity,  # type: ignore[arg-type]
        message=message,
        locations=(location, Location(document=document, clause="1.1", quote="", page=None)),
        fingerprint=fingerprint,
        evidence={"points": ["99.9"]},
    )


def findings() -> tuple[Finding, ...]:
    return (
        finding("vague-word", "low", "vps.pdf", "2.1", fingerprint="a1"),
        finding(),
        finding(document="vps.pdf"),
        finding("lost-reference", "medium", "veeam.pdf", "1.1", fingerprint="b2"),
    )


def errors() -> tuple[ErrorRecord, ...]:
    return (ErrorRecord(source="scan.pdf", code="encrypted", message="the file is encrypted", hint="save it unlocked"),)


def diff() -> Diff:
    documents = samples()
    return Diff(
        old=documents[0].source,
        new=documents[1].source,
        language="kk",
        changes=(
            Change(
                kind="renumbered",
                significance="editorial",
                old=ClauseText(number="3", text="Байланыс"),
                new=ClauseText(number="4", text="Байланыс"),
            ),
            Change(
                kind="modified",
                significance="substantive",
                facets=("number",),
                old=ClauseText(number="5.3", text="10 минутқа дейін"),
                new=ClauseText(number="5.3", text="15 минутқа дейін"),
                words=(("replace", "10 ", "15 "), ("equal", "минутқа дейін", "минутқа дейін")),
            ),
            Change(kind="removed", significance="substantive", old=ClauseText(number="5.9", text="Өтемақы беріледі.")),
            Change(
                kind="modified",
                significance="substantive",
                facets=("table",),
                old=ClauseText(number="table 5.6", text="95%-дан төмен | 15%"),
                new=ClauseText(number="table 5.6", text="95%-дан төмен | 20%"),
                table={"clause": "5.6", "kind": "compensation", "cells": [[4, 1, "15%", "20%"]]},
            ),
            Change(kind="added", significance="wording", new=ClauseText(number="6", text="Жаңа тармақ.")),
        ),
    )


def hostile_terms(text: str = HOSTILE) -> Terms:
    """Terms whose every text is hostile, names and numbers included."""
    return Terms(
        source=Source(file=f"{text}.pdf", sha256="cd" * 32, pages=1, text_origin="ocr", repaired=True, confidence=0.5),
        service=text,
        language="kk",
        title=text,
        version_date=text,
        effective_date=text,
        preamble=text,
        definitions=(Definition(term=text, text=text, origin=place(20)),),
        clauses=(
            clause("1", text, 40, references=(text, "1")),
            clause(text, text, 80, number_inferred=True, confidence=0.1),
            clause("1", text, 120),
        ),
        tables=(
            Table(clause="1", kind="other", header=(text, text), rows=((text, text),), found_by="x", origin=place(160)),
            Table(clause="gone", kind="other", header=(), rows=((text,),), found_by="x", origin=place(160)),
        ),
        responsibilities=(Responsibility(item=text, party="both", clause="1", origin=place(40)),),
        facts=(
            Fact(metric="contact", clause="1", quote=text, attributes={"kind": "url", "address": text}),
            Fact(metric="bandwidth", value=Decimal(1), unit=text, clause=text, quote=text, attributes={text: text}),
        ),
        repairs=(RepairNote(before=text, after=text[:9], method=text, confidence=0.5, origin=place(42)),),
        unplaced=(Leftover(kind=text, text=text, origin=place(400)),),
        furniture=(Leftover(kind=text, text=text, origin=place(5)),),
    )


def hostile_comparison(text: str = HOSTILE) -> Comparison:
    name = f"{text}.pdf"
    return Comparison(
        documents=(name,),
        groups=(
            Group(topic=text, members=(Member(document=name, clauses=("1", text)),), relation="variant"),
            Group(topic=text, members=(Member(document="gone", clauses=(text,)),), relation="variant"),
        ),
        facts=(FactRow(metric="bandwidth", attributes={text: text}, values={name: text, "gone": text}),),
    )


def hostile_finding(text: str = HOSTILE) -> Finding:
    return Finding(
        rule=text,
        family="risk",
        severity="high",
        message=text,
        locations=(
            Location(document=f"{text}.pdf", clause=text, quote=text, page=1),
            Location(document=text, clause="", quote=text),
        ),
        fingerprint=text,
        evidence={text: [text]},
    )


def hostile_diff(text: str = HOSTILE) -> Diff:
    source = hostile_terms(text).source
    side = ClauseText(number=text, text=text)
    return Diff(
        old=source,
        new=source,
        language="kk",
        changes=(
            Change(kind="modified", significance="substantive", old=side, new=side, words=(("replace", text, text),)),
            Change(
                kind="added",
                significance="wording",
                new=side,
                table={"clause": text, "cells": [[1, 0, text, None], [0, 2, None, text]]},
            ),
            Change(kind="removed", significance="editorial", old=side),
        ),
    )


def save_run(folder: Path) -> None:
    """What `tarmaq run` leaves in its folder, as far as frames read it."""
    for terms in samples():
        place = folder / terms.source.file
        place.mkdir()
        (place / "terms.json").write_bytes(msgspec.json.encode(terms))
    (folder / "compare.json").write_bytes(msgspec.json.encode(comparison()))
    (folder / "findings.json").write_bytes(msgspec.json.encode(findings()))
