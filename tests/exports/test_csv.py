"""Holds a download to saying what it is, and to beginning no formula in a spreadsheet."""

import io
from csv import DictReader
from dataclasses import replace

import pandas as pd
import pytest

from dashboard.exports import csv
from dashboard.phrases.values import Table

TEXT = Table("", {"a": "Text"}, "Texts", "texts", missing="none")
REAL = csv.Said("OFFICIAL", "All bodies.", is_made_up=False)


def test_a_download_cannot_begin_a_formula_and_says_what_it_is() -> None:
    frame = pd.DataFrame({"a": ["=1+1", "+44", "-1", "@x", "plain", None]})
    said = csv.Said("OFFICIAL", "As at 31 October 2026.", is_made_up=True)
    table = replace(TEXT, missing="none given")
    data = csv.csv(frame, table, said).decode("utf-8-sig")
    rows = list(DictReader(io.StringIO(data)))
    assert [row["Text"] for row in rows] == ["'=1+1", "'+44", "'-1", "'@x", "plain", "none given"]
    assert {row["Data"] for row in rows} == {"Demonstration data"}
    assert {(row["Marking"], row["Filters"]) for row in rows} == {
        ("OFFICIAL", "As at 31 October 2026.")
    }


@pytest.mark.parametrize(
    "text",
    ["\tx", "\nx", "  =1+1", "\n=1+1", "\u00a0@x", "\N{FULLWIDTH EQUALS SIGN}1",
     "\N{FULLWIDTH PLUS SIGN}1", "\N{FULLWIDTH HYPHEN-MINUS}1", " \N{FULLWIDTH COMMERCIAL AT}x"],
)  # fmt: skip
def test_a_download_holds_no_formula_behind_a_blank_or_a_wide_sign(text: str) -> None:
    whole = csv.csv(pd.DataFrame({"a": [text]}), TEXT, REAL).decode("utf-8-sig")
    (row,) = DictReader(io.StringIO(whole, newline=""))
    assert row["Text"] == f"'{text}"


def test_a_carriage_return_begins_no_row_of_a_download() -> None:
    whole = csv.csv(pd.DataFrame({"a": ["x\r=1+1", "\rx"]}), TEXT, REAL)
    rows = list(DictReader(io.StringIO(whole.decode("utf-8-sig"), newline="")))
    assert [row["Text"] for row in rows] == ["x\n=1+1", "'\nx"]


def test_a_made_up_file_says_so_by_its_name() -> None:
    assert csv.file_name(TEXT, REAL) == "texts.csv"
    assert csv.file_name(TEXT, replace(REAL, is_made_up=True)) == "demonstration-texts.csv"


def test_a_table_s_own_marking_is_kept_beside_that_of_the_file() -> None:
    table = replace(TEXT, columns={"a": "Text", "m": "Marking"})
    frame = pd.DataFrame({"a": ["x", "y"], "m": ["OFFICIAL", "OFFICIAL-SENSITIVE"]})
    said = replace(REAL, marking="OFFICIAL-SENSITIVE")
    whole = csv.csv(frame, table, said).decode("utf-8-sig")
    rows = list(DictReader(io.StringIO(whole)))
    assert [row["Marking"] for row in rows] == ["OFFICIAL", "OFFICIAL-SENSITIVE"]
    assert {row["Marking of this file"] for row in rows} == {"OFFICIAL-SENSITIVE"}


@pytest.mark.parametrize(
    ("is_public", "is_record_made_up", "marking", "data", "name"),
    [
        (False, False, "OFFICIAL-SENSITIVE", "Demonstration data", "demonstration-texts.csv"),
        (True, False, "Public", "As published", "texts.csv"),
        (True, True, "Public", "Demonstration data", "demonstration-texts.csv"),
    ],
)
def test_what_anybody_may_read_is_neither_marked_nor_made_up_beside_made_up_returns(
    is_public: bool, is_record_made_up: bool, marking: str, data: str, name: str
) -> None:
    said = csv.Said("OFFICIAL-SENSITIVE", "", is_made_up=True, is_record_made_up=is_record_made_up)
    table = replace(TEXT, is_public=is_public)
    whole = csv.csv(pd.DataFrame({"a": ["x"]}), table, said).decode("utf-8-sig")
    (row,) = DictReader(io.StringIO(whole))
    assert (row["Marking"], row["Data"], csv.file_name(table, said)) == (marking, data, name)
