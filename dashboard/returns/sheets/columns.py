"""What a row of any sheet is made of.

Which columns a sheet has is the other modules'.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Row(BaseModel):
    """One row of a sheet, typed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def column(
    label: str,
    meaning: str,
    *,
    example: str,
    optional: bool = False,
    carried_over: str = "",
    is_later: bool = False,
) -> Any:
    """A column: its header, what it means, and an example; empty cells only where optional.

    `carried_over` is what its note says of a value filled in from the last return. `is_later` says
    that earlier templates had no such column: a file without it is taken, its cells as empty.
    """
    told = {"carried_over": carried_over, "is_later": is_later}
    extra = {name: value for name, value in told.items() if value}
    more: dict[str, Any] = {"title": label, "description": meaning, "examples": [example]}
    if extra:
        more["json_schema_extra"] = extra
    return Field(default=None, **more) if optional else Field(**more)
