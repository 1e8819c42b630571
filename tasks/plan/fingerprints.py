"""Fingerprints of the rules: what must change when, and only when, the rows they make may change.

A fingerprint covers the code of every module of this project that a stage imports (without docstrings and comments), the
value columns of the lexicons those modules name, and the versions of the libraries they use. Examples, sources and labels
describe a rule and do not change it, so they are left out.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import metadata, resources, util
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from warehouse.contracts import CONTRACT_VERSION

OWN_PACKAGES = frozenset({"tasks", "seeds", "warehouse"})
CLEAN_ROOTS = ("tasks.text.readers", "tasks.text.cleaning")
EXTRACT_ROOTS = ("tasks.facts.extraction",)
DESCRIBING_COLUMNS = frozenset(
    {"example", "counter_example", "expected", "source", "label_vi", "label_en", "note", "notes", "comment", "meaning", "description"}
)
DESCRIBING_KEYS = frozenset({"reason", "reported_on", "note", "source"})
RULE_FOLDERS = ("lexicon", "places", "corrections", "weights")


@dataclass(frozen=True)
class Fingerprints:
    """16 hex digits each."""

    clean: str
    extract: str


@dataclass(frozen=True)
class ModuleCode:
    """What one module says: its code without descriptions, the modules it may import, and the names in its strings."""

    code: str
    imports: tuple[str, ...]
    words: frozenset[str]


@cache
def current_fingerprints() -> Fingerprints:
    """The fingerprints of the rules as installed. A change of the contracts' version changes both."""
    return compute_fingerprints()


def compute_fingerprints() -> Fingerprints:
    """Read all code and lexicons anew. A lexicon that no module names by a string counts for both stages."""
    clean, extract = modules_behind(CLEAN_ROOTS), modules_behind(EXTRACT_ROOTS)
    of_clean, of_extract = _words(clean), _words(extract)
    parts: dict[str, list[str]] = {"clean": [], "extract": []}
    for path, file in _rule_files():
        names = _names_of(path)
        stages = [stage for stage, words in (("clean", of_clean), ("extract", of_extract)) if names & words]
        said = f"{path}\0{values_of(path, file.read_text(encoding='utf-8'))}"
        for stage in stages or parts:
            parts[stage].append(said)
    return Fingerprints(_fingerprint(clean, parts["clean"]), _fingerprint(extract, parts["extract"]))


def modules_behind(roots: Iterable[str]) -> dict[str, ModuleCode]:
    """Every module of this project that the roots import, directly or through others; by name."""
    found: dict[str, ModuleCode] = {}
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        path = None if name in found else _source_of(name)
        if path is not None:
            found[name] = _read_module(name, path.read_text(encoding="utf-8"))
            waiting.extend(module for module in found[name].imports if module.partition(".")[0] in OWN_PACKAGES)
    return dict(sorted(found.items()))


@lru_cache(maxsize=512)
def _read_module(name: str, source: str) -> ModuleCode:
    tree = ast.parse(source)
    imports = tuple(dict.fromkeys(_imported(tree, name)))
    code = code_of(tree)
    strings = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return ModuleCode(code, imports, frozenset(string.rpartition("/")[2] for string in strings))


def code_of(tree: ast.Module) -> str:
    """The code of a module without its docstrings and comments; the tree loses them too.

    >>> code_of(ast.parse('def f():\\n    "Says."\\n    return 1  # one')) == code_of(ast.parse('def f():\\n    return 1'))
    True
    >>> code_of(ast.parse("x = 1")) == code_of(ast.parse("x = 2"))
    False
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [part for part in node.body if not _is_docstring(part)] or [ast.Pass()]
    return ast.dump(tree)


def values_of(path: str, content: str) -> str:
    """What a lexicon says, without what only describes it.

    >>> values_of("x.csv", "surface,value,example\\nmột,1,một nhà\\n")
    "[('surface', 'value'), ('một', '1')]"
    """
    if path.endswith(".csv"):
        rows = list(csv.reader(content.splitlines()))
        kept = [index for index, name in enumerate(rows[0]) if name not in DESCRIBING_COLUMNS] if rows else []
        return repr([tuple(row[index] for index in kept if index < len(row)) for row in rows])
    if path.endswith((".yml", ".yaml")):
        return repr(_without_descriptions(yaml.safe_load(content)))
    return content


def _fingerprint(modules: dict[str, ModuleCode], lexicons: list[str]) -> str:
    digest = hashlib.sha256()
    parts = [str(CONTRACT_VERSION), str(sys.version_info[:2]), unicodedata.unidata_version]
    parts += [f"{name}\0{module.code}" for name, module in modules.items()]
    parts += lexicons
    parts += [f"{library}=={version}" for library, version in _libraries(modules)]
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()[:16]


def _source_of(name: str) -> Path | None:
    try:
        spec = util.find_spec(name)
    except ModuleNotFoundError:  # `from module import name`: the name is no module
        return None
    if spec is None or spec.origin is None:
        return None
    origin = Path(spec.origin)
    source = origin.with_name(f"{origin.name.partition('.')[0]}.py")  # beside a compiled module (`make wheel`)
    return source if source.exists() else None


def _imported(tree: ast.Module, importer: str) -> Iterator[str]:
    """Names of modules a module may import: `from a import b` gives a and a.b, and with a.b its packages."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = importer.rsplit(".", node.level)[0] if node.level else ""
            module = ".".join(part for part in (package, node.module) if part)
            yield module
            yield from (f"{module}.{name.name}" for name in node.names)


def _is_docstring(node: ast.stmt) -> bool:
    # A bare string anywhere in a body does nothing; ours describe constants.
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _rule_files() -> Iterator[tuple[str, Traversable]]:
    def below(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            path = f"{name}/{entry.name}"
            if entry.is_dir():
                yield from below(entry, path)
            elif entry.name.endswith((".csv", ".yml", ".yaml", ".txt")):
                yield path, entry

    seeds = resources.files("seeds")
    for folder in RULE_FOLDERS:
        if seeds.joinpath(folder).is_dir():
            yield from below(seeds.joinpath(folder), folder)


def _words(modules: dict[str, ModuleCode]) -> frozenset[str]:
    return frozenset().union(*(module.words for module in modules.values()))


def _names_of(path: str) -> set[str]:
    """How a module may name that file: with or without its ending; corrections by their folder."""
    name = path.rpartition("/")[2]
    return {name, name.partition(".")[0]} | ({"corrections"} if path.startswith("corrections/") else set())


def _libraries(modules: dict[str, ModuleCode]) -> list[tuple[str, str]]:
    """Name and version of every library that the modules import."""
    imported = {name.partition(".")[0] for module in modules.values() for name in module.imports}
    return sorted({owner for name in imported - OWN_PACKAGES - sys.stdlib_module_names for owner in _owners(name)})


@cache
def _owners(name: str) -> list[tuple[str, str]]:
    """The installed libraries that give a module of that name."""
    try:
        return [(name, metadata.version(name))]
    except metadata.PackageNotFoundError:  # named otherwise, as yaml is of PyYAML: half a second to look up
        return [(owner, metadata.version(owner)) for owner in metadata.packages_distributions().get(name, [])]


def _without_descriptions(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_descriptions(part) for key, part in value.items() if key not in DESCRIBING_KEYS}
    if isinstance(value, list):
        return [_without_descriptions(part) for part in value]
    return value
