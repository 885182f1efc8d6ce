"""A matplotlib figure as inline SVG: the theme's colours, no metadata, ids of its own, and words for those who cannot see it."""

import html
import io
import re

from matplotlib import rc_context

from snippets import figures

VARIABLES = {figures.INK: "--figure-ink", figures.GRID: "--figure-grid", figures.PAPER: "--figure-paper"} | {
    colour: f"--figure-{number}" for number, colour in enumerate(figures.COLOURS, 1)}
COLOUR = re.compile("|".join(VARIABLES))
UNNEEDED = re.compile(r'<!--.*?-->|<metadata>.*?</metadata>| (xmlns(:xlink)?|version|type)="[^"]*"| font-family: [^;]*;', re.DOTALL)
HUNDREDTHS = re.compile(r"(?<=\.\d\d)\d+(?=[^<>]*>)")  # of a pixel are enough for a line, not for a number in the text
GROUP = re.compile(r'<g id="[^"]*"')
NAME = re.compile(r'(\bid="|href="#|url\(#)')


def inline(id, figure, title, description):
    """The <svg> element, with its title and description."""
    svg = io.StringIO()
    with rc_context({"svg.hashsalt": id, "svg.fonttype": "none"}):
        figure.savefig(svg, format="svg")
    drawing = NAME.sub(rf"\1{id}-", _bare(svg.getvalue()))
    drawing = COLOUR.sub(lambda colour: f"var({VARIABLES[colour[0]]})", drawing)
    words = f'<title id="{id}-title">{html.escape(title)}</title><desc id="{id}-words">{html.escape(description)}</desc>'
    return drawing.replace(">", f' role="img" aria-labelledby="{id}-title {id}-words">{words}', 1)


def _bare(svg):
    """From <svg> on, without comments, metadata, names of groups, blank lines, namespaces that HTML does not need, and fonts."""
    svg = GROUP.sub("<g", HUNDREDTHS.sub("", UNNEEDED.sub("", svg[svg.index("<svg"):]))).replace("xlink:href", "href")
    return re.sub(r"\s*\n\s*", "\n", svg).strip()
