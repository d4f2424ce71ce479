"""What a row of any sheet is made of.

Which columns a sheet has is body's and board's.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Row(BaseModel):
    """One row of a sheet, typed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def column(
    label: str, meaning: str, *, example: str, optional: bool = False, carried_over: str = ""
) -> Any:
    """A column: its header, what it means, and an example; empty cells only where optional.

    `carried_over` is what its note says of a value filled in from the last return.
    """
    more: dict[str, Any] = {"title": label, "description": meaning, "examples": [example]}
    if carried_over:
        more["json_schema_extra"] = {"carried_over": carried_over}
    return Field(default=None, **more) if optional else Field(**more)
