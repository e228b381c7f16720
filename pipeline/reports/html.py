"""One HTML file for people: no network, nothing of a document's text taken for markup (home of jinja2)."""

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any, get_args

import jinja2
import msgspec
from markupsafe import Markup, escape

from pipeline.check.align import align_words
from pipeline.check.sla import Scale, find_scales
from pipeline.languages.names import number_text, part_text
from pipeline.model import (
    Clause,
    Comparison,
    Diff,
    ErrorRecord,
    Fact,
    FactRow,
    Family,
    Finding,
    Language,
    Location,
    Metric,
    RepairNote,
    Severity,
    Table,
    TableKind,
    Terms,
)
from pipeline.reports import labels
from pipeline.reports.escape import visible_lines
from pipeline.reports.matrix import CellView, RowView, SectionView, comparison_to_sections, find_primaries
from pipeline.reports.norms import NormGroup, group_norms
from pipeline.reports.order import sort_changes, sort_findings
from pipeline.reports.sentences import find_cell_changes, translate_change
from pipeline.reports.texts import say, say_count
from pipeline.reports.tiers import Slot, slot_text, tiers_to_slots
from pipeline.reports.told import doubt_name, doubt_text, error_texts, repair_name

# below this, a clause or a table says how sure the reading is
SHOWN_CONFIDENCE = 0.9
# a list longer than this is in terms.json
MOST_REPAIRS = 500
# pixels of the tier drawing: four intervals and four points fit a phone
INTERVAL_WIDTH = 56
POINT_WIDTH = 22


@dataclass(frozen=True, kw_only=True)
class Column:
    """A document as a column: `index` names its CSS class, `primary` whether it speaks for its service."""

    index: int
    terms: Terms
    primary: bool

    @property
    def document(self) -> str:
        return self.terms.source.file


@dataclass(frozen=True, kw_only=True)
class TextCard:
    """A text and the documents that have it; `html` shows where it departs from the base (`is_base`)."""

    cells: tuple[CellView, ...]
    html: Markup
    is_base: bool


