"""What has been published as cards: long texts cut, sources opened, nothing let through."""

from dashboard.drawing.quotes import LONG, quotes
from dashboard.phrases.values import Quote


def card(text: str, address: str | None = "https://example.org/letter") -> str:
    return quotes([Quote("Dorset, AFI 1: response", text, "", "A letter", address)])


def test_a_long_text_opens_from_its_first_lines_and_a_short_one_stands() -> None:
    assert "<details><summary>" in card("x" * (LONG + 1))
    assert "<details>" not in card("Every OCG now has a plan.")


def test_a_source_opens_at_its_address_where_one_is_held() -> None:
    assert '<a href="https://example.org/letter">A letter</a>' in card("Said.")
    assert "<a " not in card("Said.", None)


def test_words_are_escaped() -> None:
    assert "<script>" not in card("<script>")
