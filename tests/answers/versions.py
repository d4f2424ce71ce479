"""What the query about the store's versions should answer."""

from oracle import Asked, Row


def version_history(asked: Asked) -> list[Row]:
    """Every version with the returns that came in with it, of the bodies the viewer may see."""
    return [
        _version(asked, row)
        for row in asked.region.tables["version"]
        if row["written_at"] <= asked.known_at
    ]


def _version(asked: Asked, version: Row) -> Row:
    region = asked.region
    number = version["version_number"]
    came = [row for row in region.returns.values() if row["version_number"] == number]
    seen = [row for row in came if row["body_code"] in asked.seen_codes]
    refused = [row for row in region.tables["refusal"] if row["version_number"] == number]
    is_withheld = len(seen) < len(came) or (
        {*region.bodies} > {*asked.seen_codes}
        and any(row["body_code"] not in asked.seen_codes for row in refused)
    )
    seen.sort(
        key=lambda row: (
            region.bodies[row["body_code"]]["display_order"], row["as_at_on"], row["return_id"],
        )
    )  # fmt: skip
    return {
        "version_number": number,
        "written_at": version["written_at"],
        "author": None if is_withheld else version["author"],
        "message": None if is_withheld else version["message"],
        "is_withheld": is_withheld,
        "return_count": len(seen),
        "returns": [
            {
                "return_id": row["return_id"],
                "body_code": row["body_code"],
                "body": region.bodies[row["body_code"]]["short_name"],
                "as_at_on": row["as_at_on"],
                "is_entry": row["is_entry"],
            }
            for row in seen
        ],
    }