@dataclass(frozen=True, kw_only=True)
class FactCell:
    """A value of a document for a promise, with the fact it came from where that is known."""

    text: str
    fact: Fact | None


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One promise across the documents; `differs` among the primaries that make it."""

    metric: Metric
    detail: str
    cells: Mapping[str, tuple[FactCell, ...]]
    differs: bool


@dataclass(frozen=True, kw_only=True)
class FindingCard:
    """Findings of one rule on the same words, in whichever documents; they share a fingerprint."""

    number: int
    severity: Severity
    family: Family
    findings: tuple[Finding, ...]
    messages: tuple[str, ...]
    places: tuple[Location, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TierCard:
    """Credit tiers and the documents that have exactly these; `plan` where a clause has a scale for each."""

    owners: tuple[tuple[str, str], ...]
    plan: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, kw_only=True)
class TableCard:
    """A table and the documents that have exactly this one; `unusual` are its rows that the first table lacks."""

    owners: tuple[tuple[str, str], ...]
    table: Table
    unusual: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """An item somebody answers for: per document the party and the clause."""

    item: str
    parties: Mapping[str, tuple[str, str]]
    differs: bool


class Anchors:
    """The ids of a page: a document's is its name, a clause's adds its number; no two are the same.

    >>> terms_id = Anchors(()).slug
    >>> terms_id("scans/тариф 1.pdf"), terms_id("4.1/ғ)")
    ('scans_тариф_1.pdf', '4.1_ғ')
    """

    def __init__(self, documents: Sequence[Terms]) -> None:
        self.taken: set[str] = set()
        self.documents: dict[str, str] = {}
        self.clauses: dict[tuple[str, str], str] = {}
        self.in_order: dict[str, tuple[str, ...]] = {}
        for terms in documents:
            name = terms.source.file
            self.documents[name] = self._claim(self.slug(name))
            ids: list[str] = []
            for clause in terms.clauses:
                ids.append(self._claim(f"{self.documents[name]}:{self.slug(clause.number)}"))
                self.clauses.setdefault((name, clause.number), ids[-1])
            self.in_order[name] = tuple(ids)

    def slug(self, text: str) -> str:
        return "".join(mark if mark.isalnum() or mark in ".-" else "_" for mark in text).strip("_") or "x"

    def find(self, document: str, clause: str) -> str | None:
        """The id to link to: the clause's ("table 5.6": that of 5.6), or the document's."""
        for name in (clause, clause.rpartition(" ")[2]):
            if (document, name) in self.clauses:
                return self.clauses[document, name]
        return self.documents.get(document)

    def _claim(self, wanted: str) -> str:
        name, count = wanted, 1
        while name in self.taken:
            count += 1
            name = f"{wanted}~{count}"
        self.taken.add(name)
        return name


def report_to_html(
    documents: Sequence[Terms],
    findings: Sequence[Finding],
    comparison: Comparison | None,
    errors: Sequence[ErrorRecord],
    *,
    language: Language = "en",
) -> str:
    """A whole run on one page: what was read, the services side by side, the findings, every document in full."""
    cards = _finding_cards(findings)
    return _render(
        "report.html.j2",
        documents,
        language,
        {
            "page_title": say("terms-report", language),
            "with_findings": True,
            "errors": errors,
            **_findings_context(cards),
            **_comparison_context(documents, comparison, language),
        },
    )


def comparison_to_html(comparison: Comparison, documents: Sequence[Terms], *, language: Language = "en") -> str:
    """The services side by side and every document in full."""
    return _render(
        "report.html.j2",
        documents,
        language,
        {
            "page_title": say("side-by-side", language),
            "with_findings": False,
            "errors": (),
            **_findings_context(()),
            **_comparison_context(documents, comparison, language),
        },
    )


def diff_to_html(diff: Diff, *, language: Language = "en") -> str:
    """What changed between two versions of one document."""
    changes = [translate_change(change, language) for change in sort_changes(diff.changes)]
    return _render(
        "diff.html.j2",
        (),
        language,
        {
            "page_title": f"{diff.old.file} → {diff.new.file}",
            "diff": diff,
            "changes": tuple(enumerate(changes, start=1)),
            "counts": Counter(change.significance for change in changes),
            "words_to_html": words_to_html,
            "find_cell_changes": partial(find_cell_changes, language=language),
        },
    )


def words_to_html(words: Iterable[tuple[str, str, str]]) -> Markup:
    """`(op, old, new)` pieces as text with what went and what came marked.

    >>> words_to_html([("equal", "10 ", "10 "), ("replace", "минут", "<b>")])
    Markup('10 <del>минут</del><ins>&lt;b&gt;</ins>')
    """
    parts: list[Markup] = []
    for op, old, new in words:
        if op == "equal":
            parts.append(escape(visible_lines(new)))
            continue
        # the space after a word is neither gone nor new
        if old.strip():
            parts.append(Markup("<del>{}</del>").format(visible_lines(old.rstrip())))
        if new.strip():
            parts.append(Markup("<ins>{}</ins>").format(visible_lines(new.rstrip())))
        last = new or old
        parts.append(escape(visible_lines(last[len(last.rstrip()) :])))
    return Markup("").join(parts)


def _render(template: str, documents: Sequence[Terms], language: Language, context: Mapping[str, Any]) -> str:
    columns = _columns(documents)
    anchors = Anchors(documents)
    style = _read("report.css") + "".join(
        f".off-{column.index} .d{column.index}{{display:none!important}}\n" for column in columns
    )
    script = _script(language)
    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            say=lambda name, /, **values: say(name, language, **values),
            severities=labels.SEVERITY_ORDER,
            significances=labels.SIGNIFICANCE_ORDER,
            relation_marks=labels.RELATION_MARKS,
            anchors=anchors,
            columns=columns,
            norms=_norm_sections(columns),
            style=Markup(style),  # noqa: S704  our own files
            script=Markup(script),  # noqa: S704
            style_hash=_hash(style),
            script_hash=_hash(script),
            clause_to_html=partial(_clause_to_html, language=language),
            group_repairs=_group_repairs,
            tier_drawing=partial(tier_drawing, language=language),
            **{
                function.__name__: partial(function, language=language)
                for function in (
                    *(say_count, slot_text, doubt_name, doubt_text, error_texts, repair_name),
                    *(number_text, labels.percent_text, labels.date_text, labels.source_text),
                    *(part_text, labels.leftover_text),
                )
            },
            text_cards=text_cards,
            shown_confidence=SHOWN_CONFIDENCE,
            most_repairs=MOST_REPAIRS,
            to_json=lambda value: msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2).decode(),
            **context,
        )
    )


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.reports"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalize(value: Any) -> Any:
    """Every text that a template prints passes here: nothing that hides or turns text round gets through."""
    return visible_lines(value) if type(value) is str else value


def _read(name: str) -> str:
    return files("pipeline.reports").joinpath("templates", name).read_text(encoding="utf-8")


def _script(language: Language) -> str:
    """The page's script, whose own texts are names between `«»`: each becomes the text, as a JavaScript template."""
    return (
        _read("report.js")
        .replace("«rows-shown»", say("script.rows-shown", language, count="${count}", total="${rows.length}"))
        .replace("«shown»", say("script.shown", language, count="${count}", total="${findings.length}"))
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _columns(documents: Sequence[Terms]) -> tuple[Column, ...]:
    """Services in the order of their first document; in a service the primary first."""
    primaries = find_primaries(documents)
    services = list(dict.fromkeys(terms.service for terms in documents))
    ordered = sorted(
        documents,
        key=lambda terms: (services.index(terms.service), terms.source.file not in primaries, terms.source.file),
    )
    return tuple(
        Column(index=index, terms=terms, primary=terms.source.file in primaries) for index, terms in enumerate(ordered)
    )


def _norm_sections(columns: Sequence[Column]) -> tuple[tuple[Column, tuple[NormGroup, ...]], ...]:
    return tuple((column, groups) for column in columns if (groups := group_norms(column.terms)))


def _finding_cards(findings: Sequence[Finding]) -> tuple[FindingCard, ...]:
    """Findings that say the same of the same words, together, in the order of the first."""
    together: dict[tuple[str, str], list[Finding]] = {}
    for finding in sort_findings(findings):
        together.setdefault((finding.rule, finding.fingerprint), []).append(finding)
    return tuple(
        FindingCard(
            number=number,
            severity=group[0].severity,
            family=group[0].family,
            findings=tuple(group),
            messages=tuple(dict.fromkeys(finding.message for finding in group)),
            places=(places := tuple(dict.fromkeys(place for finding in group for place in finding.locations))),
            documents=tuple(dict.fromkeys(place.document for place in places)),
        )
        for number, group in enumerate(together.values(), start=1)
    )


def _findings_context(cards: Sequence[FindingCard]) -> dict[str, Any]:
    homes: defaultdict[tuple[str, str], list[FindingCard]] = defaultdict(list)
    for card in cards:
        for key in dict.fromkeys((place.document, place.clause) for place in card.places):
            homes[key].append(card)
    return {
        "findings": cards,
        "finding_homes": dict(homes),
        "found_places": sum(len(card.places) for card in cards),
    }


def _comparison_context(
    documents: Sequence[Terms], comparison: Comparison | None, language: Language
) -> dict[str, Any]:
    sections = comparison_to_sections(comparison, documents) if comparison is not None else ()
    rows = [row for section in sections for row in section.rows]
    return {
        "sections": sections,
        "row_homes": _row_homes(sections),
        "relation_counts": Counter(row.relation for row in rows if row.primary),
        "fact_groups": _fact_groups(documents, comparison, language),
        "tier_cards": _tier_cards(documents),
        "table_groups": _table_groups(documents),
        "duties": _duty_lines(documents),
    }


def _row_homes(sections: Sequence[SectionView]) -> dict[tuple[str, str], int]:
    """For every clause that has siblings, the running number (from 1) of the row it stands in."""
    homes: dict[tuple[str, str], int] = {}
    rows = (row for section in sections for row in section.rows)
    for number, row in enumerate(rows, start=1):
        for cell in row.cells if len(row.cells) > 1 else ():
            for clause in cell.clauses:
                homes.setdefault((cell.document, clause), number)
    return homes


def text_cards(row: RowView) -> tuple[TextCard, ...]:
    """The distinct texts of a row: the base first, every other one with its difference from the base."""
    by_text: defaultdict[str, list[CellView]] = defaultdict(list)
    by_text[row.base.text] = []
    for cell in row.cells:
        by_text[cell.text].append(cell)
    return tuple(
        TextCard(
            cells=tuple(cells),
            html=escape(visible_lines(text))
            if text == row.base.text
            else words_to_html(align_words(row.base.text, text)),
            is_base=text == row.base.text,
        )
        for text, cells in by_text.items()
    )


def _fact_groups(
    documents: Sequence[Terms], comparison: Comparison | None, language: Language
) -> tuple[tuple[Metric, list[FactLine]], ...]:
    """Promises by metric. Credit tiers are drawn, not listed."""
    primaries = frozenset(find_primaries(documents))
    by_name = {terms.source.file: terms for terms in documents}
    rows = comparison.facts if comparison is not None else _facts_to_rows(documents, language)
    groups: dict[Metric, list[FactLine]] = {}
    for row in rows:
        if row.metric == "credit_tier":
            continue
        cells = {
            name: _fact_cells(row, value, by_name[name], language)
            for name, value in row.values.items()
            if name in by_name
        }
        told = {name: frozenset(cell.text for cell in cells[name]) for name in cells}
        line = FactLine(
            metric=row.metric,
            detail=labels.attribute_text(
                {name: value for name, value in row.attributes.items() if name not in ("unit", "bound")}, language
            ),
            cells=cells,
            differs=len({told[name] for name in primaries if name in told}) > 1,
        )
        groups.setdefault(row.metric, []).append(line)
    return tuple(sorted(groups.items(), key=lambda group: get_args(Metric).index(group[0])))


def _facts_to_rows(documents: Sequence[Terms], language: Language) -> tuple[FactRow, ...]:
    """Rows for documents that nothing compared: facts of one metric with the same attributes belong together."""
    rows: dict[tuple[str, str], FactRow] = {}
    for terms in documents:
        for fact in terms.facts:
            key = fact.metric, labels.attribute_text(fact.attributes)
            row = rows.setdefault(key, FactRow(metric=fact.metric, attributes=fact.attributes, values={}))
            row.values.setdefault(terms.source.file, labels.fact_text(fact, language))
    return tuple(rows.values())


def _fact_cells(row: FactRow, value: str, terms: Terms, language: Language) -> tuple[FactCell, ...]:
    """The facts of this document that the row is about, each with its value; the row's own words where none fits.

    A row may carry more attributes than its facts: the unit and the bound that all of them share.
    """
    facts = [
        fact
        for fact in terms.facts
        if fact.metric == row.metric and all(row.attributes.get(key) == own for key, own in fact.attributes.items())
    ]
    cells: dict[str, FactCell] = {}
    for fact in facts:
        text = labels.fact_text(fact, language)
        cells.setdefault(text, FactCell(text=text, fact=fact))
    return tuple(cells.values()) or (FactCell(text=labels.compared_text(value, language), fact=None),)


def _tier_cards(documents: Sequence[Terms]) -> tuple[TierCard, ...]:
    cards: dict[tuple[object, ...], tuple[list[tuple[str, str]], Scale]] = {}
    for column in _columns(documents):
        for scale in find_scales(column.terms):
            intervals = (
                (tier.credit, tier.lower, tier.lower_closed, tier.upper, tier.upper_closed) for tier in scale.tiers
            )
            cards.setdefault((scale.plan, *intervals), ([], scale))[0].append((column.document, scale.clause))
    return tuple(
        TierCard(owners=tuple(owners), plan=scale.plan, slots=tiers_to_slots(scale.tiers))
        for owners, scale in cards.values()
    )


def tier_drawing(slots: Sequence[Slot], language: Language = "en") -> dict[str, Any]:
    """The places of a drawing, in pixels: every slot a box, intervals wide and points narrow, whatever their size."""
    boxes: list[dict[str, Any]] = []
    x = 0
    for slot in slots:
        width = POINT_WIDTH if slot.is_point else INTERVAL_WIDTH
        owed = list(dict.fromkeys(number_text(f"{tier.credit:f}", language) for tier in slot.tiers))
        label = labels.percent_text(" / ".join(owed), language) if owed else say("none", language)
        boxes.append({"x": x, "width": width, "slot": slot, "label": label, "middle": x + width / 2})
        x += width
    return {"boxes": boxes, "width": x}


def _table_groups(documents: Sequence[Terms]) -> tuple[tuple[TableKind, tuple[TableCard, ...]], ...]:
    groups: dict[TableKind, dict[tuple[object, ...], tuple[list[tuple[str, str]], Table]]] = {}
    for column in _columns(documents):
        for table in column.terms.tables:
            cards = groups.setdefault(table.kind, {})
            cards.setdefault((table.header, table.rows), ([], table))[0].append((column.document, table.clause))
    order = get_args(TableKind)
    return tuple(
        (kind, tuple(_table_cards(cards.values())))
        for kind, cards in sorted(groups.items(), key=lambda group: order.index(group[0]))
    )


def _table_cards(cards: Iterable[tuple[list[tuple[str, str]], Table]]) -> Iterable[TableCard]:
    base: frozenset[tuple[str, ...]] | None = None
    for owners, table in cards:
        if base is None:
            base = frozenset(_row_words(row) for row in table.rows)
        unusual = frozenset(index for index, row in enumerate(table.rows) if _row_words(row) not in base)
        yield TableCard(owners=tuple(owners), table=table, unusual=unusual)


def _row_words(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()).casefold() for cell in row)


