"""What a run is asked to do: command line, then SOLIEU_* variables, then solieu.toml, then the defaults here."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from tasks.plan.listing import location_uri
from tasks.store.access import AddressRefused, admit_location, hide_passwords
from warehouse.addresses import SiteAddress
from warehouse.store.opening import NotThisStore, bind, store_of

CONFIG_FILE = "solieu.toml"
_UNFIT_FOR_HOME = re.compile(r"[?\\\x00-\x1f\x7f\ud800-\udfff]")
"""DuckDB cuts a path at `?`, takes a backslash for a slash, and knows only UTF-8; the rest would break lines of logs."""

_UNFIT_FOR_STORE = re.compile(r"[?#\\\x00-\x1f\x7f\ud800-\udfff]|(?:^|/)\.{0,2}(?:/|$)")

_STORE_ADDRESS = re.compile(r"[A-Za-z][\w+.-]*:/+")
"""How an address of an object store begins; as a path it has lost one of its slashes."""


def address_of_home(home: Path) -> str | None:
    """The address of a home on an object store, which a path has lost one of its slashes of; None for a folder.

    >>> address_of_home(Path("s3://kho/solieu/")), address_of_home(Path("var"))
    ('s3://kho/solieu', None)

    Raises:
        ValueError: no home can be there.
    """
    if not _STORE_ADDRESS.match(str(home)):
        return None
    scheme, _, rest = str(home).partition(":")
    bucket, _, prefix = rest.strip("/").partition("/")
    if scheme != "s3":
        raise ValueError(f"a home is a folder of a disk or s3://bucket/prefix; {scheme}:// addresses are read as raw locations only")
    if not re.fullmatch(r"[\w.-]+", bucket) or not prefix:
        raise ValueError("a home on a store is s3://bucket/prefix, without keys; the prefix keeps it apart from what else is in the bucket")
    if _UNFIT_FOR_STORE.search(prefix):
        raise ValueError("the prefix of a home may hold no . or .., and no ?, #, backslash or control character")
    return f"s3://{bucket}/{prefix}"


class SettingsError(ValueError):
    """A setting has a wrong value; the message is one line and names it."""


class Settings(BaseSettings):
    """Settings of a run. Every field is an option of `solieu run`, a variable SOLIEU_<NAME> and a key of solieu.toml."""

    model_config = SettingsConfigDict(env_prefix="SOLIEU_", extra="forbid", frozen=True)

    raw: Annotated[tuple[str, ...], NoDecode] = Field((), description="Raw locations: folders, files, or s3://, gs:// and az:// addresses.")
    home: Path = Field(Path("var"), description="Folder of the warehouse, its lake and its snapshots; or s3://bucket/prefix for the lake.")
    full: bool = Field(False, description="Process everything in scope again, changed or not.")
    from_stage: Literal["clean", "extract"] | None = Field(None, description="Stage to do again for everything in scope.")
    batch_size: int = Field(500, ge=1, le=100_000, description="Files per batch.")
    workers: int | None = Field(None, ge=1, le=256, description="Worker processes; as many as there are cores when not set.")
    cluster: str | None = Field(
        None,
        pattern=r"^(dask|ray|(tcp|tls|ray)://\S+)$",
        description="Dask (tcp://HOST:PORT) or Ray (ray://HOST:PORT) cluster that does the batches; dask or ray starts one here.",
    )
    allow_vanish: bool = Field(False, description="Go on although a large share of a location is gone.")
    vanish_share: float = Field(0.20, ge=0, le=1, description="Share of a location that may be gone at once without --allow-vanish.")
    allow_unreadable: bool = Field(False, description="Publish although a large share of the files could not be read.")
    unreadable_share: float = Field(
        0.20, ge=0, le=1, description="Share of the files of a run that may be unreadable without --allow-unreadable."
    )
    keep_snapshots: int = Field(7, ge=1, le=1000, description="Published files kept for roll-back.")

    compact_after: int = Field(90, ge=2, le=10_000, description="Runs after which the files of old runs are put together.")
    keep_days: int = Field(90, ge=1, le=10_000, description="Days that logs, pages and the data of failed runs are kept by `solieu prune`.")
    # Addresses hold passwords: they are in no record of a run, and in no message.
    notify: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        exclude=True,
        repr=False,
        description="Where to tell of nights that failed: addresses of Apprise, e.g. mailtos://… or slack://….",
    )
    serve_port: int = Field(4200, ge=1, le=65_535, description="Port of this machine on which `make serve` starts Prefect's server.")
    site: bool = Field(True, description="Publish a copy of the site under HOME/site with every run.")
    site_articles: int = Field(200, ge=0, le=100_000, description="How many articles, the newest, get pages in that copy.")
    site_url: str | None = Field(
        None,
        pattern=r"^(https?|file)://\S+$",
        description="Address the site is read at, for the column url of figures; the copy under HOME/site when not set.",
    )
    lexicon: Path | None = Field(None, description="Folder of your own rows for the lexicons; HOME/lexicon when not set.")
    allow_http: bool = Field(False, description="Let raw locations be http:// and https:// addresses.")
    local: Path = Field(Path("solieu-local"), description="Folder of this machine for a home on s3://: its warehouse, pages and copies.")
    publish: str | None = Field(
        None,
        pattern=r"^s3://[\w.-]+/\S+\.duckdb$",
        description="s3://bucket/….duckdb that each published warehouse is uploaded to, and that analysts elsewhere read a copy of.",
    )

    @field_validator("home")
    @classmethod
    def _check_home(cls, value: Path) -> Path:
        """The folder's whole path must be one that DuckDB opens as it is; an address names a bucket and a prefix."""
        if _STORE_ADDRESS.match(str(value)):
            address_of_home(value)
            return value
        if found := _UNFIT_FOR_HOME.search(str(value.absolute())):
            told = "a byte that is not UTF-8" if "\ud800" <= found[0] <= "\udfff" else repr(found[0])
            raise ValueError(f"the path of a home may not hold {told}; choose another folder")
        return value

    @field_validator("raw", mode="before")
    @classmethod
    def _split_raw(cls, value: object) -> object:
        """SOLIEU_RAW holds several locations separated by commas or line breaks."""
        return split_locations(value) if isinstance(value, str) else value

    @field_validator("notify", mode="before")
    @classmethod
    def _split_notify(cls, value: object) -> object:
        """SOLIEU_NOTIFY holds several addresses separated by spaces or line breaks; a comma may be part of one."""
        return tuple(value.split()) if isinstance(value, str) else value

    @property
    def worker_count(self) -> int:
        """Worker processes to use: the setting, or the cores this process may run on."""
        return self.workers or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)

    @property
    def told_home(self) -> str:
        """The home as people name it."""
        return store_of(self.home).address or str(self.home)

    @property
    def lexicon_folder(self) -> Path:
        """Where rows of one's own for the lexicons are."""
        return self.lexicon or self.home / "lexicon"

    @property
    def site_address(self) -> SiteAddress:
        """Where figures lead to."""
        return SiteAddress(self.site_url, self.site_articles if self.site else 0)

    @property
    def again(self) -> Literal["clean", "extract"] | None:
        """What is done again although nothing changed; `full` is to clean again."""
        return "clean" if self.full else self.from_stage

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line, environment, solieu.toml of the working folder (or the file that SOLIEU_CONFIG names)."""
        return init_settings, env_settings, ConfigFile(settings_cls, Path(os.environ.get("SOLIEU_CONFIG", CONFIG_FILE)))


class ConfigFile(TomlConfigSettingsSource):
    """solieu.toml. Relative paths in it begin at its own folder, so that it means the same wherever a run works."""

    def __init__(self, settings_cls: type[BaseSettings], path: Path) -> None:
        super().__init__(settings_cls, path)
        self.folder = path.parent

    def __call__(self) -> dict[str, Any]:
        """What the file says."""
        found = dict(super().__call__())
        if isinstance(found.get("home"), str):
            found["home"] = self._placed(found["home"])
        for name in ("lexicon", "local"):
            if isinstance(found.get(name), str):
                found[name] = str(self.folder / found[name])
        if isinstance(found.get("raw"), str):
            found["raw"] = list(split_locations(found["raw"]))
        if isinstance(found.get("raw"), list):
            found["raw"] = [self._placed(place) for place in found["raw"]]
        return found

    def _placed(self, place: object) -> object:
        """A raw location as seen from where the run works; an address such as s3://… stands for itself."""
        return str(self.folder / place) if isinstance(place, str) and "://" not in place else place


