"""Fingerprints of the rules: what must change when, and only when, the rows they make may change.

A fingerprint covers the code of every module of this project that a stage imports (without docstrings and comments), the
value columns of the lexicons those modules name, and the versions of the libraries they use. Examples, sources and labels
describe a rule and do not change it, so they are left out.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import marshal
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources, util
from importlib.resources.abc import Traversable
from pathlib import Path
from types import CodeType

import yaml

from seeds.overlay import active_overlay, merged_text, own_corrections
from tasks.plan.module_cache import ModuleCache, cache_file
from warehouse.contracts import CONTRACT_VERSION

OWN_PACKAGES = frozenset({"tasks", "seeds", "warehouse"})
CLEAN_ROOTS = ("tasks.text.readers", "tasks.text.cleaning")
EXTRACT_ROOTS = ("tasks.facts.extraction",)
DESCRIBING_COLUMNS = frozenset(
    {"example", "counter_example", "expected", "source", "label_vi", "label_en", "note", "notes", "comment", "meaning", "description"}
)
DESCRIBING_KEYS = frozenset({"reason", "reported_on", "note", "source"})
NAMED_OTHERWISE = {"yaml": "PyYAML", "markdown_it": "markdown-it-py"}
"""Modules whose library has another name; of others that are not found by theirs, all installed libraries are asked."""

READ_BY_NO_STAGE = frozenset({"negatives.csv", "boilerplate_negative.csv", "units.csv", "spellings.csv", "holder_examples.csv"})
"""Sentences that prove rules or teach weights, labels of units, and what `aliases.csv` holds: they change no row of a stage."""

RULE_FOLDERS = ("lexicon", "places", "corrections", "weights")


@dataclass(frozen=True)
class Fingerprints:
    """16 hex digits each."""

    clean: str
    extract: str


@dataclass(frozen=True)
class ModuleCode:
    """What one module says: the digest of its code without descriptions, the modules it may import, and the names in its strings."""

    code: str
    imports: tuple[str, ...]
    words: frozenset[str]


def current_fingerprints() -> Fingerprints:
    """The fingerprints of the rules as installed, with the overlay that is active. A change of the contracts' version changes both."""
    return _fingerprints_with(active_overlay().digest)


@cache
def _fingerprints_with(_digest: str) -> Fingerprints:
    return compute_fingerprints()


def compute_fingerprints() -> Fingerprints:
    """Read all code and lexicons anew. A lexicon that no module names by a string counts for both stages, unless none reads it."""
    clean, extract = modules_behind(CLEAN_ROOTS), modules_behind(EXTRACT_ROOTS)
    of_clean, of_extract = _words(clean), _words(extract)
    parts: dict[str, list[str]] = {"clean": [], "extract": []}
    for path, file in _rule_files():
        names = _names_of(path)
        stages = [stage for stage, words in (("clean", of_clean), ("extract", of_extract)) if names & words]
        said = f"{path}\0{values_of(path, merged_text(path, file.read_text(encoding='utf-8')))}"
        for stage in stages or parts:
            parts[stage].append(said)
    parts["extract"] += [f"correction\0{values_of('.yml', text)}" for _, text in own_corrections()]
    return Fingerprints(_fingerprint(clean, parts["clean"]), _fingerprint(extract, parts["extract"]))


def modules_behind(roots: Iterable[str]) -> dict[str, ModuleCode]:
    """Every module of this project that the roots import, directly or through others; by name."""
    found: dict[str, ModuleCode] = {}
    waiting = list(roots)
    cached = _cache()
    while waiting:
        name = waiting.pop()
        path = None if name in found else _source_of(name)
        if path is not None:
            found[name] = _known_module(cached, name, path.read_text(encoding="utf-8"))
            waiting.extend(module for module in found[name].imports if module.partition(".")[0] in OWN_PACKAGES)
    cached.save()
    return dict(sorted(found.items()))


@cache
def _cache() -> ModuleCache:
    return ModuleCache(cache_file())


def _known_module(cached: ModuleCache, name: str, source: str) -> ModuleCode:
    """What the module says, as an earlier run found it where nothing of what decides it has changed."""
    decides = (_own_code(), sys.version, _quoted_rule_names().pattern, name, source)
    key = hashlib.sha256("\0".join(decides).encode()).hexdigest()
    match cached.get(key):
        case [str(code), [*imports], [*words]]:
            return ModuleCode(code, tuple(map(str, imports)), frozenset(map(str, words)))
    module = _read_module(name, source)
    cached.put(key, [module.code, list(module.imports), sorted(module.words)])
    return module


