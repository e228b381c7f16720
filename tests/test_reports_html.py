"""The HTML pages: whole, self-contained, and deaf to what a document's text asks for."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tests.report_samples as sample
from pipeline.check.sla import fact_to_tier
from pipeline.model import Comparison, Footnote, Group, Member, Norm, Quote, ReadingDoubt, RepairNote
from pipeline.reports import comparison_to_html, diff_to_html, html, report_to_html
from pipeline.reports.matrix import comparison_to_sections, find_primaries
from pipeline.reports.norms import group_norms
from pipeline.reports.tiers import tiers_to_slots

VOID = {"meta", "input", "br", "img", "rect", "line"}
EVENT = re.compile(r"^on")


class Page(HTMLParser):
    """What a browser would make of a page, as far as the tests ask."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.raw: dict[str, str] = {}
        self.titles: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name == "href" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> where </{self.open[-1]}> is due"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = data
        elif self.open and self.open[-1] == "title":
            self.titles.append(data)
        else:
            self.text.append(data)


def report() -> str:
    return report_to_html(sample.samples(), sample.findings(), sample.comparison(), sample.errors())


PAGES: dict[str, Callable[[], str]] = {
    "report": report,
    "report of nothing": lambda: report_to_html((), (), None, ()),
    "report of one document": lambda: report_to_html(sample.samples()[:1], (), None, sample.errors()),
    "comparison": lambda: comparison_to_html(sample.comparison(), sample.samples()),
    "diff": lambda: diff_to_html(sample.diff()),
    "hostile report": lambda: report_to_html(
        (sample.hostile_terms(),), (sample.hostile_finding(),), sample.hostile_comparison(), sample.errors()
    ),
    "hostile diff": lambda: diff_to_html(sample.hostile_diff()),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_well_formed_and_every_link_lands(name: str) -> None:
    page = Page(PAGES[name]())
    assert page.open == []
    assert [name for name, count in Counter(page.ids).items() if count > 1] == []
    for link in page.links:
        assert link.startswith("#"), "nothing leads out of the page"
        assert link[1:] in page.ids
    for tag, name_, value in page.attributes:
        if name_ in ("aria-controls", "aria-labelledby"):
            assert value in page.ids, (tag, value)


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_for_nothing_from_outside(name: str) -> None:
    page = Page(PAGES[name]())
    assert not {"link", "img", "iframe", "object", "embed", "form", "base", "video", "audio"} & page.tags.keys()
    assert not [entry for entry in page.attributes if entry[1] in ("src", "srcset", "action", "style", "formaction")]
    assert not [entry for entry in page.attributes if EVENT.match(entry[1])]
    assert "url(" not in page.raw["style"]
    assert "@import" not in page.raw["style"]


@pytest.mark.parametrize("name", PAGES)
def test_policy_allows_the_page_its_own_style_and_script_and_no_other(name: str) -> None:
    page = Page(PAGES[name]())
    policy = next(value for tag, key, value in page.attributes if tag == "meta" and key == "content" and value)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.raw[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert page.tags["script"] == page.tags["style"] == 1


@pytest.mark.parametrize("name", PAGES)
def test_page_can_be_read_without_sight_and_on_a_phone(name: str) -> None:
    page = Page(PAGES[name]())
    assert ("html", "lang", "en") in page.attributes
    assert page.tags["main"] == page.tags["h1"] == 1
    assert page.titles[0].endswith("tarmaq")
    assert ("meta", "name", "viewport") in page.attributes
    headings = [int(tag[1]) for tag in re.findall(r"<(h[1-6])", PAGES[name]())]
    assert all(after - before <= 1 for before, after in pairwise(headings)), "no heading level is left out"


@pytest.mark.parametrize("name", PAGES)
def test_same_records_same_bytes(name: str) -> None:
    assert PAGES[name]() == PAGES[name]()


def test_report_holds_every_text_of_every_document() -> None:
    page = Page(report())
    words = " ".join("".join(page.text).split())
    for terms in sample.samples():
        texts = [terms.title or "", terms.preamble, *(clause.text for clause in terms.clauses)]
        texts += [cell for table in terms.tables for row in (table.header, *table.rows) for cell in row]
        texts += [text for definition in terms.definitions for text in (definition.term, definition.text)]
        texts += [duty.item for duty in terms.responsibilities]
        texts += [leftover.text for leftover in (*terms.unplaced, *terms.furniture)]
        for text in texts:
            assert text in words
    for finding in sample.findings():
        assert finding.message in words
    for error in sample.errors():
        assert error.message in words
        assert error.hint in words


def test_report_links_findings_with_their_clauses_both_ways() -> None:
    page = Page(report())
    assert "#veeam.pdf:2.2" in page.links
    assert "#finding-1" in page.links


def test_the_same_finding_in_two_documents_is_one_with_two_places() -> None:
    page = Page(report())
    assert len([name for name in page.ids if name.startswith("finding-")]) == 3
    assert "in 2 documents" in "".join(page.text)


def test_report_shows_what_is_not_certain() -> None:
    text = report()
    assert "number rebuilt" in text
    assert "read with 62 % confidence" in text
    assert 'data-was="Kbl3MeT"' in text
    assert "3.1 (not in this document)" in text


def test_hostile_text_is_shown_and_does_nothing() -> None:
    for name in ("hostile report", "hostile diff"):
        text = PAGES[name]()
        page = Page(text)
        shown = "".join(page.text)
        assert "<script>alert(1)</script>" in shown
        assert "{{ 7 * 7 }}" in shown
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", text)
        assert "⟨U+202E⟩" in shown
        assert "␛[31m" in shown


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30))
def test_any_text_leaves_the_page_whole(text: str) -> None:
    page = Page(
        report_to_html(
            (sample.hostile_terms(text),),
            (sample.hostile_finding(text),),
            sample.hostile_comparison(text),
            (),
        )
    )
    assert page.open == []
    assert page.tags["script"] == 1
    assert all(link[1:] in page.ids for link in page.links)