def split_locations(text: str) -> tuple[str, ...]:
    """Raw locations that are separated by commas or line breaks.

    >>> split_locations("news, s3://store/articles")
    ('news', 's3://store/articles')
    """
    return tuple(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())


def load_settings(**given: Any) -> Settings:
    """The settings; what is None in `given` was not asked for and comes from elsewhere. Raw locations come without passwords.

    Raises:
        SettingsError: one line that names the setting and what is wrong with it.
    """
    named = os.environ.get("SOLIEU_CONFIG")
    if named and not Path(named).is_file():
        raise SettingsError(f"SOLIEU_CONFIG: {named} does not exist")
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise SettingsError("; ".join(_say(problem, given) for problem in error.errors())) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{named or CONFIG_FILE}: not valid TOML: {error}") from None
    try:
        admitted = tuple(admit_location(location, allow_http=settings.allow_http) for location in settings.raw)
    except AddressRefused as error:
        raise SettingsError(f"raw: {error}") from None
    settings = _at_home(settings.model_copy(update={"raw": admitted}))
    if settings.lexicon and not settings.lexicon.is_dir():
        raise SettingsError(f"lexicon: {settings.lexicon} is no folder; make it, or leave the setting out for HOME/lexicon")
    home = location_uri(settings.told_home)
    if settings.home.is_dir() and any(location_uri(location) == home for location in settings.raw):
        raise SettingsError(f"raw: {settings.told_home} is the home itself; give the folder of the articles, or another home")
    if settings.cluster is None:
        return settings
    return settings.model_copy(update={"home": settings.home.absolute()})  # the workers of a cluster stand in folders of their own


