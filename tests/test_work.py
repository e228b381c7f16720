"""Work grows with the document, not with its square."""

from pipeline.read.plain import read_plain
from pipeline.structure.numbering import Marker
from pipeline.structure.outline import to_outline
from tests.work import count_steps


def set_table(rows: int) -> bytes:
    """A table of a text file whose columns blanks set apart."""
    lines = (f"{row:<8}{'Услуга связи':<30}{f'{row % 30} дней':<14}{row * 100} тенге" for row in range(1, rows + 1))
    return "\n".join(lines).encode()


def test_a_table_of_twice_the_rows_takes_twice_the_work() -> None:
    few, many = (count_steps(lambda rows=rows: read_plain(set_table(rows))) for rows in (60, 120))  # type: ignore[misc]
    assert many < 2.2 * few


def deepen(levels: int) -> list[Marker]:
    return [Marker(index=level, number=(1,) * (level + 1), rest="") for level in range(levels)]


def test_the_names_of_twice_the_levels_take_no_more_than_four_times_the_work() -> None:
    """Each clause is called by all that it is in: the names themselves grow with the square."""
    few, many = (count_steps(lambda levels=levels: to_outline((), deepen(levels))) for levels in (40, 80))  # type: ignore[misc]
    assert many < 4.5 * few