def test_diff_shows_words_and_cells() -> None:
    text = diff_to_html(sample.diff())
    assert "<del>10</del><ins>15</ins> минутқа дейін" in text
    assert "<del>15%</del> <ins>20%</ins>" in text
    assert "row 4, column 2" in text


def test_a_document_that_speaks_for_its_service() -> None:
    documents = sample.samples()
    assert find_primaries(documents) == ("veeam.pdf", "vps.pdf")
    doubtful = sample.terms("veeam.pdf", "veeam", confidence=0.8)
    assert find_primaries((documents[0], doubtful)) == ("veeam.txt",)


def test_a_page_image_speaks_before_a_decoded_text_that_is_as_sure() -> None:
    scan = sample.terms("vps.pdf", "vps", confidence=0.95)
    origin = scan.clauses[0].origin
    note = RepairNote(before="x", after="".join(c.text for c in scan.clauses), method="m", confidence=1, origin=origin)
    decoded = msgspec.structs.replace(sample.terms("vps.txt", "vps", confidence=0.97), repairs=(note,))
    assert find_primaries((decoded, scan)) == ("vps.pdf",)


def test_rows_keep_the_order_of_reading_and_lose_no_group() -> None:
    sections = comparison_to_sections(sample.comparison(), sample.samples())
    assert [section.title for section in sections] == ["МӘНІ", "ҚЫЗМЕТ КӨРСЕТУ ДЕҢГЕЙІ (SLA)"]
    topics = [row.topic.split()[-1] for section in sections for row in section.rows]
    assert topics == ["1", "1.1", "2", "2.1", "2.2", "2.3"]


