"""Proves what every test is held to: no warning is passed over, nobody's own store is touched."""

import warnings

import pytest
from conftest import OWN_STORES

from dashboard.region import laying
from dashboard.store.versions import Store


def test_a_warning_fails_a_test() -> None:
    with pytest.raises(FutureWarning):
        warnings.warn("soon to go", FutureWarning, stacklevel=1)


def test_a_developer_s_own_store_is_neither_read_nor_written() -> None:
    own = Store(OWN_STORES / "nobody-s")
    with pytest.raises(pytest.fail.Exception, match="own store"):
        laying.lay(own)
    with pytest.raises(pytest.fail.Exception, match="own store"):
        (own.folder / "CURRENT").read_text(encoding="utf-8")
    assert not own.folder.exists()
