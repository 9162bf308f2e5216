"""What all widgets share: the values that Python and the page both read and set, and a picture
that stands in where no script runs."""

import base64
import html
import io
import json

import anywidget
import matplotlib.pyplot as plt
import traitlets
from matplotlib.figure import Figure

from ..frontend import is_watched
from ..plots.style import in_style
from .bundle import module, style


class Widget(anywidget.AnyWidget):
    """A widget of the book. Subclasses name their JavaScript, `name`, and draw a picture.

    In JupyterLab, VS Code and Colab it is live and Python reads and sets its values. Saved in a
    notebook it is also a piece of HTML: the picture, and beside it all values, from which the
    published page makes it live again, without Python.
    """

    name: str  # of the module in this folder, without .js
    _ipython_display_ = None  # in ipywidgets 7, which Colab has, it would leave the HTML out

    def __init_subclass__(cls, **options):
        if "name" in cls.__dict__:
            cls._esm = module(cls.name)
            cls._css = style(cls.name)
        super().__init_subclass__(**options)

    @classmethod
    def value_names(cls) -> list[str]:
        """The names of its values, except those that every widget of Jupyter has and those
        (`_esm`, `_css`) in which anywidget hands over the script."""
        every = anywidget.AnyWidget.class_trait_names()
        names = (name for name in cls.class_trait_names(sync=True) if name not in every)
        return [name for name in names if not name.startswith("_")]

    def draw(self) -> Figure:
        """The picture that stands in where no script runs."""
        raise NotImplementedError

    def caption(self) -> str:
        """What the picture shows, with the numbers."""
        raise NotImplementedError

    def to_html(self) -> str:
        """The picture with its caption, and the values for the published page."""
        values = {name: getattr(self, name) for name in self.value_names()}
        state = json.dumps(values, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")
        caption = html.escape(self.caption())
        with in_style():  # whoever uses a widget alone has not set it
            picture = _png(self.draw())
        return (
            f'<div class="book-widget" data-widget="{self.name}">'
            f'<figure><img alt="{caption}" src="{picture}">'
            f"<figcaption>{caption}</figcaption></figure>"
            f'<script type="application/json">{state}</script></div>'
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def open(self) -> None:
        """Connect it with its live views, if there can be any. A program that runs the notebook
        would store them, and prefer them to the picture."""
        if is_watched():
            super().open()

    def _repr_mimebundle_(self, **options):
        saved = {"text/plain": repr(self), "text/html": self.to_html()}
        if self.comm is None:
            return saved, {}
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, **saved}, metadata


def one_of(options: list[str], value: str, what: str) -> str:
    """The value, if it is one of the options.

    Raises:
        TraitError: it is not.
    """
    if value not in options:
        raise traitlets.TraitError(f"expected {what} of {', '.join(options)}; got {value!r}")
    return value


def _png(figure: Figure) -> str:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=100)
    plt.close(figure)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