def test_relations_are_held_against_the_base() -> None:
    sections = comparison_to_sections(sample.comparison(), sample.samples())
    rows = {row.topic.split()[-1]: row for section in sections for row in section.rows}
    assert rows["1.1"].relation == "identical"
    assert rows["2.1"].relation == "variant"
    assert {cell.document: cell.relation for cell in rows["2.1"].cells}["vps.pdf"] in ("variant", "identical")
    assert {cell.relation for cell in rows["2.1"].cells} == {"identical", "variant"}
    assert rows["2.3"].relation == "single"


def test_a_group_of_several_clauses_joins_their_texts() -> None:
    comparison = sample.comparison()
    joined = Group(
        topic="екеуі",
        members=(
            Member(document="veeam.pdf", clauses=("2.1", "2.2")),
            Member(document="vps.pdf", clauses=("2.2",)),
        ),
        relation="variant",
    )
    page = Page(
        comparison_to_html(Comparison(documents=comparison.documents, groups=(joined,), facts=()), sample.samples())
    )
    assert "#veeam.pdf:2.1" in page.links


def test_tiers_mark_what_belongs_to_no_tier() -> None:
    assert "exactly 99.9 %: no tier" in report()
    assert "above 0 %, below 99.9 %: 5 % credit" in report()


def test_an_editorial_text_among_variants_is_told_from_them() -> None:
    names = ("a.pdf", "b.pdf", "c.pdf", "d.pdf")
    supports = (
        "Қолдау тәулігіне 24 сағат, үзіліссіз.",
        "Қолдау тәулігіне 24 сағат, үзіліссіз.",
        "Қолдау  тәулігіне 24 сағат, үзіліссіз",
        "Қолдау тәулігіне 12 сағат, үзіліссіз.",
    )
    documents = [sample.terms(name, name[0], support=text) for name, text in zip(names, supports, strict=True)]
    comparison = Comparison(documents=names, groups=(sample.group("variant", "2.1", *names),), facts=())
    ((row,),) = (section.rows for section in comparison_to_sections(comparison, documents))
    assert [cell.relation for cell in row.cells] == ["identical", "identical", "editorial", "variant"]
    assert row.relation == "variant"


def test_a_clause_not_shared_stands_after_what_comes_before_it() -> None:
    extra = sample.clause("1.2", "Тек осында.", 90)
    first, *rest = sample.terms("b.pdf", "b").clauses
    other = msgspec.structs.replace(sample.terms("b.pdf", "b"), clauses=(first, rest[0], extra, *rest[1:]))
    documents = (sample.terms("a.pdf", "a"), other)
    groups = [sample.group("identical", "1.2", "b.pdf")]
    groups += [sample.group("identical", number, "a.pdf", "b.pdf") for number in ("2.2", "2", "1.1", "1", "2.1")]
    sections = comparison_to_sections(
        Comparison(documents=("a.pdf", "b.pdf"), groups=tuple(groups), facts=()), documents
    )
    order = [row.topic.split()[-1] for section in sections for row in section.rows]
    assert order == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


@pytest.mark.parametrize(
    ("tiers", "expected"),
    [
        ([("99", None, 0), ("95", "97", 10)], ["gap", "gap", "covered", "gap", "gap", "gap", "covered"]),
        ([("98", None, 0), (None, "99", 10)], ["covered", "covered", "overlap", "covered", "covered"]),
        ([("99", None, 5), (None, "99", 5)], ["covered", "gap", "covered"]),
        ([], ["gap"]),
    ],
)
def test_every_stretch_and_every_bound_is_covered_once_or_marked(
    tiers: list[tuple[str | None, str | None, int]], expected: list[str]
) -> None:
    records = [fact_to_tier(sample.tier("1", *tier)) for tier in tiers]
    slots = tiers_to_slots([tier for tier in records if tier is not None])
    assert [slot.coverage for slot in slots if not (slot.is_point and slot.start in (0, 100))] == expected
    for before, after in pairwise(slots):
        assert before.stop == after.start
    assert (str(slots[0].start), str(slots[-1].stop)) == ("0", "100")


