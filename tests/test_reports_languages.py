"""Reports in Russian and Kazakh: every text there, none left in English, the English bytes as they were."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any, Literal, get_args

import msgspec
import pytest
from typer.testing import CliRunner

import tests.report_samples as sample
from pipeline import reports
from pipeline.check.rules.messages import MESSAGES
from pipeline.cli import app
from pipeline.languages.names import NAMES
from pipeline.model import (
    Change,
    ChangeKind,
    ClauseText,
    Diff,
    DocumentTextOrigin,
    ErrorRecord,
    Facet,
    Fact,
    Family,
    Finding,
    Footnote,
    Language,
    Leftover,
    Metric,
    Modality,
    Norm,
    Party,
    Quote,
    ReadingDoubt,
    RepairNote,
    Severity,
    Significance,
    TableKind,
    Terms,
)
from pipeline.read.triage import KINDS
from pipeline.repair.plan import DECODES, REMEDIES
from pipeline.reports.texts import COUNTS, TEXTS, say, say_count
from pipeline.reports.told import DOUBTS, ERRORS, REPAIRS, doubt_text, error_texts, repair_name

TRANSLATED: tuple[Language, ...] = ("ru", "kk")
PIPELINE = Path(__file__).parents[1] / "pipeline"
TEMPLATES = files("pipeline.reports").joinpath("templates")
# what stands in a page in every language: names of files and rules, of programs and formats, of units of measure
SAME_EVERYWHERE = re.compile(
    r"[\w.-]+\.(?:pdf|txt|json)|tarmaq(?: run)?|sha256|SLA|PDF|OCR|PNG|UTF-8|Tesseract|Telegram|JSON"
    r"|(?:read|limits)\.\w+|[a-z0-9]+ → [a-z0-9]+"
)
KAZAKH = set("әғқңөұүһі")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# --- the tables ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_there_in_three_languages_with_the_same_placeholders(name: str) -> None:
    text = TEXTS[name]
    assert all(part.strip() for part in text)
    assert fields(text.en) == fields(text.ru) == fields(text.kk)
    for part in text[1:]:
        assert not LATIN_WORD.search(SAME_EVERYWHERE.sub("", re.sub(r"\{\w+\}", "", part))), part


@pytest.mark.parametrize("name", COUNTS)
def test_a_count_has_a_form_for_each_plural_category(name: str) -> None:
    forms = COUNTS[name]
    assert all(fields(form) == {"number"} for form in (*forms.en, *forms.ru, forms.kk))
    assert not LATIN_WORD.search(re.sub(r"\{\w+\}", "", "".join((*forms.ru, forms.kk))))


@pytest.mark.parametrize("table", [DOUBTS, ERRORS, {name: (said,) for name, said in REPAIRS.items()}])
def test_what_other_steps_tell_is_told_in_both_languages(table: dict[str, Any]) -> None:
    for name, sentences in table.items():
        for said in sentences:
            assert fields(said.ru) == fields(said.kk), name
            for part in said:
                assert part.strip()
                assert not LATIN_WORD.search(SAME_EVERYWHERE.sub("", re.sub(r"\{\w+\}", "", part))), (name, part)


def test_russian_and_kazakh_are_not_mixed_up() -> None:
    russian = " ".join([*(text.ru for text in TEXTS.values()), *(messages["ru"] for messages in MESSAGES.values())])
    assert set(re.sub("«тыйым салынады»", "", russian).lower()) & KAZAKH == set()
    kazakh = " ".join(text.kk for text in TEXTS.values())
    assert set(kazakh.lower()) >= KAZAKH - {"һ"}


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("facet", Facet),
        ("metric", Metric),
        ("party", Party),
        ("family", Family),
        ("severity", Severity),
        ("significance", Significance),
        ("change", ChangeKind),
        ("table", TableKind),
        ("origin", DocumentTextOrigin),
        ("language", Language),
        ("relation", Literal["identical", "editorial", "variant", "single", "missing"]),
        *((f"norm.{party}", Modality) for party in (*get_args(Party), "none")),
    ],
)
def test_every_value_of_a_record_has_its_name(kind: str, values: Any) -> None:
    assert {f"{kind}.{value}" for value in get_args(values)} <= TEXTS.keys()


def test_names_are_texts() -> None:
    assert NAMES.items() <= TEXTS.items()


# --- the templates ---------------------------------------------------------------------------------------------------


def template_names() -> list[str]:
    return sorted(item.name for item in TEMPLATES.iterdir() if item.name.endswith(".j2"))


class Texts(HTMLParser):
    """What a reader sees or hears of a page: text nodes and the attributes that are words."""

    SPOKEN = ("title", "aria-label", "placeholder", "alt", "label", "data-label")

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.found: list[str] = []
        self.english: list[str] = []
        self.languages: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        language = values.get("lang") or (self.open[-1][1] if self.open else "")
        self.languages.add(language)
        self.found += [value for name, value in attrs if name in self.SPOKEN and value]
        if tag not in ("meta", "input", "br"):
            # codes that `errors.json` has, check sums
            self.open.append(("code" if values.get("class") == "code" else tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] not in (tag, "code"):
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in ("style", "script", "pre", "code"):
            (self.english if self.open[-1][1] == "en" else self.found).append(data)


@pytest.mark.parametrize("name", template_names())
def test_a_template_has_no_words_of_its_own(name: str) -> None:
    source = TEMPLATES.joinpath(name).read_text(encoding="utf-8")
    # an expression inside an attribute's quotes has quotes of its own
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", source, flags=re.DOTALL)
    words = [text for text in Texts(bare).found if re.search(r"[^\W\d_]", SAME_EVERYWHERE.sub("", text))]
    assert words == []


def test_a_template_asks_for_texts_that_are_there() -> None:
    asked: set[str] = set()
    for name in template_names():
        source = TEMPLATES.joinpath(name).read_text(encoding="utf-8")
        asked |= set(re.findall(r'\bsay\("([^"]+)"[,)]', source))
        counted = set(re.findall(r'"([a-z-]+)"\)', " ".join(re.findall(r"say_count\([^{}]*", source))))
        assert counted - {"terms.service"} <= COUNTS.keys() | TEXTS.keys(), name
        for prefix in re.findall(r'\bsay\("([^"]+\.)" ~', source):
            assert any(text.startswith(prefix) for text in TEXTS), prefix
    assert asked <= TEXTS.keys()


def test_the_script_has_no_words_of_its_own() -> None:
    source = TEMPLATES.joinpath("report.js").read_text(encoding="utf-8")
    said = re.findall(r"textContent = ([^;]+);", source)
    assert said == ["`«rows-shown»`", "`«shown»`"]
    for name in ("script.rows-shown", "script.shown"):
        for text in TEXTS[name]:
            assert not set("`\\$<") & set(text)


# --- whole pages -----------------------------------------------------------------------------------------------------


def cyrillic(record: Any) -> Any:
    """The samples' texts are Kazakh; what they have in Latin letters becomes Cyrillic, so that what is left is ours.

    Their kind of leftover and their method of repair are nobody's.
    """
    made = msgspec.json.encode(record).decode()
    made = made.replace('"kind":"text"', '"kind":"heading"').replace("ocr-language", "split-glued-words")
    for latin, other in (("more than cloud", "бұлттан көп"), ("Kbl3MeT", "КЫЗМЕТ"), ("veeam", "вим"), ("vps", "впс")):
        made = made.replace(latin, other)
    return msgspec.json.decode(made, type=type(record))


def full_terms() -> Terms:
    """A document with every kind of everything that a report names."""
    terms: Terms = cyrillic(sample.samples()[2])
    place, clause = sample.place(300), terms.clauses[1]
    values: dict[str, list[str]] = {}
    for name in TEXTS:
        if name.startswith("value."):
            _, attribute, value = name.split(".", 2)
            values.setdefault(attribute, []).append(value)
    facts = [
        Fact(metric=metric, value=Decimal("1.5"), unit="hour", bound="at_most", clause="1.1", quote="бір")
        for metric in get_args(Metric)
        if metric != "credit_tier"
    ]
    facts += [
        Fact(metric="contact", clause="1.1", quote="екі", attributes={attribute: value})
        for attribute, known in values.items()
        for value in known
    ]
    facts += [
        Fact(metric="reply_time", value=Decimal(2), unit=name.removeprefix("unit."), clause="1.1", quote="үш")
        for name in TEXTS
        if name.startswith("unit.")
    ]
    quote = Quote(text=clause.text[:9], start=0, stop=9)
    norms = [
        Norm(
            clause="1.1",
            party=party,
            modality=modality,
            words=quote,
            action=quote,
            condition=Quote(text="егер", start=50, stop=54),
            exception=Quote(text="тек", start=60, stop=63),
            language="kk",
        )
        for party in (*get_args(Party), None)
        for modality in get_args(Modality)
    ]
    leftovers = [
        Leftover(kind=name.removeprefix("leftover."), text="сөз", origin=place)
        for name in TEXTS
        if name.startswith("leftover.")
    ]
    doubts = [msgspec.structs.replace(doubt, clause="1.1", quote="бес", origin=place) for doubt in reader_doubts()]
    tables = [msgspec.structs.replace(terms.tables[0], kind=kind, confidence=0.5) for kind in get_args(TableKind)]
    repairs = [
        RepairNote(before="б", after="в", method=method, confidence=0.9, origin=place)
        for method in (*REPAIRS, "reread-cp1251-as-kz1048")
    ]
    return msgspec.structs.replace(
        terms,
        effective_date="2026-01-31",
        facts=(*terms.facts, *facts),
        norms=tuple(norms),
        unplaced=tuple(leftovers),
        furniture=tuple(leftovers),
        doubts=tuple(doubts),
        tables=tuple(tables),
        repairs=tuple(repairs),
        footnotes=(Footnote(mark="1", text="Ескертпе.", clause="1.1", origin=place),),
    )


def reader_doubts() -> tuple[ReadingDoubt, ...]:
    """A doubt of each code as the reader writes it."""
    written = (
        *((kind.code, f"{kind.message} (font Arial)", {"font": "Arial"}) for kind in KINDS),
        ("hidden-words", "they are set aside: «99,9 %»", {"words": "99,9 %"}),
        ("struck-out", "a line is drawn through these words: «не»", {"words": "не"}),
        ("figures-disagree", "the text layer says no figure, the page's picture 5", {"layer": "", "picture": "5"}),
        ("unread", "the page's picture shows no words here; the layer's stay", {}),
        ("picture-unread", "pictures were not read: Tesseract has no data for kaz", {}),
        ("set-aside", "marks that are no print: they were read as ЖШС", {"words": "ЖШС"}),
        ("hidden", "the text layer holds hidden words that nobody can see", {}),
        ("stamped", "the page is an image with only 3 words of text over it", {"count": "3"}),
        ("aslant", "the text layer runs aslant", {}),
    )
    return tuple(
        ReadingDoubt(code=code, message=message, named=named, origin=sample.place(1))
        for code, message, named in written
    )


def full_findings() -> tuple[Finding, ...]:
    return tuple(
        msgspec.structs.replace(
            cyrillic(sample.finding(message="Хабар.", fingerprint=f"{family}{severity}", clause_number="table 2.2")),
            family=family,
            severity=severity,
        )
        for family in get_args(Family)
        for severity in get_args(Severity)
    )


def full_errors() -> tuple[ErrorRecord, ...]:
    return tuple(ErrorRecord(source="x.pdf", code=code, message="it failed", hint="do this") for code in ERRORS)


def full_diff() -> Diff:
    names = ["1.1", "table 5.6", "definition Бакет", "title", "version date", "effective date", "preamble", "unplaced"]
    changes = [
        Change(
            kind=kind,
            significance=significance,
            facets=get_args(Facet),
            old=ClauseText(number=name, text="2024-09-10" if "date" in name else "бір"),
            new=ClauseText(number=name, text="2025-09-10" if "date" in name else "екі"),
            table={"cells": [[0, 1, "а", None], [4, 1, None, "б"]]},
        )
        for kind in get_args(ChangeKind)
        for significance in get_args(Significance)
        for name in names
    ]
    duty = [ClauseText(number="responsibility 4.1", text=f"Деректер – {party}") for party in ("customer", "provider")]
    words = (("equal", "Деректер – ", "Деректер – "), ("replace", "customer", "provider"))
    changes.append(Change(kind="modified", significance="substantive", old=duty[0], new=duty[1], words=words))
    return Diff(old=cyrillic(sample.diff().old), new=cyrillic(sample.diff().new), language="kk", changes=tuple(changes))


@cache
def html_pages(language: Language) -> dict[str, str]:
    documents = (full_terms(), *map(cyrillic, sample.samples()[:2]))
    comparison = cyrillic(sample.comparison())
    return {
        "report": reports.report_to_html(documents, full_findings(), comparison, full_errors(), language=language),
        "report without comparison": reports.report_to_html(documents[:1], (), None, (), language=language),
        "comparison": reports.comparison_to_html(comparison, documents, language=language),
        "diff": reports.diff_to_html(full_diff(), language=language),
        "no diff": reports.diff_to_html(msgspec.structs.replace(full_diff(), changes=()), language=language),
    }


def other_texts(language: Language) -> Iterator[tuple[str, str]]:
    documents = (full_terms(), *map(cyrillic, sample.samples()[:2]))
    comparison = cyrillic(sample.comparison())
    yield "diff text", reports.diff_to_text(full_diff(), language=language)
    yield "diff markdown", re.sub(r"</?(?:del|ins|br)>", "", reports.diff_to_markdown(full_diff(), language=language))
    yield "comparison text", reports.comparison_to_text(comparison, documents, language=language)
    yield (
        "comparison markdown",
        reports.comparison_to_markdown(comparison, documents, language=language).replace("<br>", ""),
    )
    for found in (full_findings(), ()):
        yield "findings text", reports.findings_to_text(found, language=language)
        yield "findings markdown", reports.findings_to_markdown(found, language=language).replace("<br>", "")


def english_words(text: str) -> list[str]:
    """Latin words that are neither the same everywhere nor the names of rules, facts' units or services."""
    return LATIN_WORD.findall(re.sub(r"tier-gap|Arial|kz1048|cp1251|kaz", "", SAME_EVERYWHERE.sub("", text)))


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_page_has_an_english_word_left(language: Language) -> None:
    for name, page in html_pages(language).items():
        texts = Texts(page)
        assert {word for text in texts.found for word in english_words(text)} == set(), name
        # what the program that failed said, with its figures and paths, is quoted after the translation
        assert set(texts.english) <= {"it failed; do this"}, name
        assert f'<html lang="{language}">' in page
        assert "shown`" not in page.partition("<script>")[2]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_has_an_english_word_left(language: Language) -> None:
    for name, text in other_texts(language):
        assert set(english_words(text)) == set(), name


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translated_page_is_the_english_one_with_other_words(language: Language) -> None:
    def frame(page: str) -> list[str]:
        """The tags, without those of words that went and came and of an error's original."""
        return re.findall(r"<(?!/?(?:del|ins|br|small)\b)(/?[a-z0-9]+)", page.partition("<body>")[2])

    for name, english in html_pages("en").items():
        assert frame(html_pages(language)[name]) == frame(english), name


