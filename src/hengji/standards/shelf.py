"""
The shelf: finds an edition's file by its id, follows what it extends, and hands out the result.

An id says where its file stands (`cn-440700.department-overall.2024` is
`library/cn-440700/department-overall.2024.yaml`), so one edition is loaded without reading the rest.
An authority's own editions stand in the folders that HENGJI_STANDARDS names, as `ID.yaml`.
"""

from __future__ import annotations

import difflib
import hashlib
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hengji.domain.outline import Outline
from hengji.domain.problem import InvalidStandard, Problem, UnknownStandard
from hengji.domain.source import Place
from hengji.domain.standard import Standard
from hengji.standards import amending, nodes
from hengji.standards.edition import ID, standard_of
from hengji.standards.entries import nearest
from hengji.standards.nodes import Complaints, Mapping, Scalar, compose
from hengji.standards.outlines import outline_of
from hengji.standards.overlay import Overlay, laid_over, overlay_of

LIBRARY = Path(__file__).parent / "library"
DEFAULT_OUTLINE = "cn-440000.department-overall.2024"
"""The outline of editions that name none: the most complete one that was seen."""

FOLDERS_VARIABLE = "HENGJI_STANDARDS"
"""Names the folders of an authority's own editions, separated as in PATH."""

_OUTLINES = "outlines"
_JOIN = "+"


def load(standard_id: str, overlays: tuple[str, ...] = ()) -> Standard:
    """
    The edition of that id; `edition+overlay` and `overlays` add caps and cuts to it.

    Raises `UnknownStandard` or `InvalidStandard`.
    """
    name, *joined = standard_id.split(_JOIN)
    path = _path_of(name)
    if _is_overlay(path):
        raise UnknownStandard(
            f"{name} 是叠加规则，不能单独使用。请另选一版评分标准，再加 --overlay {name}；"
            "可用 hengji standards list 查看全部。"
        )
    standard = _edition(path)
    for overlay in (*joined, *overlays):
        standard = laid_over(standard, load_overlay(overlay))
    return standard


def load_overlay(overlay_id: str) -> Overlay:
    """The overlay of that id; raises `UnknownStandard` or `InvalidStandard`."""
    path = _library_path(overlay_id)
    if path is None or not _is_overlay(path):
        found = f"{overlay_id} 不是叠加规则" if path is not None else f"没有编号为 {overlay_id} 的叠加规则"
        names = "、".join(one.id for one in available_overlays())
        raise UnknownStandard(f"{found}。可用的叠加规则：{names}。")
    return _overlay(path)


def load_outline(outline_id: str) -> Outline:
    """The report outline of that id; raises `UnknownStandard` or `InvalidStandard`."""
    return _outline(_path_of(outline_id, outlines=True))


def available() -> tuple[Standard, ...]:
    """All editions of the library and of the authority's own folders, by id."""
    standards = (_edition(path) for path in _files() if not _is_overlay(path))
    return tuple(sorted(standards, key=lambda standard: standard.id))


def available_overlays() -> tuple[Overlay, ...]:
    """All overlays of the library and of the authority's own folders, by id."""
    overlays = (_overlay(path) for path in _files() if _is_overlay(path))
    return tuple(sorted(overlays, key=lambda overlay: overlay.id))


def available_outlines() -> tuple[Outline, ...]:
    """All report outlines of the library, by id."""
    return tuple(_outline(path) for path in sorted(LIBRARY.glob(f"*/{_OUTLINES}/*.yaml")))


def read_file(path: Path | str) -> Standard:
    """The edition in that file; raises `InvalidStandard` with all problems."""
    return _read(Path(path))


def read_text(text: str, file: str) -> Standard:
    """The edition in that text, called `file` in problems; raises `InvalidStandard`."""
    complaints = Complaints()
    root = compose(text, file, complaints)
    digest = hashlib.sha256(text.encode()).hexdigest()
    standard = standard_of(root, complaints, edition_hash=digest) if root is not None else None
    if standard is None or len(complaints):
        raise _invalid(Path(file), complaints)
    return standard


def check_file(path: Path | str) -> tuple[Problem, ...]:
    """All that is wrong with an edition, an overlay or an outline; empty where it can be used."""
    complaints = Complaints()
    source = _source(Path(path), complaints, ())
    if source is not None:
        _meaning(source, complaints)
    return complaints.sorted()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    root: Mapping
    digest: str


def _files() -> tuple[Path, ...]:
    own = (path for folder in _folders() for path in folder.glob("*.yaml") if ID.fullmatch(path.stem))
    return (*sorted(LIBRARY.glob("*/*.yaml")), *sorted(own))


def _folders() -> tuple[Path, ...]:
    named = os.environ.get(FOLDERS_VARIABLE, "")
    return tuple(Path(name) for name in named.split(os.pathsep) if name)


@cache
def _is_overlay(path: Path) -> bool:
    """Cheaper than parsing: an overlay begins with the line that says so."""
    with path.open(encoding="utf-8") as lines:
        return any(line.startswith("overlay:") for line in lines)


@cache
def _edition(path: Path) -> Standard:
    return _read(path)


def _read(path: Path) -> Standard:
    complaints = Complaints()
    source = _source(path, complaints, ())
    meaning = _meaning(source, complaints) if source is not None else None
    if isinstance(meaning, Standard) and not len(complaints):
        return meaning
    if not len(complaints):
        complaints.add(
            Place(file=str(path), row=1),
            "这不是一版评分标准",
            "附加规则和提纲不能单独用来评分",
            "请改用评分标准的文件。",
        )
    raise _invalid(path, complaints)


