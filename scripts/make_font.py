"""Make the course's Chinese font: two small subsets of Noto Sans SC.

    python scripts/make_font.py             # write opscourse/fonts/
    python scripts/make_font.py --check     # fail if a rerun would give other bytes
    python scripts/make_font.py --package noto-sans-sc.tgz     # no network

The source is the npm package `@expo-google-fonts/noto-sans-sc`, fetched with `npm pack` and
checked by sha256. Same source and same fontTools give the same bytes: the fonts keep the time
stamp of their source.

Characters: GB2312, the 8,105 characters of 通用规范汉字表 (2013), Latin-1 and the signs that
charts use. `scripts/common_hanzi.txt` holds the 8,105 in the order of the official list, as the
property kTGH of Unicode's Unihan database (14.0) gives it.

Licence: the SIL Open Font License asks that a changed font does not carry a reserved name, so
the family is renamed, and that its licence goes with it, so OFL.txt is written beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY = "Opscourse Sans SC"
PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
# style -> (member of the package, its sha256)
SOURCES = {
    "Regular": (
        "package/400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    "Bold": (
        "package/700Bold/NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    ),
}
LICENCE = "package/LICENSE_FONT"
# Beyond GB2312: Latin-1, general punctuation (‰ … “ ”), super- and subscripts, currency,
# letterlike (℃ №), number forms, arrows, mathematics (− ≤ ≥ ≠ Σ-like), circled numbers,
# boxes and shapes, CJK punctuation, full-width forms.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x391, 0x3C9),
    (0x2010, 0x205E),
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2100, 0x214F),
    (0x2150, 0x218B),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x27BF),
    (0x3000, 0x303F),
    (0xFF00, 0xFFEF),
)
HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "opscourse" / "fonts"


def gb2312() -> set[int]:
    """Every code point that the GB2312 character set encodes."""
    points = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue  # a hole in the table
    return points


def common_hanzi() -> set[int]:
    """The 8,105 characters of 通用规范汉字表."""
    text = (HERE / "common_hanzi.txt").read_text(encoding="utf-8")
    return {ord(character) for character in text if character != "\n"}


def wanted() -> set[int]:
    """All code points the subset asks for; those that the source lacks are left out."""
    signs = {point for first, last in RANGES for point in range(first, last + 1)}
    return gb2312() | common_hanzi() | signs


def rename(font: TTFont, style: str) -> None:
    """Give the font its own name; keep the copyright, the authors and the licence."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 8, 9, 10, 11, 13, 14)]
    compact = FAMILY.replace(" ", "")
    new = {
        1: FAMILY,
        2: style,
        3: f"{compact}-{style};subset",
        4: f"{FAMILY} {style}",
        5: "Version 2.004; subset",
        6: f"{compact}-{style}",
    }
    for name_id, value in new.items():
        names.setName(value, name_id, 3, 1, 0x409)


def make(source: bytes, style: str) -> bytes:
    """The subset of one source font, as the bytes of a TrueType file."""
    options = subset.Options()
    options.layout_features = []  # matplotlib shapes no text
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "gasp", "prep"]
    options.recalc_timestamp = False
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    rename(font, style)
    target = io.BytesIO()
    font.save(target, reorderTables=True)
    return target.getvalue()


def fetch(folder: Path) -> Path:
    """Download the npm package into `folder`; the path of its tarball."""
    command = ["npm", "pack", "--silent", PACKAGE]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def build(tarball: Path) -> dict[str, bytes]:
    """File name -> content of everything that belongs in `opscourse/fonts/`."""
    made = {}
    with tarfile.open(tarball) as package:

        def member(name: str) -> bytes:
            stream = package.extractfile(name)
            if stream is None:
                raise SystemExit(f"{tarball.name} has no {name}")
            return stream.read()

        for style, (name, digest) in SOURCES.items():
            source = member(name)
            if hashlib.sha256(source).hexdigest() != digest:
                raise SystemExit(f"{name} is not the file this script was written for")
            made[f"{FAMILY.replace(' ', '')}-{style}.ttf"] = make(source, style)
        note = (
            f"{FAMILY} is a modified version (a subset, renamed) of Noto Sans SC 2.004.\n"
            "It is made by scripts/make_font.py.\n\n"
        )
        made["OFL.txt"] = note.encode() + member(LICENCE).replace(b"\r\n", b"\n")
    return made


def main() -> int:
    """Write the fonts, or with --check compare them with what a rerun gives."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--package", type=Path, help="the package's .tgz, if you have it")
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = build(arguments.package or fetch(Path(folder)))
    stale = 0
    for name, content in made.items():
        target = FONTS / name
        same = target.exists() and target.read_bytes() == content
        stale += not same
        if not arguments.check:
            FONTS.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        print(f"{name}: {len(content):,} bytes, {'same' if same else 'changed'}")
    return int(bool(arguments.check and stale))


if __name__ == "__main__":
    sys.exit(main())