def _at_home(settings: Settings) -> Settings:
    """The settings, whose home is the folder that is worked in: for one on a store that is `local`, with its records as they are now.

    Raises:
        SettingsError: the folder is used for something else.
        StoreFailed: the store cannot be used.
    """
    address = address_of_home(settings.home)
    folder = settings.local if address else settings.home
    try:
        if address:
            bind(folder, address)
        store_of(folder).refresh()
    except NotThisStore as error:
        raise SettingsError(f"home: {error}") from None
    return settings.model_copy(update={"home": folder})


def require_raw(settings: Settings) -> Settings:
    """The settings, which must name what to read.

    Raises:
        SettingsError: no raw location was given.
    """
    if not settings.raw:
        raise SettingsError('raw: no raw location; give --raw PATH, set SOLIEU_RAW, or write raw = ["PATH"] into solieu.toml')
    return settings


def _say(problem: Any, given: dict[str, Any]) -> str:
    """One problem of pydantic as one line, with the place the value came from."""
    name = str(problem["loc"][0]) if problem["loc"] else "settings"
    if problem["type"] == "extra_forbidden":
        return f"{os.environ.get('SOLIEU_CONFIG', CONFIG_FILE)}: {name!r} is no setting; there are {', '.join(Settings.model_fields)}"
    variable = f"SOLIEU_{name.upper()}"
    if given.get(name) is not None:
        source = "--from" if name == "from_stage" else f"--{name.replace('_', '-')}"
    elif variable in os.environ:
        source = variable
    else:
        source = f"{name} in {os.environ.get('SOLIEU_CONFIG', CONFIG_FILE)}"
    got = "" if name == "notify" else f", got {hide_passwords(repr(problem['input']))}"
    return f"{source}: {problem['msg']}{got}"
