"""Makes the font of drawings and what the command knows of it, from Arimo (SIL Open Font License 1.1).

A development tool: `python tools/fonts.py FOLDER`, where FOLDER holds Arimo-Regular.ttf and Arimo-Bold.ttf of Debian's
package fonts-croscore 20201225-1. Needs fonttools 4.63 and brotli 1.2. What it writes is committed, so that a build needs
neither Python nor the network:

  templates/assets/fonts/diagram-{regular,bold}.woff2   what a page loads that holds a drawing
  src/diagram/metrics.txt                               what the command measures labels with

The table (read by src/diagram/metrics.rs) has a line for each character: code point in hexadecimal, advance in units of
1/2048 em, regular and bold; and a line for each pair that is moved together: both code points, both moves. Sorted.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent

# Latin, Greek and Cyrillic, punctuation, currencies, arrows, mathematics, boxes and shapes. The rest is left to the
# reader's own fonts, and measured by estimate.
RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x218, 0x21B), (0x237, 0x237), (0x2C6, 0x2DD), (0x370, 0x3FF),
    (0x400, 0x45F), (0x490, 0x491), (0x1E9E, 0x1E9E), (0x2010, 0x2027), (0x2030, 0x203E), (0x2070, 0x209C),
    (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2195), (0x2200, 0x2265), (0x2500, 0x25FF),
    (0x2600, 0x266F), (0xFFFD, 0xFFFD),
]


def subset(source: Path) -> TTFont:
    options = Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 5, 13, 14]
    options.flavor = "woff2"
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def kerning(font: TTFont) -> dict[tuple[str, str], int]:
    """The pairs of glyphs that are moved, from the pair lists of the table."""
    pairs: dict[tuple[str, str], int] = {}
    table = font["GPOS"].table
    wanted = {i for record in table.FeatureList.FeatureRecord for i in record.Feature.LookupListIndex}
    for index in sorted(wanted):
        for part in table.LookupList.Lookup[index].SubTable:
            part = getattr(part, "ExtSubTable", part)
            if part.LookupType != 2 or part.Format != 1:
                sys.exit("the font has kerning that is no list of pairs")
            for first, followers in zip(part.Coverage.glyphs, part.PairSet):
                for record in followers.PairValueRecord:
                    move = record.Value1.XAdvance if record.Value1 else 0
                    pairs.setdefault((first, record.SecondGlyph), move)
    return pairs


def main() -> None:
    folder = Path(sys.argv[1])
    fonts = {weight: subset(folder / f"Arimo-{weight}.ttf") for weight in ("Regular", "Bold")}
    out = ROOT / "templates/assets/fonts"
    out.mkdir(parents=True, exist_ok=True)
    for weight, font in fonts.items():
        path = out / f"diagram-{weight.lower()}.woff2"
        font.save(path)
        print(f"{path.name}: {path.stat().st_size} bytes, {len(font.getBestCmap())} characters")
    regular, bold = fonts["Regular"], fonts["Bold"]
    cmaps = regular.getBestCmap(), bold.getBestCmap()
    lines = [
        f"{code:04x} {regular['hmtx'][glyph][0]} {bold['hmtx'][cmaps[1][code]][0]}\n"
        for code, glyph in sorted(cmaps[0].items())
        if code in cmaps[1]
    ]
    moves: dict[tuple[int, int], list[int]] = {}
    for weight, (font, cmap) in enumerate(zip((regular, bold), cmaps)):
        codes: dict[str, list[int]] = {}
        for code, glyph in cmap.items():
            codes.setdefault(glyph, []).append(code)
        for (first, second), move in kerning(font).items():
            for a in codes.get(first, []):
                for b in codes.get(second, []):
                    if move:
                        moves.setdefault((a, b), [0, 0])[weight] = move
    lines += [f"{a:04x} {b:04x} {move[0]} {move[1]}\n" for (a, b), move in sorted(moves.items())]
    (ROOT / "src/diagram/metrics.txt").write_text("".join(lines))
    print(f"metrics.txt: {len(lines)} lines")


main()
