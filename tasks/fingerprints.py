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
from functools import cache
from importlib import metadata, resources, util
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from warehouse.contracts import CONTRACT_VERSION

OWN_PACKAGES = frozenset({"tasks", "seeds", "warehouse"})
CLEAN_ROOTS = ("tasks.text.readers", "tasks.text.cleaning")
EXTRACT_ROOTS = ("tasks.facts.extraction",)
DESCRIBING_COLUMNS = frozenset(
    {"example", "expected", "source", "label_vi", "label_en", "note", "notes", "comment", "meaning", "description"}
)
DESCRIBING_KEYS = frozenset({"reason", "reported_on", "note", "source"})
RULE_FOLDERS = ("lexicon", "places", "corrections")


@dataclass(frozen=True)
class Fingerprints:
    """16 hex digits each."""

    clean: str
    extract: str


@cache
def current_fingerprints() -> Fingerprints:
    """The fingerprints of the rules as installed. A change of the contracts' version changes both."""
    clean, extract = modules_behind(CLEAN_ROOTS), modules_behind(EXTRACT_ROOTS)
    lexicons = list(_rule_files())
    named = {}
    for stage, modules in (("clean", clean), ("extract", extract)):
        words = _constants(modules)
        named[stage] = {path for path, _ in lexicons if _names_of(path) & words}
    unnamed = {path for path, _ in lexicons} - named["clean"] - named["extract"]
    parts = {
        stage: _fingerprint(modules, [(path, file) for path, file in lexicons if path in named[stage] | unnamed])
        for stage, modules in (("clean", clean), ("extract", extract))
    }
    return Fingerprints(parts["clean"], parts["extract"])


def modules_behind(roots: Iterable[str]) -> dict[str, ast.Module]:
    """Every module of this project that the roots import, directly or through others, parsed; by name."""
    found: dict[str, ast.Module] = {}
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        path = _source_of(name)
        if path is None:
            continue
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
        waiting.extend(module for module in _imported(found[name], name) if module.partition(".")[0] in OWN_PACKAGES)
    return dict(sorted(found.items()))


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


def _fingerprint(modules: dict[str, ast.Module], lexicons: list[tuple[str, Traversable]]) -> str:
    digest = hashlib.sha256()
    for part in (str(CONTRACT_VERSION), str(sys.version_info[:2]), unicodedata.unidata_version):
        digest.update(f"{part}\0".encode())
    for name, tree in modules.items():
        digest.update(f"{name}\0{code_of(tree)}\0".encode())
    for path, file in lexicons:
        digest.update(f"{path}\0{values_of(path, file.read_text(encoding='utf-8'))}\0".encode())
    for library, version in _libraries(modules):
        digest.update(f"{library}=={version}\0".encode())
    return digest.hexdigest()[:16]


def _source_of(name: str) -> Path | None:
    try:
        spec = util.find_spec(name)
    except ModuleNotFoundError:  # `from module import name`: the name is no module
        return None
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        return None
    return Path(spec.origin)


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


def _constants(modules: dict[str, ast.Module]) -> set[str]:
    """The last path part of every string in the modules."""
    return {
        node.value.rpartition("/")[2]
        for tree in modules.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _names_of(path: str) -> set[str]:
    """How a module may name that file: with or without its ending; corrections by their folder."""
    name = path.rpartition("/")[2]
    return {name, name.partition(".")[0]} | ({"corrections"} if path.startswith("corrections/") else set())


def _libraries(modules: dict[str, ast.Module]) -> list[tuple[str, str]]:
    imported = {name.partition(".")[0] for module, tree in modules.items() for name in _imported(tree, module)}
    outside = imported - OWN_PACKAGES - sys.stdlib_module_names
    owners = metadata.packages_distributions()
    return sorted({(owner, metadata.version(owner)) for name in outside for owner in owners.get(name, [])})


def _without_descriptions(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_descriptions(part) for key, part in value.items() if key not in DESCRIBING_KEYS}
    if isinstance(value, list):
        return [_without_descriptions(part) for part in value]
    return value