@pytest.mark.parametrize("language", TRANSLATED)
def test_hostile_text_does_nothing_in_another_language(language: Language) -> None:
    page = reports.report_to_html(
        (sample.hostile_terms(),),
        (sample.hostile_finding(),),
        sample.hostile_comparison(),
        sample.errors(),
        language=language,
    )
    assert page.count("<script>") == 1
    assert 'onmouseover="' not in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", page)
    assert "<script>" not in reports.diff_to_markdown(sample.hostile_diff(), language=language)


# --- figures, dates, kinds ------------------------------------------------------------------------------------------


def test_figures_and_dates_of_ours_are_written_as_the_language_writes_them_and_quotes_stay() -> None:
    page = reports.report_to_html(sample.samples(), sample.findings(), sample.comparison(), (), language="ru")
    assert "ровно 99,9\N{NO-BREAK SPACE}%: ступени нет" in page
    assert "редакция от 10.09.2025" in page
    assert "уверенность чтения 62\N{NO-BREAK SPACE}%" in page
    assert "Exactly 99.9 % belongs to no tier." in page  # the finding's own words


def test_counts_agree_with_their_nouns() -> None:
    assert [say_count(number, "change", "ru") for number in (1, 3, 11, 25, 101)] == [
        "1 изменение",
        "3 изменения",
        "11 изменений",
        "25 изменений",
        "101 изменение",
    ]
    text = reports.diff_to_text(sample.diff(), language="ru")
    assert text.endswith("5 изменений: по существу – 3, по формулировке – 1, по оформлению – 1\n")
    assert reports.diff_to_text(sample.diff(), language="kk").endswith(
        "5 өзгеріс: мәні бойынша – 3, тұжырымы бойынша – 1, рәсімделуі бойынша – 1\n"
    )


