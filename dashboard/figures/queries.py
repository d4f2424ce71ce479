"""What there is to ask, and what each query says of itself in its header.

Asking it is ask's.
"""

import re
from functools import cache

import duckdb

from dashboard.paths import QUERIES, sql


@cache
def parameters(query: str) -> tuple[str, ...]:
    """The names of the parameters a query takes."""
    with duckdb.connect() as con:
        return tuple(sorted(con.extract_statements(sql(f"figures/{query}"))[0].named_parameters))


@cache
def shows(query: str) -> str:
    """The finest thing a query's rows show: `body` or `ocg`, from its header."""
    found = re.search(r"^-- Shows: (body|ocg)$", sql(f"figures/{query}"), re.MULTILINE)
    if found is None:
        raise KeyError(f"queries/figures/{query}.sql does not say what it shows")
    return found[1]


@cache
def explained(query: str) -> dict[str, str]:
    """A query's header as words: its question, and what follows each label such as Grain."""
    lines = []
    for line in sql(f"figures/{query}").splitlines():
        if not line.startswith("--"):
            break
        lines.append(line[2:].strip())
    parts = re.split(r"(?:^| )(Grain|Parameters|Leaves out|Shows): ", " ".join(lines))
    return {"Question": parts[0].strip(), **dict(zip(parts[1::2], parts[2::2], strict=True))}


def queries() -> list[str]:
    """The names of every query a page can ask."""
    return sorted(path.stem for path in (QUERIES / "figures").glob("*.sql"))
