# SPDX-License-Identifier: MIT
"""`make fonts`: docs/assets/maths.css, KaTeX's style sheet with the glyphs this site uses inside it.

A face holds its most used glyphs itself, under a `unicode-range`, so that a page asks for no font; for any other glyph the browser
fetches the whole face from docs/assets/fonts. Run it after `make site` when formulas use new symbols: nothing breaks without it.
"""

import base64
import io
import json
import re
import string
from html import unescape
from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).parents[1]
KATEX, FONTS = ROOT / "snippets/page/katex", ROOT / "docs/assets/fonts"
OPTIONS = subset.Options(flavor="woff2", hinting=False, layout_features=[], notdef_outline=True)
FACE = re.compile(r"@font-face\{[^}]*?src:url\(fonts/(KaTeX_\w+-\w+)\.woff2\)[^}]*\}")
LEAF = re.compile(r'<(?:span class="([^"]*)")?[^>]*>([^<]+)')  # a text and the classes of the span that it begins; what follows a span has none
# The classes that ask for a face; what none of the others is asked for is asked of the first.
INSIDE = {"Main-Regular": "^(?!.*(?:math(?!rm)|ams|size|-op))", "Math-Italic": "mathnormal", "Main-Bold": "mathbf", "AMS-Regular": "amsrm",
          "Caligraphic-Regular": "mathcal", "SansSerif-Regular": "mathsf", "Size1-Regular": "size1|small-op",
          "Size2-Regular": "size2|large-op", "Size3-Regular": "size3", "Size4-Regular": "size4"}
# Nearly every formula needs these two: a page names them in its head, so that they are there before the first line is laid out.
PRELOADED = ("KaTeX_Main-Regular", "KaTeX_Math-Italic")


def cut(face, characters):
    """(the face with these characters alone, as woff2; the code points that it has of them; those that the whole face has besides)."""
    font = subset.load_font(str(FONTS / f"{face}.woff2"), OPTIONS)
    every = set(font.getBestCmap())
    points = every & set(map(ord, characters))
    cutter = subset.Subsetter(OPTIONS)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    subset.save_font(font, saved := io.BytesIO(), OPTIONS)
    return saved.getvalue(), points, every - points


def ranges(points):
    """Code points as CSS writes them: U+41-5A,U+61."""
    ordered, runs = sorted(points), []
    for point in ordered:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{first:X}-{last:X}" if last > first else f"U+{first:X}" for first, last in runs)


def inside(found, leaves):
    """The face's own rule, for the glyphs that nobody asks for, and the one that holds what `leaves`, (classes, text), ask of it.

    Each says which code points it has. Without that the browser would fetch the whole face to look for a space that no face has.
    """
    asked = INSIDE.get(found[1].removeprefix("KaTeX_"))
    characters = {character for classes, text in leaves if asked and re.search(asked, classes) for character in text}
    if not characters:
        return found[0]
    data, points, others = cut(found[1], characters)
    address = f"data:font/woff2;base64,{base64.b64encode(data).decode()}"
    if found[1] in PRELOADED:
        (FONTS / f"{found[1]}.cut.woff2").write_bytes(data)
        address = f"fonts/{found[1]}.cut.woff2"
    whole = found[0].replace("}", f";unicode-range:{ranges(others)}}}") if others else ""
    return whole + re.sub(r"src:[^;}]*", f'src:url({address}) format("woff2");unicode-range:{ranges(points)}', found[0])


if __name__ == "__main__":
    leaves = [("mathnormal", string.ascii_letters), ("", string.ascii_lowercase + string.digits + "+=()[]<>|,.;:!/")]
    for formulas in (ROOT / ".cache").glob("formulas-*.json"):
        for formula in json.loads(formulas.read_text("utf-8")).values():
            leaves += [(classes, unescape(text)) for classes, text in LEAF.findall(formula.partition("</math>")[2])]
    sheet = re.sub(r',url\([^)]*\) format\("(?:woff|truetype)"\)', "", (KATEX / "katex.min.css").read_text("utf-8"))
    (ROOT / "docs/assets/maths.css").write_text(FACE.sub(lambda found: inside(found, leaves), sheet) + "\n", "utf-8")