def test_a_responsibility_that_changed_hands_names_the_parties() -> None:
    text = reports.diff_to_text(msgspec.structs.replace(full_diff(), changes=full_diff().changes[-1:]), language="ru")
    assert "ответственность по пункту 4.1" in text
    assert "Деректер – [-заказчик-]{+исполнитель+}" in text


def test_hidden_words_are_told_from_running_heads() -> None:
    terms = sample.samples()[0]
    hidden = Leftover(kind="hidden", text="99,5 %", origin=sample.place(30))
    terms = msgspec.structs.replace(terms, furniture=(*terms.furniture, hidden))
    page = reports.report_to_html((terms,), (), None, ())
    own, rest = "In the file but not shown on the page, set aside (1)", "Running heads and page numbers, set aside (1)"
    assert page.index(own) < page.index("99,5 %") < page.index(rest) < page.index("more than cloud")
    markdown = reports.terms_to_markdown(terms)
    assert "## In the file but not shown on the page\n\n- *not shown, page 1:* 99,5 %\n" in markdown
    assert "## Left out of the text\n\n- *running-head, page 1:* more than cloud\n" in markdown
    texts = {item["text"]: item for item in json.loads(reports.terms_to_docling(terms))["texts"]}
    assert (texts["99,5 %"]["label"], texts["99,5 %"]["content_layer"]) == ("text", "invisible")


