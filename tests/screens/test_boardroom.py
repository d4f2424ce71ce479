"""The boardroom screen: each item by itself, and no button for who may not record."""

import pytest
from opened_pages import NONSENSE, Open, text

from dashboard.phrases.agenda import ITEMS
from dashboard.store.versions import Store


@pytest.mark.parametrize("item", [*ITEMS, "Any other", "Recorded"])
def test_each_item_opens_with_its_sentence(
    opened: Open, demonstration_store: Store, published_store: Store, item: str
) -> None:
    for store in (demonstration_store, published_store):
        said = text(opened(store, "boardroom", item=item))
        assert '<div class="soc item"><h2>' in said
        assert not NONSENSE.search(said)
        assert said.count("soc agenda") <= 5


def test_an_action_on_a_line_begins_with_its_finding_and_its_body(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(demonstration_store, "boardroom", None, True, True, item="Claims to challenge")
    buttons = [button for button in at.button if button.label == "Record an action"]
    assert len(buttons) == text(at).count("soc agenda")
    buttons[0].click().run()
    assert not at.exception
    assert at.session_state["action.finding"] == "AFI 1"
    assert at.session_state["action.owner"] == "devon-and-cornwall"
    assert "Record an action" in text(at)


def test_the_next_item_is_one_press_away_and_the_last_has_none(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(demonstration_store, "boardroom")
    (following,) = [button for button in at.button if button.label == "Next item"]
    following.click().run()
    assert f"Item 2 of 9: {ITEMS[1]}" in text(at)
    last = opened(demonstration_store, "boardroom", item="Recorded")
    assert [b.disabled for b in last.button if b.label == "Next item"] == [True]


def test_who_may_not_record_sees_the_meeting_without_its_buttons(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(demonstration_store, "boardroom", None, False, False, item="Claims to challenge")
    assert "soc agenda" in text(at)
    assert not [button for button in at.button if "Record an" in button.label]
    assert not at.text_input
    plans = text(opened(demonstration_store, "boardroom", None, False, False, item="4P plans"))
    assert "OCGs have every strand" in plans
    assert "AVS-00" not in plans, "counts, and no single OCG"


def test_the_secretariat_s_own_items_are_on_the_agenda(
    opened: Open, demonstration_store: Store
) -> None:
    own = {"added": "Peer review", "item": "Peer review"}
    assert "<h2>Peer review</h2>" in text(opened(demonstration_store, "boardroom", **own))