def _duty_lines(documents: Sequence[Terms]) -> tuple[DutyLine, ...]:
    primaries = frozenset(find_primaries(documents))
    items: dict[str, tuple[str, dict[str, tuple[str, str]]]] = {}
    for terms in documents:
        for duty in terms.responsibilities:
            key = " ".join(duty.item.split()).casefold()
            _, parties = items.setdefault(key, (duty.item, {}))
            parties.setdefault(terms.source.file, (duty.party, duty.clause))
    return tuple(
        DutyLine(
            item=item,
            parties=parties,
            differs=len({party for name, (party, _) in parties.items() if name in primaries}) > 1,
        )
        for item, parties in items.values()
    )


def _group_repairs(terms: Terms) -> dict[int, tuple[RepairNote, ...]]:
    """For every clause's index, the repairs whose middle lies in one of its boxes, in reading order."""
    by_page: defaultdict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for index, clause in enumerate(terms.clauses):
        for place in (clause.origin, *clause.continued):
            by_page[place.page].append((place.bbox[1], place.bbox[3], index))
    found: defaultdict[int, list[RepairNote]] = defaultdict(list)
    for repair in terms.repairs:
        middle = (repair.origin.bbox[1] + repair.origin.bbox[3]) / 2
        owners = [
            (stop - start, index) for start, stop, index in by_page[repair.origin.page] if start <= middle <= stop
        ]
        if owners:
            found[min(owners)[1]].append(repair)
    return {index: tuple(repairs) for index, repairs in found.items()}


def _clause_to_html(clause: Clause, repairs: Sequence[RepairNote], language: Language) -> Markup:
    """A clause's text with every repaired word marked; `data-was` holds what stood there before."""
    parts: list[Markup] = []
    done = 0
    for repair in repairs:
        start = clause.text.find(repair.after, done) if repair.after.strip() else -1
        if start < 0:
            continue
        stop = start + len(repair.after)
        was = visible_lines(repair.before)
        parts.append(escape(visible_lines(clause.text[done:start])))
        parts.append(
            Markup('<span class="fix" data-was="{}" title="{}">{}</span>').format(
                was,
                say(
                    "was-repaired",
                    language,
                    was=was,
                    method=visible_lines(repair_name(repair.method, language)),
                    percent=labels.sure_text(repair.confidence, language),
                ),
                visible_lines(repair.after),
            )
        )
        done = stop
    parts.append(escape(visible_lines(clause.text[done:])))
    return Markup("").join(parts)
