"""An overlay adds rows to every lexicon or replaces them; a wrong row is told with file, line, column and the nearest known name."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from extracted import figure, figures
from overlays import SENTENCE, VACCINATIONS, with_overlay, write_overlay

from seeds.overlay import LexiconError, lexicons, read_overlay, read_rows, read_seed_rows
from tasks.facts.output.corrections import CorrectionError, read_corrections
from tasks.facts.places.index import place_index
from tasks.facts.proofs.names import find_wrong_cells
from tasks.plan.fingerprints import current_fingerprints
from tasks.text.phrases import load_phrases
from tasks.vi.text.lexicon import read_lexicon, row_of
from warehouse.reference import read_reference, reference_digest

ROOT = Path(__file__).parents[3]
PHRASE = "Bà con chia sẻ bản tin này nhé"


def test_every_lexicon_has_a_key_in_which_no_two_rows_of_the_seeds_agree() -> None:
    names = {path.stem for path in (ROOT / "seeds" / "lexicon").glob("*.csv")} | {"aliases", "spellings"}
    assert lexicons().keys() == names
    for name, lexicon in lexicons().items():
        columns, rows = read_seed_rows(name)
        keys = Counter(tuple(row.cells[columns.index(column)] for column in lexicon.key) for row in rows)
        assert not [one for one, count in keys.items() if count > 1], name


def test_rows_of_ones_own_teach_an_indicator_while_they_are_there(tmp_path: Path) -> None:
    before = figure(SENTENCE)
    with with_overlay(write_overlay(tmp_path)):
        taught = figure(SENTENCE)
    assert (before.indicator, taught.indicator, taught.unit, figure(SENTENCE).indicator) == ("other", "vaccinations", "person", "other")


def test_a_row_with_the_key_of_a_seed_row_stands_in_its_place(tmp_path: Path) -> None:
    sentence = "Toàn huyện có 34 album."
    write_overlay(tmp_path, {"nouns": [["album", "work", "book", sentence, '34=other unit:book unit_text:"album"', "own"]]})
    count = len(read_rows("nouns")[1])
    with with_overlay(tmp_path):
        assert figure(sentence).unit == "book"
        assert len(read_rows("nouns")[1]) == count
    assert figure(sentence).unit == "item"


def test_what_an_overlay_adds_nothing_to_is_not_built_again_and_the_rest_is(tmp_path: Path) -> None:
    before, rows = place_index(), read_lexicon("status", read_seed_rows("status")[0])
    with with_overlay(write_overlay(tmp_path / "words")):
        assert place_index() is before
        assert read_lexicon("status", read_seed_rows("status")[0]) is rows
    own = {"spellings": [["Buôn Mới Lập", "24265", "before_2025"]], "status": [["ao ước", "target", "Xã ao ước 34 km.", "34=other", "own"]]}
    for folder in ("names", "elsewhere"):  # the same rows, called otherwise in messages
        with with_overlay(write_overlay(tmp_path / folder, own)):
            assert place_index().named("before_2025", "commune", "Buôn Mới Lập")
            columns, merged = read_rows("status")
            place = next(index for index, row in enumerate(merged) if row.cells[0] == "ao ước")
            assert read_lexicon("status", columns)[place]["surface"] == "ao ước"
            assert row_of("status", columns, place).file == str(tmp_path / folder / "status.csv")
    assert not place_index().named("before_2025", "commune", "Buôn Mới Lập")
    assert len(read_lexicon("status", read_seed_rows("status")[0])) == len(rows)


def test_files_of_spreadsheets_and_rows_in_any_order_and_form_are_read(tmp_path: Path) -> None:
    header = ",".join(read_seed_rows("status")[0])
    rows = "ước ao,target,Xã ước ao 34 km đường.,34=other,own\n\nao ước,target,Xã ao ước 34 km đường.,34=other,own\n"
    (tmp_path / "status.csv").write_text(f"\ufeff{header}\n{rows}".replace("ước", "u\u031bo\u031b\u0301c"), "utf-8")
    (tmp_path / "README.md").write_text("rows of ours", "utf-8")
    (tmp_path / ".status.csv.swp").write_bytes(b"\xff")
    with with_overlay(tmp_path):
        found = [row for row in read_rows("status")[1] if not row.file.startswith("seeds/")]
    assert [(row.line, row.cells[0]) for row in found] == [(4, "ao ước"), (2, "ước ao")]


def test_names_of_places_corrections_and_boilerplate_are_added(tmp_path: Path) -> None:
    write_overlay(
        tmp_path,
        {
            "spellings": [["Buôn Mới Lập", "24265", "before_2025"]],
            "boilerplate": [[PHRASE, "whole", "page_tools", "line", PHRASE, "page_tools", "own"]],
        },
    )
    (tmp_path / "corrections.yml").write_text(
        "- id: hai-trăm\n  match: {sentence: Xã có, span_text: '200'}\n  expect: {value: 200}\n"
        "  action: {set: {value: 20}}\n  reason: lỗi gõ\n  reported_on: 2026-01-01\n",
        "utf-8",
    )
    with with_overlay(tmp_path):
        assert [unit.code for unit in place_index().named("before_2025", "commune", "Buôn Mới Lập")] == ["24265"]
        assert PHRASE.lower() in {phrase.lower() for phrase in _printed_phrases()}
        assert [one.id for one in read_corrections()][-1:] == ["hai-trăm"]
        assert (figure("Xã có 200 hộ nghèo.").value, figure("Xã có 200 hộ nghèo.").correction) == (20, "hai-trăm")
    assert figure("Xã có 200 hộ nghèo.").value == 200
    assert not place_index().named("before_2025", "commune", "Buôn Mới Lập")


def _printed_phrases() -> list[str]:
    from tasks.vi.text.fold import fold_text

    _, rows = read_rows("boilerplate")
    known = load_phrases().whole
    return [row.cells[0] for row in rows if fold_text(row.cells[0]) in known]


def test_fingerprints_see_what_changes_rows_and_only_for_the_stage_it_concerns(tmp_path: Path) -> None:
    plain = current_fingerprints()
    with with_overlay(write_overlay(tmp_path / "facts")):
        taught = current_fingerprints()
    other_example = [[*row[:2], "Xã tiêm chủng cho 9 cháu.", "9=vaccinations", "own"] for row in VACCINATIONS["cues"]]
    with with_overlay(write_overlay(tmp_path / "told", {**VACCINATIONS, "cues": other_example})):
        assert current_fingerprints() == taught
    with with_overlay(write_overlay(tmp_path / "page", {"boilerplate": [[PHRASE, "whole", "page_tools", "line", PHRASE, "x", "own"]]})):
        cleaned = current_fingerprints()
    assert (taught.clean == plain.clean, taught.extract == plain.extract) == (True, False)
    assert (cleaned.clean == plain.clean, cleaned.extract == plain.extract) == (False, True)
    assert current_fingerprints() == plain


def test_the_reference_tables_hold_the_rows_of_the_overlay(tmp_path: Path) -> None:
    digest, count = reference_digest(), read_reference("indicators").num_rows
    with with_overlay(write_overlay(tmp_path)):
        rows = {row["indicator"]: row for row in read_reference("indicators").to_pylist()}
        assert reference_digest() != digest
        assert len(rows) == count + 1
    assert rows["vaccinations"]["label_en"] == "People vaccinated"
    assert (reference_digest(), read_reference("indicators").num_rows) == (digest, count)


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("nouns", ["mũi tiêm", "dose", "doses", "a", "b", "c"], "nouns.csv, line 2, column unit: 'doses' is no unit; did you mean 'dose'?"),
        ("nouns", ["mũi tiêm", "dose", "", "a", "b", "c"], "nouns.csv, line 2, column unit: empty; expected a unit"),
        ("measures", ["tá", "dozens", "a", "b", "c"], "measures.csv, line 2, column unit: 'dozens' is no unit"),
        ("units", ["dose", "Liều", "Dose", "itm", "1"], "units.csv, line 2, column parent: 'itm' is no unit; did you mean 'item'?"),
        ("units", ["dose", "Liều", "Dose", "item", "1,5"], "units.csv, line 2, column factor: '1,5' is no number; write 0.001 or 1e-3"),
        ("units", ["dose", "Liều", "Dose", "dose", "1"], "units.csv, line 2, column parent: 'dose' is its own parent"),
        (
            "indicators",
            ["doses", "Liều", "Doses", "socity", "", "flow"],
            "indicators.csv, line 2, column topic: 'socity' is no topic of indicators.csv; did you mean 'society'?",
        ),
        (
            "indicators",
            ["doses", "Liều", "Doses", "society", "", "xyz"],
            "indicators.csv, line 2, column kind: 'xyz' is no kind of indicators.csv; expected one of flow, stock",
        ),
        (
            "indicator_rules",
            ["party_member", "count", "person", "", "", "admit", "", "", "a", "b", "c"],
            "indicator_rules.csv, line 2, column indicator: 'party_member' is no indicator; did you mean 'party_members'?",
        ),
        (
            "indicator_rules",
            ["party_members", "count", "persn", "", "", "admit", "", "", "a", "b", "c"],
            "indicator_rules.csv, line 2, column noun: 'persn' is no noun; did you mean 'person'?",
        ),
        (
            "indicator_rules",
            ["party_members", "count", "person", "", "", "admit", "<admitt", "", "a", "b", "c"],
            "indicator_rules.csv, line 2, column unless: '<admitt' is no cue; did you mean 'admit'?",
        ),
        (
            "indicator_rules",
            ["party_members", "count", "person", "", "", "admit", "", "speaks_of_commune", "a", "b", "c"],
            "indicator_rules.csv, line 2, column about: 'speaks_of_commune' is no pattern; did you mean 'speaks_of_communes'?",
        ),
        ("relations", ["students", "left_as", "", "a", "b", "c"], "relations.csv, line 2, column related: '' is no indicator"),
        ("relations", ["students", "unknown", "", "a", "b", "c"], "relations.csv, line 2, column indicator: only other is unknown"),
        (
            "negatives",
            ["Xã có 3 hộ.", "=housholds", "why", "c"],
            "negatives.csv, line 2, column unwanted: 'housholds' is no indicator; did you mean 'households'?",
        ),
        (
            "spellings",
            ["Buôn Mới", "99999", "before_2025"],
            "spellings.csv, line 2, column place_code: no unit has the code '99999' before_2025",
        ),
        (
            "word_classes",
            ["plans", "dự định", "a", "b", "c"],
            "word_classes.csv, line 2, column class: 'plans' is no class that a pattern asks for; did you mean 'plan'?",
        ),
    ],
)
def test_a_wrong_name_is_told_with_its_place_and_the_nearest_known_one(name: str, row: list[str], message: str, tmp_path: Path) -> None:
    rows = {"units": [["dose", "Liều", "Dose", "item", "1"]], name: [row]}
    with with_overlay(write_overlay(tmp_path, rows)):
        told = [str(one) for one in find_wrong_cells()]
    assert [one for one in told if one.startswith(str(tmp_path / message))] == told[:1] != []


def test_a_word_that_the_seeds_spell_otherwise_is_to_be_written_as_they_do(tmp_path: Path) -> None:
    seed = next(row for row in read_seed_rows("nouns")[1] if row.cells[0] == "hòa giải viên")
    with with_overlay(write_overlay(tmp_path, {"nouns": [["hoà giải viên", "person", "person", "a", "b", "c"]]})):
        (wrong,) = find_wrong_cells()
    assert str(wrong) == (
        f"{tmp_path}/nouns.csv, line 2, column surface: {seed.place} has it as 'hòa giải viên'; write it so to replace that row"
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("noun.csv", "surface\n", "no lexicon is called noun.csv; did you mean 'nouns.csv'?"),
        ("nouns.csv", "surface,noun\n", "nouns.csv, line 1: columns are surface,noun; expected surface,noun,unit,example,expected,source"),
        ("nouns.csv", "surface,noun,unit,example,expected,source\na,b\n", "nouns.csv, line 2: 2 cells; expected 6"),
        ("nouns.csv", "surface,noun,unit,example,expected,source\na ,b,item,c,d,e\n", "nouns.csv, line 2: column surface has spaces"),
        ("nouns.csv", 'surface,noun,unit,example,expected,source\n"a,b\n', "nouns.csv, line 2: unexpected end of data"),
        ("phrase_patterns.csv", "pattern,use,text,example,counter_example,source\np,within,(,a,b,c\n", "line 2: no regular expression"),
    ],
)
def test_a_file_that_is_badly_written_is_refused_with_its_line(name: str, content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(LexiconError) as caught, with_overlay(tmp_path):
        find_wrong_cells()
    assert str(tmp_path / name) in str(caught.value)
    assert message in str(caught.value)


def test_a_correction_that_is_no_list_or_no_yaml_is_refused(tmp_path: Path) -> None:
    for content, message in (("a: 1\n", "expected a list"), ("- [\n", "no YAML")):
        (tmp_path / "own.yml").write_text(content, "utf-8")
        with with_overlay(tmp_path), pytest.raises(CorrectionError, match=message) as caught:
            find_wrong_cells()
        assert str(tmp_path / "own.yml") in str(caught.value)


def test_the_seeds_name_nothing_that_there_is_not() -> None:
    assert not find_wrong_cells()


def test_no_module_reads_a_lexicon_that_an_overlay_can_change_when_it_is_imported() -> None:
    """Which overlay is active is known when a run begins, long after the rules were imported."""
    code = (
        "import importlib, pkgutil, seeds.overlay as o, tasks.facts, tasks.text, tasks.vi; read = []; real = o.read_rows\n"
        "o.read_rows = lambda name: read.append(name) or real(name)\n"
        "packages = (tasks.vi, tasks.text, tasks.facts)\n"
        "names = [m.name for p in packages for m in pkgutil.walk_packages(p.__path__, p.__name__ + '.')]\n"
        "for name in names: importlib.import_module(name)\n"
        "print(read, len(names) > 100, flush=True)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told == "[] True\n"


def test_every_pattern_that_a_rule_names_is_there() -> None:
    """Patterns are compiled when they are asked for, so a name that is no pattern would be found at night."""
    import ast

    from tasks.vi.text.patterns import phrase_patterns

    calls = [
        node.args[0].value
        for path in (ROOT / "tasks" / "facts").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "pattern"
        if isinstance(node.args[0], ast.Constant)
    ]
    assert len(calls) > 150
    assert set(calls) <= phrase_patterns().keys()


def test_a_folder_that_is_not_there_is_an_overlay_without_rows(tmp_path: Path) -> None:
    assert read_overlay(tmp_path / "none").digest == ""
    assert figures("Xã có 34 hộ.")
