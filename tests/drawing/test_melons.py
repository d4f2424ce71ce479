"""A finding at a body as marks: what is outside and inside, and what each is called."""

import re

from dashboard.drawing.melons import diamond, key, melon, track
from dashboard.phrases.melon_words import KEY, UNKNOWN


def test_a_melon_shows_another_brag_inside_and_nothing_where_both_agree() -> None:
    apart = melon("green", "red", "AFI 1, Wiltshire: green, shown red")
    assert 'class="melon is-green"' in apart
    assert '<i class="is-red"></i>' in apart
    assert 'role="img" aria-label="AFI 1, Wiltshire: green, shown red"' in apart
    assert "<i" not in melon("green", "green", "as shown")


def test_a_claim_that_cannot_be_checked_is_a_question_and_no_colour() -> None:
    drawn = melon("amber", UNKNOWN, "")
    assert "<i>?</i>" in drawn
    assert 'aria-hidden="true"' in drawn, "in a key the words stand beside it"


def test_a_green_that_is_late_is_not_plain_green() -> None:
    assert "late" in melon("green", "green", "said", is_late=True)
    assert "late" not in melon("green", "green", "said")


def test_a_track_fills_as_many_steps_as_are_done() -> None:
    for done in range(4):
        drawn = track(done, 3)
        assert (drawn.count("<i"), drawn.count('"done"')) == (3, done)


def test_only_a_verifier_fills_the_diamond() -> None:
    signs = [re.search("<b>(.*)</b>", diamond(kind))[1] for kind in  # type: ignore[index]
             ("verified", "disputed", "conflict", "none")]  # fmt: skip
    assert signs == ["✓", "✕", "≠", ""]


def test_what_names_a_mark_is_escaped() -> None:
    assert "<b>" not in melon("green", "red", '"><b>')
    assert "&lt;b&gt;" in key([(track(1, 2), "<b>")])


def test_every_mark_of_the_key_can_be_drawn() -> None:
    assert all(melon(*codes, said) for codes, said in KEY)
