"""What lies under the raw locations: every file once, in a fixed order, under a URI that does not depend on spelling."""

from __future__ import annotations

import os
import socket
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from tasks.plan.listing import CannotList, list_locations, location_uri, outermost
from tasks.store.raw_files import read_bytes


def _write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def _names(folder: Path, left_out: Path | None = None) -> list[str]:
    """What is listed under a folder, as named below it."""
    return [file.uri.removeprefix(f"file://{folder}/") for file in list_locations([str(folder)], left_out).files]


def test_folders_are_listed_recursively_in_the_order_of_uris(tmp_path: Path) -> None:
    _write(tmp_path, "b.txt", "a/z.html", "a/sâu/c.txt", ".ẩn")
    listing = list_locations([str(tmp_path)])
    names = [file.uri.removeprefix(f"file://{tmp_path}/") for file in listing.files]
    assert names == sorted([".ẩn", "a/sâu/c.txt", "a/z.html", "b.txt"])
    assert [file.size for file in listing.files] == [len(name.encode()) for name in names]


def test_overlapping_locations_list_a_file_once_under_the_outermost(tmp_path: Path) -> None:
    _write(tmp_path, "a/x.txt", "b/y.txt")
    listing = list_locations([str(tmp_path / "a"), str(tmp_path), f"file://{tmp_path}/b/../a"])
    assert [file.location_uri for file in listing.files] == [f"file://{tmp_path}"] * 2
    assert listing.locations == (f"file://{tmp_path}",)


def test_a_name_that_only_begins_alike_is_another_location() -> None:
    assert outermost(["file:///tin", "file:///tin-cũ"]) == ["file:///tin", "file:///tin-cũ"]


def test_a_relative_path_and_a_uri_are_the_same_location(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert location_uri("./x/..") == location_uri(f"file://{tmp_path}/") == f"file://{tmp_path}"


def test_a_name_written_in_nfd_has_the_uri_of_nfc_and_can_be_opened(tmp_path: Path) -> None:
    name = "Huế.txt"
    _write(tmp_path, unicodedata.normalize("NFD", name))
    (file,) = list_locations([str(tmp_path)]).files
    assert file.uri.endswith(unicodedata.normalize("NFC", name))
    assert read_bytes(file.path) == unicodedata.normalize("NFD", name).encode()


def test_two_spellings_of_one_name_stay_two_documents(tmp_path: Path) -> None:
    _write(tmp_path, *(unicodedata.normalize(form, "Huế.txt") for form in ("NFC", "NFD")))
    uris = [file.uri for file in list_locations([str(tmp_path)]).files]
    assert len(set(uris)) == 2
    assert f"file://{tmp_path}/{unicodedata.normalize('NFC', 'Huế.txt')}" in uris


def test_a_location_spelt_in_nfd_is_found(tmp_path: Path) -> None:
    folder = tmp_path / unicodedata.normalize("NFD", "tỉnh")
    _write(folder, "a.txt")
    (file,) = list_locations([str(tmp_path / unicodedata.normalize("NFC", "tỉnh"))]).files
    assert read_bytes(file.path) == b"a.txt"


def test_a_name_that_is_not_utf8_gets_a_uri_of_valid_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/b\xe9.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(b"x")
    (listed,) = list_locations([str(tmp_path)]).files
    assert listed.uri.endswith("/b\\xe9.txt")
    assert read_bytes(listed.path) == b"x"


def test_a_folder_that_links_lead_to_is_listed_once_in_its_own_place_and_a_linked_file_under_both_names(tmp_path: Path) -> None:
    _write(tmp_path, "a/x.txt")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "y.txt").symlink_to("a/x.txt")
    assert _names(tmp_path) == ["a/x.txt", "y.txt"]


def test_folders_that_are_all_linked_to_each_other_are_listed_at_once(tmp_path: Path) -> None:
    folders = [tmp_path / f"{number:02d}" for number in range(11)]
    for folder in folders:
        _write(folder, "x.txt")
    for folder in folders:
        for other in folders:
            (folder / f"to-{other.name}").symlink_to(other)
    assert _names(tmp_path) == [f"{number:02d}/x.txt" for number in range(11)]


def test_a_link_that_leaves_its_raw_location_is_not_followed_and_says_so(tmp_path: Path) -> None:
    _write(tmp_path, "ngoài/x.txt", "trong/a.txt", "trong-cũ/b.txt")
    inside = tmp_path / "trong"
    (inside / "x.txt").symlink_to(tmp_path / "ngoài" / "x.txt")
    (inside / "folder").symlink_to("../ngoài")
    (inside / "alike").symlink_to(tmp_path / "trong-cũ")
    (inside / "back.txt").symlink_to("../trong/a.txt")
    found = {file.uri.rpartition("/")[2]: (file.refused, file.detail) for file in list_locations([str(inside)]).files}
    assert found.pop("a.txt") == found.pop("back.txt") == (None, None)
    assert {name: refused for name, (refused, _) in found.items()} == dict.fromkeys(("x.txt", "folder", "alike"), "not_followed")
    assert found["x.txt"][1] == f"a symbolic link to {tmp_path}/ngoài/x.txt, which is outside the raw location"


