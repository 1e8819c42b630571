"""Reprints: exact and near-duplicates, a function of the current articles only."""

import random
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_lake import Page, commit_run, fold, write_run

from warehouse import duplicates as loading
from warehouse.alike import (
    BANDS,
    THRESHOLD,
    choose_originals,
    cut_shingles,
    find_buckets,
    hash_shingles,
    make_text_key,
    measure_similarity,
    split_words,
)
from warehouse.building import build_candidate, rebuild
from warehouse.contracts.signatures import SIGNATURES
from warehouse.lake.lake import Lake
from warehouse.lake.tables import SIGNED_TABLE
from warehouse.parquet import arrow_schema
from warehouse.reading import run_query
from warehouse.signatures import sign_texts, signing_method

WORDS = [first + vowel + last for first in "bcdghklmnt" for vowel in "aeiou" for last in ("", "n", "ng", "t")]


def story(seed: int, length: int = 150) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def text(words: list[str]) -> str:
    return "Tin\n" + " ".join(words) + "."


def doc(name: str, words: list[str], day: int = 1) -> Page:
    return Page(f"file:///raw/{name}.txt", text(words), date(2026, 1, day))


def duplicates(lake: Lake) -> dict[str, tuple[str, str]]:
    """{repeat: (original, method)} by file name."""
    path = lake.home / "candidates" / "d.duckdb"
    rebuild(lake, path)
    return read_duplicates(path)


def read_duplicates(path: Path) -> dict[str, tuple[str, str]]:
    sql = """select a.source_uri as one, b.source_uri as other, d.method, d.similarity from duplicates d
             join articles a using (article_id) join articles b on b.article_id = d.duplicate_of"""
    rows = run_query(path, sql).to_pylist()
    assert all(row["similarity"] >= THRESHOLD for row in rows)
    return {Path(row["one"]).stem: (Path(row["other"]).stem, row["method"]) for row in rows}


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "home")


def test_exact_and_near_repeats_point_to_the_earliest(lake: Lake):
    words = story(1)
    edited = [*words[:70], "moi", *words[71:]]
    cut = words[:60]
    commit_run(
        lake,
        "r1",
        [doc("late", words, 9), doc("first", words, 2), doc("edited", edited, 5), doc("cut", cut, 1), doc("other", story(2), 1)],
    )
    assert duplicates(lake) == {"late": ("first", "exact"), "edited": ("first", "minhash")}


def test_punctuation_marks_and_case_do_not_make_another_text(lake: Lake):
    one = Page("file:///raw/a.txt", "Đảng bộ xã\nCó 214 đảng viên, chiếm 50%.", date(2026, 1, 1))
    two = Page("file:///raw/b.txt", "ĐẢNG BỘ XÃ\nCó 214 đảng viên - chiếm 50%", date(2026, 1, 2))
    commit_run(lake, "r1", [one, two])
    assert duplicates(lake) == {"b": ("a", "exact")}


def test_bulletins_that_differ_in_their_figures_are_not_repeats(lake: Lake):
    def bulletin(day: int) -> Page:
        figures = random.Random(day)
        lines = [f"{place} ghi nhận {figures.randint(10, 99)} ca, {figures.randint(100, 999)} người khỏi bệnh" for place in WORDS[:20]]
        return Page(f"file:///raw/{day}.txt", "Bản tin\n" + ". ".join(lines), date(2026, 1, day))

    commit_run(lake, "r1", [bulletin(day) for day in range(1, 6)])
    assert duplicates(lake) == {}


