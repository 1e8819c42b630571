"""The data dictionary is generated and never stale."""

from pathlib import Path

from warehouse.contracts import CONTRACTS
from warehouse.dictionary import DICTIONARY_PATH, main, render_dictionary
from warehouse.view_catalog import list_macros, list_views

ROOT = Path(__file__).parents[2]


def test_committed_dictionary_is_current():
    assert (ROOT / DICTIONARY_PATH).read_text("utf-8") == render_dictionary(), "stale: run `python -m warehouse.dictionary`"


def test_it_names_everything(tmp_path: Path):
    assert main(tmp_path / "docs" / "dictionary.md") == 0
    text = (tmp_path / "docs" / "dictionary.md").read_text("utf-8")
    for code in ("empty", "killed_worker", "failed_expectation"):
        assert f"| `{code}` |" in text
    for name in [*CONTRACTS, *(view.name for view in list_views())]:
        assert f"### {name}\n" in text
    for macro in list_macros():
        assert f"`{macro.name}(" in text
    assert "| `boilerplate_share` | double | no | share 0-1 |" in text
    assert "|  |\n" not in text.split("## Macros")[0].split("## Views")[1], "every column of a view is explained"