def test_a_raw_location_may_itself_be_a_link(tmp_path: Path) -> None:
    _write(tmp_path, "a/x.txt")
    (tmp_path / "b").symlink_to("a")
    assert _names(tmp_path / "b") == ["x.txt"]


def test_folders_may_be_nested_deeper_than_python_recurses_and_paths_longer_than_the_system_takes(tmp_path: Path) -> None:
    top = os.open(tmp_path, os.O_RDONLY)
    folders = [top]
    for _ in range(1_200):
        os.mkdir("sâu", dir_fd=folders[-1])
        folders.append(os.open("sâu", os.O_RDONLY, dir_fd=folders[-1]))
        if len(folders) > 2:
            os.close(folders.pop(1))
    try:
        with open(os.open("x.txt", os.O_CREAT | os.O_WRONLY, dir_fd=folders[-1]), "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(b"here")
        os.symlink("x.txt", "y.txt", dir_fd=folders[-1])
        files = list_locations([str(tmp_path)]).files
        assert [file.uri.removeprefix(f"file://{tmp_path}/") for file in files] == ["sâu/" * 1_200 + name for name in ("x.txt", "y.txt")]
        assert read_bytes(files[0].path) == read_bytes(files[1].path) == b"here"
    finally:
        for folder in folders:
            os.close(folder)
        _remove_deep(tmp_path / "sâu")


def _remove_deep(folder: Path) -> None:
    """Remove folders in folders, each taken out of the one above it first: a path of all of them would be too long."""
    while folder.exists():
        deeper = folder.with_name("deeper")
        for entry in list(folder.iterdir()):
            if entry.is_dir():
                entry.rename(deeper)
            else:
                entry.unlink()
        folder.rmdir()
        folder = deeper.rename(folder) if deeper.exists() else folder


@pytest.mark.parametrize("seconds", [-3_000_000_000, -1, 253_402_300_800, 9_000_000_000_000])
def test_a_time_that_no_table_can_hold_is_noted_as_the_nearest_one_that_can(tmp_path: Path, seconds: int) -> None:
    _write(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(0, seconds * 1_000_000_000 if abs(seconds) < 9_000_000_000 else (1 << 63) - 1))
    (file,) = list_locations([str(tmp_path)]).files
    assert datetime(1900, 1, 1, tzinfo=UTC) <= file.modified_at <= datetime(9999, 12, 31, tzinfo=UTC)


def test_the_home_in_a_raw_location_is_left_out(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "var/lake/articles/x.txt", "khác/var/b.txt")
    assert _names(tmp_path, left_out=tmp_path / "var") == ["a.txt", "khác/var/b.txt"]
    assert _names(tmp_path, left_out=tmp_path / "not-yet") == ["a.txt", "khác/var/b.txt", "var/lake/articles/x.txt"]


def test_names_that_look_like_members_or_escapes_have_uris_of_their_own(tmp_path: Path) -> None:
    _write(tmp_path, "a.zip!x.txt", "hai\ndòng.txt", "hai\\x0adòng.txt", "Tin vui!/a.txt")
    listing = list_locations([str(tmp_path)])
    assert [file.uri.removeprefix(f"file://{tmp_path}/") for file in listing.files] == [
        "Tin vui\\x21/a.txt",
        "a.zip\\x21x.txt",
        "hai\\x0adòng.txt",
        "hai\\x5cx0adòng.txt",
    ]
    for file in listing.files:
        assert list_locations([file.uri]).files[0].path == file.path


def test_a_link_that_leads_nowhere_is_listed(tmp_path: Path) -> None:
    (tmp_path / "x.txt").symlink_to(tmp_path / "missing")
    (file,) = list_locations([str(tmp_path)]).files
    with pytest.raises(OSError, match=r"missing|x\.txt"):
        read_bytes(file.path)


def test_a_link_to_itself_is_listed_and_stops_nothing(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt")
    (tmp_path / "x.txt").symlink_to("x.txt")
    assert [file.uri.rpartition("/")[2] for file in list_locations([str(tmp_path)]).files] == ["a.txt", "x.txt"]


def test_a_file_renamed_while_its_folder_is_listed_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "a.txt", "b.txt.part")
    read_folder = os.scandir

    @contextmanager
    def renamed_meanwhile(folder: str) -> Iterator[list[os.DirEntry[str]]]:
        with read_folder(folder) as entries:
            found = list(entries)
        (tmp_path / "b.txt.part").rename(tmp_path / "b.txt")
        yield found

    monkeypatch.setattr(os, "scandir", renamed_meanwhile)
    assert [file.uri.rpartition("/")[2] for file in list_locations([str(tmp_path)]).files] == ["a.txt"]


def test_what_is_no_file_is_listed_as_such_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.txt"))
        files = list_locations([str(tmp_path)]).files
    assert [(file.refused, file.detail) for file in files] == [("not_a_file", "a FIFO, not a file"), ("not_a_file", "a socket, not a file")]
    with pytest.raises(OSError, match="no regular file"):
        read_bytes(files[0].path)
    assert list_locations([str(tmp_path / "pipe.txt")]).files[0].refused == "not_a_file"


def test_control_characters_in_a_name_do_not_break_the_lines_of_what_is_printed(tmp_path: Path) -> None:
    folder = tmp_path / "hai\ndòng"
    _write(folder, "đỏ\x1b[31m.txt")
    (file,) = list_locations([str(folder)]).files
    assert file.uri == f"file://{tmp_path}/hai\\x0adòng/đỏ\\x1b[31m.txt"
    assert read_bytes(file.path)
    assert list_locations([file.location_uri]).files == (file,)


def test_a_location_that_does_not_exist_is_an_error_not_an_empty_listing(tmp_path: Path) -> None:
    with pytest.raises(CannotList, match=r"no-such.* does not exist; check the path"):
        list_locations([str(tmp_path / "no-such")])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    _write(tmp_path, "a/x.txt")
    (tmp_path / "a").chmod(0)
    try:
        with pytest.raises(CannotList, match="cannot be listed: Permission denied"):
            list_locations([str(tmp_path)])
    finally:
        (tmp_path / "a").chmod(0o755)


def test_a_single_file_is_a_location(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "b.txt")
    (file,) = list_locations([str(tmp_path / "a.txt")]).files
    assert file.uri == file.location_uri == f"file://{tmp_path}/a.txt"


def test_an_object_store_is_listed_and_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.store.access.READABLE", frozenset({"memory"}))  # stands for the stores that need a network
    store = fsspec.filesystem("memory")
    store.pipe("/kho/tin/một.txt", b"1")
    store.pipe("/kho/hai.txt", b"22")
    files = list_locations(["memory:///kho"]).files
    assert [(file.uri, file.size, read_bytes(file.path)) for file in files] == [
        ("memory:///kho/hai.txt", 2, b"22"),
        ("memory:///kho/tin/một.txt", 1, b"1"),
    ]
    with pytest.raises(CannotList, match="does not exist"):
        list_locations(["memory:///không-có"])


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryFileSystem]:
    """An empty object store in memory that may be read, in place of those that need a network."""
    monkeypatch.setattr("tasks.store.access.READABLE", frozenset({"memory"}))
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]
    yield memory
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