@cache
def _overlay(path: Path) -> Overlay:
    complaints = Complaints()
    source = _source(path, complaints, ())
    overlay = overlay_of(source.root, complaints, edition_hash=source.digest) if source is not None else None
    if overlay is None or len(complaints):
        raise _invalid(path, complaints)
    return overlay


@cache
def _outline(path: Path) -> Outline:
    complaints = Complaints()
    source = _source(path, complaints, ())
    outline = outline_of(source.root, complaints) if source is not None else None
    if outline is None or len(complaints):
        raise _invalid(path, complaints)
    return outline


def _meaning(source: _Source, complaints: Complaints) -> Standard | Overlay | Outline | None:
    if "overlay" in source.root.fields:
        return overlay_of(source.root, complaints, edition_hash=source.digest)
    if "sections" in source.root.fields:
        return outline_of(source.root, complaints)
    return standard_of(source.root, complaints, edition_hash=source.digest)


def _source(path: Path, complaints: Complaints, chain: tuple[str, ...]) -> _Source | None:
    """The file, joined with what it extends, and the hash over both."""
    text = nodes.read_text(path, complaints)
    root = None if text is None else compose(text, str(path), complaints)
    if text is None or root is None:
        return None
    _in_its_place(path, root, complaints)
    digest = hashlib.sha256(text.encode())
    extends = root.fields.get("extends")
    if extends is None:
        return _Source(root=root, digest=digest.hexdigest())
    base = _base(extends, path, root, complaints, chain)
    if base is None:
        return None
    digest.update(base.digest.encode())
    if "criteria" not in base.root.fields:
        complaints.add(extends.place, "所继承的文件没有评价指标", "应继承一版评分标准", "请改正 extends。")
        return None
    return _Source(root=amending.amended(base.root, root, complaints), digest=digest.hexdigest())


def _base(
    extends: object, path: Path, root: Mapping, complaints: Complaints, chain: tuple[str, ...]
) -> _Source | None:
    place = root.fields["extends"].place
    name = extends.text if isinstance(extends, Scalar) else ""
    own = root.fields.get("id")
    links = (*chain, own.text if isinstance(own, Scalar) else "")
    if name in links:
        complaints.add(
            place,
            f"继承成了圈：{' → '.join((*links, name))}",
            "一版标准不能直接或间接继承自己",
            "请改正 extends。",
        )
        return None
    found = _library_path(name) or _beside(path, name)
    if found is None:
        complaints.add(
            place,
            f"extends 的 {name or '（空）'} 找不到",
            "应为标准库或同一文件夹里一版标准的 id",
            nearest(name, _ids()),
        )
        return None
    return _source(found, complaints, links)


def _in_its_place(path: Path, root: Mapping, complaints: Complaints) -> None:
    """Where files are found by id, the id and the path say the same."""
    name = root.fields.get("id")
    if not isinstance(name, Scalar):
        return
    kind = path.name.removesuffix(".yaml")
    if LIBRARY in path.parents:
        folder = path.parent.parent if path.parent.name == _OUTLINES else path.parent
        expected = f"{folder.name}.{kind}"
    elif path.parent in _folders():
        expected = kind
    else:
        return
    if name.text != expected:
        complaints.add(
            name.place,
            f"id {name.text} 与文件的位置不符",
            f"此处的 id 应为 {expected}",
            "请改 id 或移动文件。",
        )


def _library_path(name: str, *, outlines: bool = False) -> Path | None:
    # the pattern keeps an id that came with a file from naming anything outside these folders
    if not ID.fullmatch(name):
        return None
    place, _, kind = name.partition(".")
    folder = LIBRARY / place / _OUTLINES if outlines else LIBRARY / place
    path = folder / f"{kind}.yaml"
    if path.is_file():
        return path
    own = (folder / f"{name}.yaml" for folder in _folders())
    return next((path for path in own if path.is_file()), None) if not outlines else None


def _beside(path: Path, name: str) -> Path | None:
    for other in sorted(path.parent.glob("*.yaml")):
        ignored = Complaints()
        text = nodes.read_text(other, ignored)
        root = None if text is None else compose(text, str(other), ignored)
        own = root.fields.get("id") if root is not None else None
        if isinstance(own, Scalar) and own.text == name:
            return other
    return None


def _ids(*, outlines: bool = False) -> tuple[str, ...]:
    if outlines:
        files = LIBRARY.glob(f"*/{_OUTLINES}/*.yaml")
        return tuple(f"{path.parent.parent.name}.{path.stem}" for path in files)
    return tuple(
        f"{path.parent.name}.{path.stem}" if LIBRARY in path.parents else path.stem for path in _files()
    )


def _path_of(name: str, *, outlines: bool = False) -> Path:
    path = _library_path(name, outlines=outlines)
    if path is None:
        kind = "提纲" if outlines else "评分标准"
        close = difflib.get_close_matches(name, _ids(outlines=outlines), n=1)
        meant = f"是否要写 {close[0]}？" if close else ""
        if name.endswith((".yaml", ".yml")):
            meant = f"标准文件请以编号命名，放进环境变量 {FOLDERS_VARIABLE} 指明的文件夹，这里只写编号。"
        raise UnknownStandard(f"没有编号为 {name} 的{kind}。{meant}可用 hengji standards list 查看全部。")
    return path


def _invalid(path: Path, complaints: Complaints) -> InvalidStandard:
    problems = complaints.sorted()
    return InvalidStandard(f"{path.name} 有 {len(problems)} 处不合规则，不能使用。", problems)
