"""What the diagrams are drawn with: their page, colours, formulas, lines, circles and boxes."""

import re
from functools import partial

INK, QUIET, SHADE = "#2b2d33", "#6b6d75", "#d9e8f1"
BLUE, RED, GREEN, YELLOW, PURPLE = "#0072b2", "#c8501e", "#00805e", "#d99a00", "#a6588a"
AS_TEXT = {YELLOW: "#8f6500", PURPLE: "#8f4576"}  # the same, dark enough to be read
SIGMA, MINUS = "\N{GREEK SMALL LETTER SIGMA}", "\N{MINUS SIGN}"

Point = tuple[float, float]

PAGE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {0}" role="img" \
aria-labelledby="title desc">
<title id="title">{1}</title>
<desc id="desc">{2}</desc>
<style>
text {{ font-family: "STIX Two Text", Cambria, "Times New Roman", "DejaVu Serif", serif }}
.word {{ font-family: system-ui, sans-serif }}
.i {{ font-style: italic }}
</style>
<rect width="720" height="{0}" rx="14" fill="#faf8f4"/>
{3}
</svg>
"""


def symbol(
    formula: str, x: float, y: float, color: str = INK, size: float = 24, anchor: str = "middle"
) -> str:
    """A formula such as h_{t-1}, on the baseline y; ~c_t is c_t with a tilde."""
    fill = AS_TEXT.get(color, color)
    if formula[0] == "~":  # drawn: not every font can put a tilde on an h
        top = y - (20.5 if formula[1] == "h" else 15.5)
        tilde = f'<path d="M{x - 5:g} {top:g}q4 -4.8 6 -1.4t6 -1.4" stroke="{fill}" '
        tilde += 'fill="none" stroke-width="1.7" stroke-linecap="round"/>'
        return tilde + symbol(formula[1], x, y, color) + beside(formula[2:], x + 6, y, color)
    text, level = "", 0.0
    for mark, group, one, rest in re.findall(r"([_^])(?:\{(.*?)\}|(.))|([^_^]+)", formula):
        target = {"_": 0.22, "^": -0.4}.get(mark, 0.0) * size
        back = f' dx="{-0.38 * size:.1f}"' if mark == "_" and level < 0 else ""  # under ^
        scale = f' font-size="{0.72 * size:.1f}"' if mark else ""
        letters = r"[^\W\d]+" if mark else r"\b[^\W\d]\b|∂"  # italic; words are not
        run = re.sub(letters, r'<tspan class="i">\g<0></tspan>', group or one or rest)
        run = run.replace("-", MINUS)
        text += f'<tspan{back} dy="{target - level:.1f}"{scale}>{run}</tspan>'
        level = target
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="{anchor}" '
        f'fill="{fill}">{text}</text>'
    )


beside = partial(symbol, anchor="start")


def word(text: str, x: float, y: float) -> str:
    return f'<text class="word" x="{x:g}" y="{y:g}" font-size="17" fill="{QUIET}">{text}</text>'


def wire(*way: Point, color: str = INK, width: float = 2.4, head: bool = True) -> str:
    """A line with round corners; the last point is the tip of its arrow."""
    at = "{0.real:.1f} {0.imag:.1f}".format
    points = [complex(*point) for point in way]
    tip, ahead = points[-1], points[-1] - points[-2]
    ahead /= abs(ahead)
    back, side = tip - ahead * (7 + 1.8 * width), ahead * (3 + 1.1 * width) * 1j
    if head:
        points[-1] = 0.2 * tip + 0.8 * back
    line = f"M{at(points[0])}"
    for a, corner, b in zip(points, points[1:], points[2:], strict=False):
        start, end = (corner + (p - corner) * min(0.5, 12 / abs(p - corner)) for p in (a, b))
        line += f"L{at(start)}Q{at(corner)} {at(end)}"
    line += f"L{at(points[-1])}"
    line = f'<path d="{line}" fill="none" stroke="{color}" stroke-width="{width:g}"/>'
    arrow = f'<path d="M{at(tip)}L{at(back + side)}L{at(back - side)}z" fill="{color}"/>'
    return line + arrow if head else line


def circle(x: float, y: float, radius: float, fill: str = "#fff", line: str = INK) -> str:
    shape = f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"'
    return f'{shape} fill="{fill}" stroke="{line}" stroke-width="2.2"/>'


def dot(x: float, y: float, color: str = INK) -> str:
    return circle(x, y, 3.4, color, color)


def dots(x: float, y: float, color: str = INK) -> str:
    return "".join(circle(x + shift, y, 0.8, color, color) for shift in (-8, 0, 8))


def box(text: str, x: float, y: float, color: str) -> str:
    return (
        f'<rect x="{x - 32:g}" y="{y - 23:g}" width="64" height="46" rx="11" fill="{color}" '
        f'fill-opacity=".17" stroke="{color}" stroke-width="2.2"/>'
    ) + symbol(text, x, y + 7, size=28 if text == SIGMA else 23)


def operation(kind: str, x: float, y: float) -> str:
    """A product (.), a sum (+) or one minus the value (1-)."""
    if kind == "1-":
        return circle(x, y, 19) + symbol("1-", x, y + 7, size=21)
    plus = wire((x - 8, y), (x + 8, y), head=False) + wire((x, y - 8), (x, y + 8), head=False)
    return circle(x, y, 15) + (plus if kind == "+" else circle(x, y, 2.5, INK))
