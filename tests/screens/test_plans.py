"""The 4P plans page beside what was published, and its matrix of OCGs and strands."""

import re

from opened_pages import Open, text

from dashboard.store.versions import Store


def test_every_dorset_ocg_has_a_plan_as_published(opened: Open, demonstration_store: Store) -> None:
    with demonstration_store.read() as con:
        published = con.execute(
            "select value, as_at_on from published_figure "
            "where figure_ref = 'DORSET-2025-08-04-OCGS-WITH-4P-PLAN'"
        ).fetchone()
    assert published is not None
    value, on = published
    url = {"as_at": "Another date", "on": on.isoformat(), "body": ["Dorset"]}
    said = text(opened(demonstration_store, "plans", **url))
    shares = r"<td[^>]*>(\d+) of (\d+) \((\d+)%\)</td>"
    row = re.search(rf">Dorset</th>{shares}{shares}", said)
    assert row is not None
    whole, _, whole_share, covered, ocgs, share = map(int, row.groups())
    assert (covered, float(share)) == (ocgs, value)
    assert 0 < whole < ocgs, "the claim holds of any strand, and not of every one"
    held = (
        f"4P plans with every strand: {whole} of {ocgs} ({whole_share}%); "
        f"4P plan coverage: {ocgs} of {ocgs} (100%), as at 31 July 2025"
    )
    assert held in text(opened(demonstration_store, "plans", published="true", **url))
    assert ocgs > 0
    assert f"{ocgs} of {ocgs} (100%) at least one" in said


def test_each_strand_says_its_state_in_symbol_and_word(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "plans", body=["Dorset"]))
    states = {"live": "● Live", "covered": "◑ Covered", "overdue": "▲ Overdue",
              "not-covered": "○ Not covered"}  # fmt: skip
    drawn = re.findall(r'<td class="state state-([a-z-]+)">([^<]+)</td>', said)
    assert set(drawn) == set(states.items())
