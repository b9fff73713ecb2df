"""The screen of the persona lab: fields to fill, the card as marked, and the evidence."""

from __future__ import annotations

import io
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs.personas import ALL, BANDS, FIELDS, NAMES, RIGHT, Card, PersonaModel
from opscourse.labs.sentences import line, listing, warning

SIZE, DPI = (7.6, 3.5), 90
STYLE = {"description_width": "4em"}
WIDTH = {"width": "250px"}
UNCHOSEN = "（没选）"


class PersonaView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    `goods` and `band` choose the group; `fields` holds a control for each field of the card by
    name, `name` and `trait` are typed; `evidence` chooses whose evidence `picture` (a PNG) shows.
    `card` is the card, `says` and `notes` are sentences. Nothing that is typed is ever lost: what
    does not fit stays in its field and gets a sentence.
    """

    def __init__(self, model: PersonaModel) -> None:
        plotting.use_style()
        self.model, self._following = model, False
        self._make_controls()
        self.figure = Figure(figsize=SIZE, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0.14, 0.17, 0.83, 0.70))
        self.says, self.card, self.notes, self.why = (widgets.HTML() for _ in range(4))
        # As wide as it is drawn: a box would stretch it.
        width = f"{SIZE[0] * DPI:.0f}px"
        self.picture = widgets.Image(format="png", layout={"max_width": "100%", "width": width})
        form = widgets.VBox([self.name, *self.fields.values(), self.trait])
        wrap = {"flex_flow": "wrap"}
        self.box = widgets.VBox(
            [
                widgets.HBox([self.goods, self.band], layout=wrap),
                self.says,
                widgets.HBox([form, self.card], layout=wrap),
                self.notes,
                self.evidence,
                self.why,
                self.picture,
            ]
        )
        for control in (self.goods, self.band):
            control.observe(self._group_changed, names="value")
        for control in (self.name, self.trait, *self.fields.values()):
            control.observe(self._card_changed, names="value")
        self.evidence.observe(self._evidence_changed, names="value")
        self._show_all()

    def _make_controls(self) -> None:
        model = self.model

        def choice(what: str, options: list[str], value: str) -> widgets.Dropdown:
            return widgets.Dropdown(
                options=options, value=value, description=what, style=STYLE, layout=WIDTH
            )

        def typed(what: str, example: str) -> widgets.Text:
            return widgets.Text(
                description=what,
                placeholder=example,
                continuous_update=False,
                style=STYLE,
                layout=WIDTH,
            )

        self.goods = choice("最常买", [ALL, *model.goods_names], model.goods)
        self.band = choice("年龄段", [ALL, *BANDS], model.band)
        self.name = typed("化名", "不用真名")
        self.trait = typed("再写一个", "特征，比如 爱养生")
        self.fields: dict[str, Any] = {
            field.name: typed(field.name, f"写数，单位是{field.unit}，按回车")
            if field.is_number
            else choice(field.name, [UNCHOSEN, *model.words(field.name)], UNCHOSEN)
            for field in FIELDS
        }
        self.evidence = choice("看依据", list(NAMES), NAMES[0])

    def filled(self) -> dict[str, str]:
        """The fields as they stand; an unchosen one is blank."""
        values = {name: str(control.value) for name, control in self.fields.items()}
        return {name: "" if value == UNCHOSEN else value for name, value in values.items()}

    def _group_changed(self, _: dict[str, Any]) -> None:
        try:
            self.model = self.model.change(goods=self.goods.value, band=self.band.value)
        except CourseError as error:
            self.says.value = warning(str(error))
            return
        self._show_all()

    def _card_changed(self, change: dict[str, Any]) -> None:
        # The evidence follows the field that one is filling; it is drawn once, by _show_all.
        name = next((name for name, one in self.fields.items() if one is change["owner"]), None)
        if name is not None:
            self._following = True
            self.evidence.value = name
            self._following = False
        self._show_all(name is not None)

    def _evidence_changed(self, _: dict[str, Any]) -> None:
        if not self._following:
            self._show_evidence()

    def _show_all(self, redraw: bool = True) -> None:
        card = self.model.run(self.filled(), self.name.value, self.trait.value)
        self.says.value = line(card.headline, bold=True)
        self.card.value = card.to_html()
        self.notes.value = listing(_sentences(card))
        if redraw:
            self._show_evidence()

    def _show_evidence(self) -> None:
        name = self.evidence.value
        value = self.filled()[name]
        try:
            self.model.plot(name, value, self.axes)
            # A number's place is told without giving away the median; words are in the chart.
            told = value and isinstance(self.fields[name], widgets.Text)
            self.why.value = line(self.model.why(name, value)) if told else ""
        except CourseError as error:
            self.why.value = warning(str(error))
            self.model.plot(name, None, self.axes)
        target = io.BytesIO()
        self.canvas.print_png(target, pil_kwargs={"compress_level": 1})
        self.picture.value = target.getvalue()


def _sentences(card: Card) -> list[str]:
    """What to mend, field by field, then the notes."""
    wrong = [f"{one.field}：{one.says}" for one in card.marks if one.shown and one.state != RIGHT]
    return [*wrong, *card.notes]
