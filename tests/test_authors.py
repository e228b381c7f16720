"""Two authors' sentences, lists and tables as text, which the extractor understands in most but not in all cases."""

import pytest

from tests.corpus.score import score_sentence, sentences


@pytest.mark.parametrize(("part", "recall", "precision"), [("author-1", 0.88, 0.95), ("author-2", 0.88, 0.95)])
def test_most_facts_of_an_author_are_found_and_few_are_invented(part: str, recall: float, precision: float) -> None:
    scores = [score_sentence(row) for row in sentences(part)]
    right = sum(score.right for score in scores)
    assert right >= recall * (right + sum(len(score.missing) for score in scores))
    assert right >= precision * (right + sum(len(score.invented) for score in scores))
