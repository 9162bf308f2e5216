"""What the figures need beyond what all diagrams are drawn with: their page, formulas in TeX,
boxes."""

from functools import partial

from book.formulas import to_mathml
from utils.plots.style import INK
from utils.widgets.drawing import circle, label

SANS_T = "\N{MATHEMATICAL SANS-SERIF CAPITAL T}"  # not every font has it

PAGE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" \
aria-labelledby="title desc">
<title id="title">{title}</title>
<desc id="desc">{desc}</desc>
<style>
{faces}text {{ font-family: Formulas, "STIX Two Text", Cambria, "Times New Roman", serif }}
.word {{ font-family: system-ui, sans-serif }}
.i {{ font-style: italic }}
</style>
<rect width="{width}" height="{height}" rx="14" fill="{paper}"/>
{drawn}
</svg>
"""


def symbol(tex: str, *place, **options) -> str:
    """A formula in TeX; place and options as for `label`."""
    return label(to_mathml(tex).replace(SANS_T, "T"), *place, **options)


beside = partial(symbol, anchor="start")


def dots(x: float, y: float, color: str = INK) -> str:
    return "".join(circle(x + shift, y, 0.8, color, color) for shift in (-8, 0, 8))


def box(tex: str, x: float, y: float, color: str, width: float = 64) -> str:
    return (
        f'<rect x="{x - width / 2:g}" y="{y - 23:g}" width="{width:g}" height="46" rx="11" '
        f'fill="{color}" fill-opacity=".17" stroke="{color}" stroke-width="2.2"/>'
    ) + symbol(tex, x, y + 7, size=23)
