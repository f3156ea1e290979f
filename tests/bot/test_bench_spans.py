from bot.bench.spans import Marked, render


def test_the_table_compares_marked_words_with_the_whole_sentence() -> None:
    table = render([Marked("when", 0.2, 1.0), Marked("when", 0.4, None), Marked("why", 0.5, None)])
    by_kind = {line.split()[0]: line for line in table.splitlines()[1:]}
    assert by_kind["when"].split()[1:4] == ["2", "1", "0.20"]
    assert "0.70 (" in by_kind["when"]
    assert by_kind["why"].split()[1:5] == ["1", "0", "–", "–"]
