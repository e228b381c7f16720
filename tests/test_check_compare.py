"""Several documents against each other: groups of clauses, n to m, and facts side by side."""

import itertools
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.check import compare_terms
from pipeline.check.sla import Tier, downtime_budget, find_disorder, find_gaps, find_overlaps, first_credit_bound
from pipeline.model import Comparison, Fact, Group, Terms
from pipeline.settings import CheckSettings
from tests.check_terms import make_terms

SETTINGS = CheckSettings()
HEADING = "ҚЫЗМЕТ КӨРСЕТУ ДЕҢГЕЙІ (SLA)"
PROMISE = "Орындаушы есепті кезеңде Қызметтің қолжетімділігіне 99,9% кепілдік береді."
CREDIT = "Жоғарыда көрсетілген деңгей бұзылған жағдайда, Тапсырыс берушіге келесі өтемақы төленеді:"
REPAIR = "Жоспарлы жөндеу жұмыстарына байланысты тоқтап қалу өтемақыға жатпайды."
FORCE = "Форс-мажорлық мән-жайлар салдарынан болған тоқтап қалу өтемақыға жатпайды."
ACTION = "Тапсырыс берушінің әрекетінен туындаған бос уақыт өтеуге жатпайды."
ONE = make_terms([("5", HEADING), ("5.1", PROMISE + " " + CREDIT), ("5.2", REPAIR), ("5.3", FORCE + " " + ACTION)])
TWO = make_terms(
    [("5", HEADING), ("5.1", PROMISE), ("5.2", CREDIT), ("5.3", REPAIR), ("5.4", FORCE), ("5.5", ACTION)],
    file="b.txt",
)


def members(group: Group) -> dict[str, tuple[str, ...]]:
    return {member.document: member.clauses for member in group.members}


def group_of(comparison: Comparison, document: str, clause: str) -> Group:
    return next(group for group in comparison.groups if clause in members(group).get(document, ()))


def test_one_clause_is_two_in_another_document() -> None:
    comparison = compare_terms([ONE, TWO], SETTINGS)
    assert members(group_of(comparison, "a.txt", "5.1")) == {"a.txt": ("5.1",), "b.txt": ("5.1", "5.2")}
    assert members(group_of(comparison, "a.txt", "5.3")) == {"a.txt": ("5.3",), "b.txt": ("5.4", "5.5")}
    assert {group.relation for group in comparison.groups} == {"identical"}


def test_groups_say_how_their_members_differ() -> None:
    other = make_terms(
        [
            ("5", HEADING.title()),
            ("5.1", PROMISE.replace("99,9", "99,5")),
            ("5.2", CREDIT),
            ("5.3", REPAIR + " Ақысыз."),
        ],
        file="b.txt",
    )
    comparison = compare_terms([TWO, replace(other, source=replace(other.source, file="c.txt"))], SETTINGS)
    found = {group.topic.rpartition(" › ")[2][:12]: (group.relation, group.facets) for group in comparison.groups}
    assert found[HEADING[:12]] == ("editorial", ())
    assert found[PROMISE[:12]] == ("variant", ("number",))
    assert found[CREDIT[:12]] == ("identical", ())
    assert found[REPAIR[:12]] == ("variant", ())
    assert members(group_of(comparison, "b.txt", "5.5")) == {"b.txt": ("5.5",)}


def test_a_reference_to_the_same_clause_under_another_number_is_no_difference() -> None:
    pointing = "{}-тармақта көрсетілген шарттар орындалғаннан кейін басталады."
    one = make_terms([("3", "ТӘРТІБІ"), ("3.1", REPAIR), ("3.2", pointing.format("3.1"))])
    two = make_terms(
        [("3", "ТӘРТІБІ"), ("3.1", PROMISE), ("3.2", REPAIR), ("3.3", pointing.format("3.2"))], file="b.txt"
    )
    group = group_of(compare_terms([one, two], SETTINGS), "a.txt", "3.2")
    assert members(group) == {"a.txt": ("3.2",), "b.txt": ("3.3",)}
    assert group.facets == ("reference",)