def _norm(clause: str, words: str, action: str, text: str, lead: str | None = None) -> Norm:
    said = text if lead is None else f"... {words}"
    spans = [
        Quote(text=part, start=whole.index(part), stop=whole.index(part) + len(part))
        for part, whole in ((words, said), (action, text))
    ]
    return Norm(
        clause=clause, party="customer", modality="must_not", words=spans[0], action=spans[1], lead=lead, language="en"
    )


def test_norms_stand_by_party_and_modality_with_the_words_that_forbid() -> None:
    terms = sample.terms("a.txt", "a", confidence=1.0)
    one, other = (
        msgspec.structs.replace(terms.clauses[0], number="1", text=text)
        for text in ("Ends.", "The customer must not <b>resell</b>.")
    )
    norm = _norm("1", "must not", "<b>resell</b>", other.text)
    (group,) = group_norms(msgspec.structs.replace(terms, clauses=(one, other), norms=(norm,)))
    assert (group.party, group.modality) == ("customer", "must_not")
    assert group.lines[0][:4] == ("1", "", "must not", " <b>resell</b>")  # number 1 twice: the one with the words
    page = report_to_html((msgspec.structs.replace(terms, clauses=(one, other), norms=(norm,)),), (), None, ())
    assert "<b>must not</b> &lt;b&gt;resell&lt;/b&gt;" in page


def test_an_item_of_a_list_shows_the_words_of_its_lead_once() -> None:
    terms = sample.terms("a.txt", "a", confidence=1.0)
    lead, item = (
        msgspec.structs.replace(terms.clauses[0], number=number, text=text)
        for number, text in (("1", "... may not"), ("1.1", "resell"))
    )
    norms = (_norm("1", "may not", "...", "... may not"), _norm("1.1", "may not", "resell", "resell", lead="1"))
    (group,) = group_norms(msgspec.structs.replace(terms, clauses=(lead, item), norms=norms))
    assert [(line.clause, line.before, line.lead, line.lead_words) for line in group.lines] == [
        ("1.1", "resell", "1", "may not")
    ]


def test_footnotes_and_doubts_are_shown_where_they_belong() -> None:
    terms = sample.terms("a.txt", "a", confidence=1.0)
    origin, number = terms.clauses[0].origin, terms.clauses[0].number
    notes = (
        Footnote(mark="1", text="Of the <month>.", clause=number, origin=origin),
        Footnote(mark="2", text="Of nothing.", origin=origin),
    )
    doubt = ReadingDoubt(code="figures-disagree", message="5 or 6", clause=number, quote="5", origin=origin)
    page = report_to_html((msgspec.structs.replace(terms, footnotes=notes, doubts=(doubt,)),), (), None, ())
    assert page.count("Of the &lt;month&gt;.") == page.count("Of nothing.") == 1
    assert page.count("5 or 6") == 2  # at its clause, and among the doubts
    assert page.index("Of the &lt;month&gt;.") < page.index("Of nothing.")


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """By WCAG 2: 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def schemes() -> dict[str, dict[str, str]]:
    """The colours of the style sheet by name, by day and by night."""
    style = (Path(html.__file__).parent / "templates" / "report.css").read_text(encoding="utf-8")
    day, night = (
        dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", block)) for block in re.findall(r":root\{([^}]*)\}", style)[:2]
    )
    return {"day": day, "night": {**day, **night}}


@pytest.mark.parametrize("scheme", ["day", "night"])
@pytest.mark.parametrize("ground", ["paper", "card", "head"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "same", "edit", "vari", "only", "none"])
def test_words_stand_out_from_every_ground(ink: str, ground: str, scheme: str) -> None:
    colors = schemes()[scheme]
    assert contrast(colors[ink], colors[ground]) >= 4.5
