"""
Which faces this machine has, which stand in for which, and which characters they hold.

Faces that officials expect are not free and never shipped.  Whoever has licensed ones puts them in a
folder `fonts/` where the program is started, or names a folder; they are then preferred.  `./run` puts
free substitutes into the environment's own `share/fonts`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst

from hengji.documents.writers.character_map import CharacterMap, character_map
from hengji.documents.writers.layout import Face, Layout
from hengji.domain.problem import InputError

# Whatever speaks Chinese is better than no PDF; best first.
_ANY_CHINESE = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "LXGW WenKai",
    "AR PL UMing CN",
    "AR PL SungtiL GB",
    "AR PL KaitiM GB",
    "FandolSong",
    "Droid Sans Fallback",
    "SimSun",
    "Microsoft YaHei",
    "PingFang SC",
    "Songti SC",
)


class MissingFonts(InputError):  # noqa: N818 - named after what is wrong
    """No Chinese face is installed, so the PDF cannot be written; every other file can."""

    code = "missing_fonts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """A face that the profile asks for and the free one that stands in for it."""

    wanted: str
    used: str
    packages: tuple[str, ...] = ()
    """Debian packages that carry a closer substitute, empty where the closest is in use."""

    def __str__(self) -> str:
        words = f"{self.wanted}以{self.used}代替"
        return f"{words}（安装 {' 或 '.join(self.packages)} 可得更接近的字体）" if self.packages else words


@dataclass(frozen=True, slots=True)
class Shelf:
    """The fonts of this machine, read once."""

    fonts: typst.Fonts
    families: frozenset[str]
    files: dict[str, tuple[str, int]]
    """Family → file and index of its regular face."""

    def choose(self, face: Face) -> str:
        """The family for a face; raises `MissingFonts` where nothing speaks Chinese."""
        for name in (face.name, *face.other_names, *face.substitutes, *_ANY_CHINESE):
            if name in self.families:
                return name
        raise MissingFonts(
            "没有找到中文字体，PDF 未生成；其他文件不受影响。"
            "请安装 fonts-noto-cjk（Debian/Ubuntu：apt install fonts-noto-cjk fonts-arphic-gkai00mp），"
            "或把已获授权的字体文件放入 fonts 文件夹后重试"
        )

    def owns(self, face: Face) -> bool:
        """Whether the face itself is here, under whichever name."""
        return any(name in self.families for name in (face.name, *face.other_names))

    def latin(self, layout: Layout) -> str | None:
        """The family for digits and Latin letters, or `None` where the Chinese face must do."""
        return next((name for name in layout.latin_substitutes if name in self.families), None)

    def fallbacks(self) -> tuple[str, ...]:
        """Faces that hold what the chosen face lacks: rare names, ㎡."""
        return tuple(name for name in _ANY_CHINESE if name in self.families)

    def substitution(self, face: Face, used: str) -> Substitution | None:
        """What to tell about the choice, `None` where the face itself was there."""
        if self.owns(face):
            return None
        distant = used in _ANY_CHINESE and used not in face.substitutes[:2]
        return Substitution(wanted=face.name, used=used, packages=face.packages[:1] if distant else ())

    def map_of(self, family: str) -> CharacterMap:
        """The characters that a family holds."""
        return character_map(*self.files[family]) if family in self.files else character_map("", 0)

    def shows(self, character: str) -> bool:
        """Whether any font of this machine holds the character; the likely ones are asked first."""
        return any(character in self.map_of(family) for family in (*self.fallbacks(), *self.files))


def shelf(folders: Sequence[Path] = ()) -> Shelf:
    """The fonts of the system, of the environment, of `fonts/` in the working directory and of `folders`."""
    known = (*folders, Path("fonts"), Path(sys.prefix) / "share" / "fonts")
    own = [str(folder) for folder in known if folder.is_dir()]
    return _shelf(tuple(own))


@lru_cache(maxsize=4)
def _shelf(folders: tuple[str, ...]) -> Shelf:
    fonts = typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[*folders] if folders else []
    )
    files: dict[str, tuple[str, int]] = {}
    for font in sorted(fonts.fonts(), key=lambda font: abs(font.weight - 400)):
        if font.path is not None and font.style == "normal":
            files.setdefault(font.family, (font.path, font.index))
    return Shelf(fonts=fonts, families=frozenset(fonts.families()), files=files)
