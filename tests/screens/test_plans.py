"""The 4P plans page beside what was published, and its matrix of OCGs and strands."""

import re
from urllib.parse import urlencode

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
    said = text(opened(demonstration_store, "plans", body=["Dorset"], ocgs="true"))
    states = {"live": "● Live", "covered": "◑ Covered", "overdue": "▲ Overdue",
              "not-covered": "○ Not covered"}  # fmt: skip
    drawn = re.findall(r'<td class="state state-([a-z-]+)">([^<]+)</td>', said)
    assert set(drawn) == set(states.items())


def test_every_ocg_is_a_column_that_opens_its_history(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "plans", body=["Dorset"]))
    columns = re.findall(r'<a class="column[^"]*" href="([^"]+)" title="([^"]+)"', said)
    held = re.search(r"(\d+) of (\d+) \(100%\) have a plan", said)
    assert held is not None
    assert len(columns) == int(held[2])
    href, words = columns[0]
    name = words.split(",")[0].split(":")[0]
    assert "high harm: Pursue" in words
    assert urlencode({"ocg": name}) in href
    assert f"History of {name}" in text(opened(demonstration_store, "plans", ocg=name))


def test_who_may_not_see_ocgs_gets_the_same_shape_as_counts(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "plans", None, False, body=["Dorset"]))
    picture = said.split('<figure class="plans"')[1].split("</figure>")[0]
    assert "DOR-" not in said
    assert "<a " not in picture
    assert re.search(r'aria-label="Pursue: \d+ live', picture)
    assert "active OCGs" in picture