@cache
def _own_code() -> str:
    """The source of this module: other code may find something else in the same module."""
    return Path(__file__).read_text(encoding="utf-8")


def _read_module(name: str, source: str) -> ModuleCode:
    tree = ast.parse(source)
    imports = tuple(dict.fromkeys(_imported(tree, name)))
    words = _strings_of(tree) if _quoted_rule_names().search(source) else frozenset()
    return ModuleCode(hashlib.sha256(code_of(tree)).hexdigest(), imports, words)


def _strings_of(tree: ast.Module) -> frozenset[str]:
    """The strings of a tree without docstrings; of paths the last part."""
    strings = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return frozenset(string.rpartition("/")[2] for string in strings)


@cache
def _quoted_rule_names() -> re.Pattern[str]:
    """Finds the modules that may name a lexicon; to look through every tree takes a second."""
    names = sorted({re.escape(name) for path, _ in _rule_files() for name in _names_of(path)})
    return re.compile(rf"""["'/](?:{"|".join(names)})["']""")


def code_of(tree: ast.Module) -> bytes:
    """The code of a module as compiled, without its docstrings, comments, layout and file name; the tree loses docstrings too.

    >>> code_of(ast.parse('def f():\\n    "Says."\\n    return 1  # one')) == code_of(ast.parse('def f():\\n    return 1'))
    True
    >>> code_of(ast.parse("x = 1")) == code_of(ast.parse("x = 2"))
    False
    """
    for node in _statements(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [part for part in node.body if not _is_docstring(part)] or [ast.Pass(lineno=1, col_offset=0)]
    compiled: CodeType = compile(tree, "rules", "exec", dont_inherit=True)
    # Version 2 of marshal writes every object where it stands; later ones refer to objects by what else holds them at the moment.
    return marshal.dumps(_without_places(compiled), 2)


def _without_places(compiled: CodeType) -> CodeType:
    """The code without its lines and columns."""
    constants = tuple(_without_places(one) if isinstance(one, CodeType) else one for one in compiled.co_consts)
    return compiled.replace(co_firstlineno=1, co_linetable=b"", co_consts=constants)


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """The module, its statements and theirs; no expression holds an import or a docstring."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case))


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
    parts = [str(CONTRACT_VERSION), str(sys.version_info[:2]), unicodedata.unidata_version, *lexicons]
    parts += [f"{library}=={version}" for library, version in _libraries(modules)]
    for part in (*(one.encode() for one in parts), *(one.encode() for name, module in modules.items() for one in (name, module.code))):
        digest.update(part + b"\0")
    return digest.hexdigest()[:16]


def _source_of(name: str) -> Path | None:
    """The source of a module of this project; it stands beside a compiled one (`make wheel`). Imports no module to find it."""
    package, *inner = name.split(".")
    for folder in _folders_of(package):
        place = folder.joinpath(*inner)
        for source in (place.with_suffix(".py"), place / "__init__.py"):
            if source.is_file():
                return source
    return None


@cache
def _folders_of(package: str) -> tuple[Path, ...]:
    spec = util.find_spec(package)
    return tuple(map(Path, spec.submodule_search_locations or ())) if spec else ()


def _imported(tree: ast.Module, importer: str) -> Iterator[str]:
    """Names of modules a module may import: `from a import b` gives a and a.b, and with a.b its packages."""
    for node in _statements(tree):
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
            elif entry.name.endswith((".csv", ".yml", ".yaml", ".txt")) and entry.name not in READ_BY_NO_STAGE:
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
        library = NAMED_OTHERWISE.get(name, name)
        return [(library, metadata.version(library))]
    except metadata.PackageNotFoundError:
        return [(owner, metadata.version(owner)) for owner in _libraries_by_module().get(name, [])]


@cache
def _libraries_by_module() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()  # half a second: it reads the record of every installed library


def _without_descriptions(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_descriptions(part) for key, part in value.items() if key not in DESCRIBING_KEYS}
    if isinstance(value, list):
        return [_without_descriptions(part) for part in value]
    return value