def test_order_of_arrival_does_not_matter_and_gone_originals_are_replaced(lake: Lake):
    words = story(3)
    live, candidate = lake.home / "w.duckdb", lake.home / "candidates" / "c.duckdb"

    def night(run_id: str, pages: list[Page], gone: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
        commit_run(lake, run_id, pages, gone=[f"file:///raw/{name}.txt" for name in gone])
        assert build_candidate(lake, run_id, live, candidate).mode == ("full" if run_id == "r1" else "merge")
        candidate.replace(live)
        if run_id in ("r3", "r6"):
            assert read_duplicates(live) == duplicates(lake), "merged and rebuilt differ"
        return read_duplicates(live)

    assert night("r1", [doc("b", words, 5), doc("x", story(4), 1)]) == {}
    assert night("r2", [doc("c", [*words[:-1], "khac"], 6)]) == {"c": ("b", "minhash")}
    assert night("r3", [doc("a", words, 1)]) == {"b": ("a", "exact"), "c": ("a", "minhash")}, "an earlier print found later"
    assert night("r4", [], gone=("a",)) == {"c": ("b", "minhash")}
    assert night("r5", [doc("b", story(5), 5)]) == {}, "the text changed"
    assert night("r6", [doc("x", [*words[:-1], "khac"], 1)]) == {"c": ("x", "exact")}


def test_undated_articles_come_after_dated_ones(lake: Lake):
    words = story(6)
    commit_run(lake, "r1", [Page("file:///raw/a.txt", text(words), None), Page("file:///raw/z.txt", text(words), date(2026, 5, 5))])
    assert duplicates(lake) == {"a": ("z", "exact")}


def test_a_thousand_alike_texts_cost_no_million_comparisons(lake: Lake):
    words = story(7, 120)
    pages = []
    for number in range(300):
        changed = list(words)
        changed[number % 120] = f"khac{'abcdefghij'[number % 10]}{'abcdefghij'[number // 10 % 10]}{'abc'[number // 100]}"
        pages.append(doc(f"{number:04}", changed, 1 + number % 28))
    commit_run(lake, "r1", pages)
    path = lake.home / "candidates" / "d.duckdb"
    rebuild(lake, path)
    pairs = run_query(path, "select count(*) as n from (select distinct text_key_a, text_key_b from internal.text_pairs)").to_pylist()[0][
        "n"
    ]
    assert pairs < 300 * 30, f"{pairs} of {300 * 299 // 2} pairs were compared"
    originals = {original for original, _ in read_duplicates(path).values()}
    assert len(read_duplicates(path)) >= 295
    assert len(originals) == 1, "all of them repeat the earliest"


@given(st.integers(0, 50))
def test_texts_nine_tenths_alike_share_a_bucket(seed: int):
    words = story(seed, 200)
    changed = list(words)
    changed[seed * 3] = "doi"
    changed[seed + 1] = "khac"
    buckets = find_buckets([words, changed])
    assert buckets.shape == (2, BANDS)
    similarity = measure_similarity(hash_shingles(words), hash_shingles(changed))
    one, other = cut_shingles(words), cut_shingles(changed)
    assert similarity == len(one & other) / len(one | other) > 0.85
    assert (buckets[0] == buckets[1]).any()


def test_buckets_depend_on_the_words_alone():
    one, other = story(8), story(9)
    together = find_buckets([one, other])
    assert (together[1] == find_buckets([other])[0]).all()
    assert not (together[0] == together[1]).any()
    assert find_buckets([]).shape == (0, BANDS)
    assert find_buckets([["ngan"]]).shape == (1, BANDS)


def test_buckets_are_the_same_on_every_machine():
    # The buckets are stored; another hash in a later rensa must show here, and raise LAYOUT_VERSION and VERSION of signatures.
    assert find_buckets([["mot", "hai", "ba", "bon", "nam", "sau"]])[0][:2].tolist() == [6598750404654320621, -2218091784916056124]


def _signed_texts(lake: Lake) -> list[str]:
    """What a warehouse built of the lake alone knows of its texts."""
    path = lake.home / "candidates" / "d.duckdb"
    rebuild(lake, path)
    rows = run_query(path, "from internal.article_texts join internal.text_buckets using (text_key)").to_pylist()
    return sorted(map(str, rows))


def test_signatures_of_clean_are_taken_and_all_others_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pages = [doc(f"{number}", story(number // 2, 60), 1 + number) for number in range(8)]
    late: list[str] = []

    def sign(texts, run_id):
        given = list(texts)
        late.extend(article_id for article_id, _ in given)
        return sign_texts(given, run_id)

    def signed_at_clean(name: str, some: list[Page], method: str) -> Lake:
        lake = Lake(tmp_path / name)
        write_run(lake, "r1", pages)
        lake.discard("r1", [SIGNED_TABLE], "*")
        rows = sign_texts([(page.article_id, fold(page.text)) for page in some], "r1").to_pydict()
        rows["method"] = [method] * len(some)
        if method != signing_method():
            rows["text_key"], rows["buckets"] = ["0" * 16] * len(some), [[1] * BANDS] * len(some)
        lake.write(SIGNED_TABLE, "r1", "0", pa.table(rows, schema=arrow_schema(SIGNATURES)))
        lake.commit("r1", "published")
        return lake

    monkeypatch.setattr(loading, "sign_texts", sign)
    all_ids = {page.article_id for page in pages}
    none = _signed_texts(signed_at_clean("none", [], signing_method()))
    assert set(late) == all_ids
    late.clear()
    some = _signed_texts(signed_at_clean("some", pages[:3], signing_method()))
    assert set(late) == {page.article_id for page in pages[3:]}
    late.clear()
    every = _signed_texts(signed_at_clean("every", pages, signing_method()))
    assert late == []
    other = _signed_texts(signed_at_clean("other", pages, "another method"))
    assert set(late) == all_ids
    assert none == some == every == other
    assert len(none) == len(pages) * BANDS


def test_a_text_without_five_words_is_one_shingle():
    shingles = [hash_shingles(words) for words in ([], ["mot"], ["mot", "hai"], ["hai", "mot"], ["mot", "hai", "ba", "bon"])]
    assert [len(found) for found in shingles] == [1] * 5
    assert len({int(found[0]) for found in shingles}) == 5
    assert len(hash_shingles(["mot"] * 9)) == 1


def test_every_repeat_is_verified_against_its_original():
    ranks = {key: (day, key) for day, key in enumerate("abcd")}
    pairs = [("a", "b", 0.9), ("b", "c", 0.9), ("c", "d", 0.9)]
    expected = {"b": ("a", 0.9), "d": ("c", 0.9)}
    assert choose_originals(pairs, ranks) == expected
    assert choose_originals([(b, a, s) for a, b, s in reversed(pairs)], ranks) == expected


def test_keys_and_shingles():
    assert make_text_key(["a", "b"]) != make_text_key(["ab"])
    assert split_words("Không có, gì.") == ["Không", "có", "gì"]
    assert cut_shingles([]) == {""}