def test_headings_and_provisions_are_never_one_group() -> None:
    one = make_terms([("5", REPAIR), ("5.1", PROMISE)])
    two = make_terms([("5", HEADING), ("5.1", REPAIR)], file="b.txt")
    assert members(group_of(compare_terms([one, two], SETTINGS), "a.txt", "5")) == {"a.txt": ("5",)}


def fact(value: str, unit: str = "hour", **more: Any) -> Fact:
    return Fact(
        metric="processing_time", value=Decimal(value), unit=unit, bound="at_most", clause="5.1", quote="q", **more
    )


def test_facts_stand_side_by_side_with_their_unit() -> None:
    one, two = replace(ONE, facts=(fact("24"),)), replace(TWO, facts=(fact("48"),))
    (row,) = compare_terms([one, two], SETTINGS).facts
    assert row.values == {"a.txt": "24", "b.txt": "48"}
    assert row.attributes == {"unit": "hour", "bound": "at_most"}
    (row,) = compare_terms([one, replace(TWO, facts=(fact("30", "minute"),))], SETTINGS).facts
    assert row.values == {"a.txt": "24 hour", "b.txt": "30 minute"}


TEXT = st.text("абғжең 12%.", min_size=1, max_size=30)


@given(st.lists(st.lists(TEXT, max_size=5), min_size=1, max_size=4))
def test_every_clause_stands_in_exactly_one_group(texts: list[list[str]]) -> None:
    documents: list[Terms] = [
        make_terms([(f"1.{i}", text) for i, text in enumerate(document, 1)], file=f"{d}.txt")
        for d, document in enumerate(texts)
    ]
    comparison = compare_terms(documents, SETTINGS)
    grouped = [
        (member.document, clause)
        for group in comparison.groups
        for member in group.members
        for clause in member.clauses
    ]
    every = [(terms.source.file, clause.number) for terms in documents for clause in terms.clauses]
    assert sorted(grouped) == sorted(every)
    assert comparison == compare_terms(documents, SETTINGS)


def tier(lower: str | None, upper: str | None, credit: str, *, closed: str = "") -> Tier:
    return Tier(
        lower=Decimal(lower or 0),
        lower_closed=lower is None or "[" in closed,
        upper=Decimal(upper or 100),
        upper_closed=upper is None or "]" in closed,
        credit=Decimal(credit),
    )


def test_tiers_are_intervals() -> None:
    whole = [tier("99.9", None, "0", closed="["), tier("99", "99.9", "5", closed="["), tier(None, "99", "10")]
    assert (find_gaps(whole), find_overlaps(whole), find_disorder(whole)) == ((), (), ())
    assert first_credit_bound(whole) == Decimal("99.9")
    holes = find_gaps([tier("99.9", None, "0"), tier("99", "99.9", "5"), tier(None, "98", "10")])
    assert [(gap.start, gap.stop) for gap in holes] == [
        (Decimal("99.9"), Decimal("99.9")),
        (Decimal(98), Decimal(99)),
    ]


@given(st.decimals(min_value=0, max_value=100, places=3))
def test_the_budget_is_what_is_left_of_the_month(availability: Decimal) -> None:
    assert 0 <= downtime_budget(availability) <= 43_200
    assert downtime_budget(availability) + Decimal(43_200) * availability / 100 == 43_200


@given(st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True))
def test_half_open_tiers_cut_anywhere_leave_no_gap(bounds: list[int]) -> None:
    cuts = [None, *(str(bound) for bound in sorted(bounds)), None]
    tiers = [
        tier(lower, upper, str(len(cuts) - index), closed="[" if lower else "")
        for index, (lower, upper) in enumerate(itertools.pairwise(cuts))
    ]
    assert find_gaps(tiers) == ()
    assert find_overlaps(tiers) == ()
    assert find_disorder(tiers) == ()
