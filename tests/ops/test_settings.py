"""Settings: command line before environment before solieu.toml; a wrong value is one line that names the setting."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.settings import SettingsError, load_settings, require_raw


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("RAW", "HOME", "BATCH_SIZE", "WORKERS", "CONFIG"):
        monkeypatch.delenv(f"SOLIEU_{name}", raising=False)


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("solieu.toml").write_text('home = "from-file"\nbatch_size = 3\nworkers = 5\n')
    monkeypatch.setenv("SOLIEU_HOME", "from-environment")
    monkeypatch.setenv("SOLIEU_BATCH_SIZE", "4")
    settings = load_settings(home=Path("from-line"), batch_size=None)
    assert (settings.home, settings.batch_size, settings.workers) == (Path("from-line"), 4, 5)


def test_several_locations_in_one_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIEU_RAW", "tin, s3://kho/bài")
    assert load_settings().raw == ("tin", "s3://kho/bài")


def test_defaults() -> None:
    settings = load_settings()
    assert (settings.raw, settings.home, settings.full, settings.vanish_share) == ((), Path("var"), False, 0.2)
    assert settings.worker_count >= 1


@pytest.mark.parametrize(
    ("given", "environment", "file", "message"),
    [
        ({"batch_size": 0}, {}, "", "--batch-size: Input should be greater than or equal to 1, got 0"),
        ({}, {"SOLIEU_WORKERS": "hai"}, "", "SOLIEU_WORKERS: Input should be a valid integer"),
        ({}, {}, 'workers = "hai"', "workers in solieu.toml: Input should be a valid integer"),
        ({}, {}, "wrokers = 2", "solieu.toml: 'wrokers' is no setting; there are raw, home, full"),
        ({}, {}, "workers = ", "solieu.toml: not valid TOML"),
        ({}, {"SOLIEU_CONFIG": "nowhere.toml"}, "", "SOLIEU_CONFIG: nowhere.toml does not exist"),
    ],
)
def test_a_wrong_value_names_its_setting_in_one_line(
    given: dict[str, int], environment: dict[str, str], file: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if file:
        Path("solieu.toml").write_text(file)
    with pytest.raises(SettingsError) as caught:
        load_settings(**given)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_relative_paths_of_a_toml_elsewhere_begin_at_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cấu hình"
    folder.mkdir()
    (folder / "solieu.toml").write_text('raw = ["tin", "/data/tin", "s3://kho/tin"]\nhome = "kho"\n', encoding="utf-8")
    monkeypatch.setenv("SOLIEU_CONFIG", str(folder / "solieu.toml"))
    settings = load_settings()
    assert settings.raw == (str(folder / "tin"), "/data/tin", "s3://kho/tin")
    assert settings.home == folder / "kho"
    assert load_settings(home=Path("here")).home == Path("here")


def test_a_flow_without_a_raw_location_names_the_setting() -> None:
    with pytest.raises(SettingsError, match="write raw = "):
        require_raw(load_settings())


@pytest.mark.parametrize(
    ("home", "told"),
    [("kho?", "'?'"), ("kho\\tin", repr("\\")), ("kho/b\udce9", "a byte that is not UTF-8"), ("a\nb", repr("\n")), ("a\0b", repr("\0"))],
)
def test_a_home_that_duckdb_would_take_for_another_path_is_refused_before_anything_starts(home: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(home=home)
    assert str(caught.value).startswith("--home: ")
    assert f"the path of a home may not hold {told}; choose another folder" in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_home_that_is_refused_ends_the_command_with_the_code_of_a_wrong_setting(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["run", "--raw", str(tmp_path), "--home", str(tmp_path / "kho?")])
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_home_is_no_raw_location(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is the home itself"):
        load_settings(home=tmp_path, raw=(str(tmp_path),))


@pytest.mark.parametrize("address", ["gs://kho/nhà", "az://kho/nhà", "file:///nhà"])
def test_a_home_is_a_folder_or_on_s3(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"--home: .*a home is a folder of a disk or s3://bucket/prefix; .* read as raw locations only"):
        load_settings(home=Path(address))
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "solieu.toml").write_text(f'home = "{address}"\n', encoding="utf-8")
    monkeypatch.setenv("SOLIEU_CONFIG", str(folder / "solieu.toml"))
    with pytest.raises(SettingsError, match=r"home in .*solieu\.toml: .*a home is a folder of a disk"):
        load_settings()
    done = CliRunner().invoke(app, ["status", "--home", address])
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == [folder], "no folder of that name was made"
