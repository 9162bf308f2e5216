"""A panel to train once more with other settings, where there is a kernel."""

import html
from collections.abc import Callable, Sequence
from functools import cached_property

import ipywidgets

from ..frontend import LIVE_VIEW, is_watched

HOW = "To try other settings, run this notebook; the page “How to run” says how."


class Retrain:
    """Choose settings, train in PyTorch, compare the results.

    On the published page, where nothing can train in PyTorch, its place shows the result that
    the notebook recorded, and where to run it.

    Args:
        train: called with a choice for every setting, by name; returns the result as text.
        settings: the choices of each setting.
        recorded: the settings that the notebook has trained with.
        result: the score of that training.

    Raises:
        ValueError: the recorded settings have other names, or are not among the choices.
    """

    def __init__(
        self,
        train: Callable[..., str],
        settings: dict[str, Sequence],
        recorded: dict[str, object],
        result: str,
    ):
        if settings.keys() != recorded.keys():
            raise ValueError(
                f"expected the settings {', '.join(settings)}, got {', '.join(recorded)}"
            )
        for name, value in recorded.items():
            if value not in settings[name]:
                raise ValueError(f"expected {name} of {list(settings[name])}, got {value!r}")
        self.train, self.settings, self.runs = train, settings, [(recorded, str(result))]

    # Made when first needed, so not where a program runs the notebook: it would store them.

    @cached_property
    def controls(self) -> dict[str, ipywidgets.Dropdown]:
        """A menu for each setting, by name."""
        return {
            name: ipywidgets.Dropdown(
                options=list(choices),
                value=self.runs[0][0][name],
                description=name,
                style={"description_width": "initial"},
            )
            for name, choices in self.settings.items()
        }

    @cached_property
    def button(self) -> ipywidgets.Button:
        """Starts a training."""
        button = ipywidgets.Button(description="Train", button_style="primary")
        button.on_click(lambda _: self.run())
        return button

    @cached_property
    def progress(self) -> ipywidgets.Output:
        """Where the bar shows while it trains."""
        return ipywidgets.Output()

    @cached_property
    def table(self) -> ipywidgets.HTML:
        """All results."""
        return ipywidgets.HTML(self._table())

    @cached_property
    def panel(self) -> ipywidgets.VBox:
        """All of it."""
        row = ipywidgets.Layout(flex_flow="row wrap", align_items="center", grid_gap="4px 12px")
        controls = ipywidgets.Box([*self.controls.values(), self.button], layout=row)
        return ipywidgets.VBox([controls, self.progress, self.table])

    def run(self) -> None:
        """Train with the chosen settings and add the result to the table."""
        chosen = {name: control.value for name, control in self.controls.items()}
        self.button.disabled, self.button.description = True, "Training …"
        try:
            with self.progress:
                result = str(self.train(**chosen))
        except Exception as error:  # what went wrong is a result too: the panel goes on
            result = f"failed: {error}"
        finally:
            self.progress.clear_output()
            self.button.disabled, self.button.description = False, "Train"
        self.runs.append((chosen, result))
        self.table.value = self._table()

    def _table(self) -> str:
        names = [*self.runs[0][0], "result"]
        head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(v))}</td>" for v in [*run.values(), result])
            for run, result in self.runs
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def to_html(self) -> str:
        """The recorded result, and where to run it: for the published page."""
        settings, result = self.runs[0]
        chosen = ", ".join(f"{name} {value}" for name, value in settings.items()).replace(
            "_", " "
        )
        return (
            f'<div class="book-recorded"><p>Recorded with {html.escape(chosen)}: '
            f"<strong>{html.escape(result)}</strong>.</p><p>{HOW}</p></div>"
        )

    def __repr__(self) -> str:
        return "Retrain()"

    def _repr_mimebundle_(self, **options):
        saved = {"text/plain": repr(self), "text/html": self.to_html()}
        if not is_watched():
            return saved
        view = {"version_major": 2, "version_minor": 0, "model_id": self.panel.model_id}
        return {LIVE_VIEW: view, **saved}