def test_a_key_is_read_as_it_is_whatever_characters_it_holds(store: MemoryFileSystem) -> None:
    names = ["a::b.txt", "file:::x.txt", "50%25.txt", "hai\ndòng.txt", "a.zip!x.txt", "what?versionId=1#x.txt", "..txt"]
    names.append(unicodedata.normalize("NFD", "Huế.txt"))
    for name in names:
        store.pipe(f"/kho/{name}", name.encode())
    files = list_locations(["memory:///kho"]).files
    assert sorted(read_bytes(file.path).decode() for file in files) == sorted(names)
    uris = [file.uri.removeprefix("memory:///kho/") for file in files]
    assert {"a::b.txt", "hai\\x0adòng.txt", "a.zip\\x21x.txt", "Huế.txt"} <= set(uris)
    assert [file.uri for file in list_locations([files[0].uri]).files] == [files[0].uri]


def test_markers_of_folders_are_no_documents(store: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    store.pipe("/kho/tin/a.txt", b"1")
    find = store.find

    def with_markers(root: str, detail: bool) -> dict[str, dict[str, object]]:
        marker = {"name": "/kho/tin/", "size": 0, "type": "file", "created": 0}
        folder = {"name": "/kho/rỗng", "size": 0, "type": "directory"}
        return {**find(root, detail=detail), "/kho/tin/": marker, "/kho/rỗng": folder}

    monkeypatch.setattr(MemoryFileSystem, "find", lambda self, root, detail: with_markers(root, detail))
    assert [file.uri for file in list_locations(["memory:///kho"]).files] == ["memory:///kho/tin/a.txt"]


def test_an_object_that_its_store_fails_to_give_is_an_error_of_reading(store: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    store.pipe("/kho/a.txt", b"1")
    (file,) = list_locations(["memory:///kho"]).files

    def fail(*given: object, **named: object) -> None:
        raise RuntimeError("the store broke off")

    monkeypatch.setattr(MemoryFileSystem, "open", fail)
    with pytest.raises(OSError, match="RuntimeError: the store broke off"):
        read_bytes(file.path)