@pytest.mark.parametrize("language", TRANSLATED)
def test_doubts_keep_the_words_and_figures_they_name(language: Language) -> None:
    for doubt in reader_doubts():
        assert doubt_text(doubt) == doubt.message
        assert doubt_text(doubt, language) != doubt.message
        assert all(said in doubt_text(doubt, language) for said in doubt.named.values())
    older = ReadingDoubt(code="stamped", message="names nothing", origin=sample.place(1))
    assert doubt_text(older, language) == older.message


def test_codes_and_methods_of_other_steps_are_known() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in PIPELINE.rglob("*.py"))
    failures = set(re.findall(r'(?:DocumentError|_Failure)\(\s*"([a-z-]+)"', sources))
    assert len(failures) > 20
    assert failures <= ERRORS.keys()
    assert {kind.code for kind in KINDS} | set(re.findall(r'\bDoubt\(\s*code="([a-z-]+)"', sources)) <= DOUBTS.keys()
    error = ErrorRecord(source="x", code="from-the-future", message="it failed", hint="do this")
    assert error_texts(error, "kk") == ("it failed", "do this", "")
    assert repair_name("from-the-future", "kk") == "from-the-future"
    assert {remedy.name for remedy in REMEDIES} | set(DECODES.values()) <= REPAIRS.keys()


# --- the commands ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["run", "report", "diff", "compare", "check"])
def test_help_shows_the_option(command: str) -> None:
    assert "--lang" in CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).output


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Terms report"), ("ru", "Отчёт об условиях"), ("kk", "Шарттар туралы есеп")]
)
def test_the_report_speaks_the_language_asked_for(tmp_path: Path, language: Language, title: str) -> None:
    folder, out = tmp_path / "facts", tmp_path / "clean"
    folder.mkdir()
    sample.save_run(folder)
    assert CliRunner().invoke(app, ["report", str(folder), "--out", str(out), "--lang", language]).exit_code == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert f"<h1>{title}</h1>" in page
    assert f'<html lang="{language}">' in page
    old, new = (str(folder / name / "terms.json") for name in ("veeam.pdf", "vps.pdf"))
    changed = CliRunner().invoke(app, ["diff", old, new, "--format", "markdown", "--lang", language])
    assert f"## {say('significance.substantive', language).capitalize()}" in changed.output
    compared = CliRunner().invoke(app, ["compare", str(out), "--format", "markdown", "--lang", language])
    assert say("facts-title", language) in compared.output
