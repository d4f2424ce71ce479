"""Where a store lies unless a folder is named."""

from pathlib import Path

import pytest
from platformdirs import user_data_path

from dashboard import paths
from dashboard.paths import ROOT, store_folder


def test_in_a_checkout_the_store_lies_beside_the_data() -> None:
    assert store_folder("own") == ROOT / "data" / "store" / "own"


def test_of_an_installed_wheel_the_store_lies_in_the_user_s_folder_for_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    package = Path(paths.__file__).parent
    monkeypatch.setattr(paths, "ROOT", package)
    folder = store_folder("own")
    assert package not in folder.parents
    assert user_data_path() in folder.parents
    assert folder.parts[-3:] == ("soc-governance-dashboard", "store", "own")
