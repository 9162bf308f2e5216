"""The picture of the walkthrough on a page: where its arrows lead."""

from itertools import pairwise

import pytest

from tests.widgets.test_walkthrough import FORMULAS, walkthrough
from utils.widgets.pronouncer_formula import AT_FIRST, BACKWARD

# Boxes, pills and circles with their bounds; wires with corners and the lines they belong to.
DRAWN = """() => {
    const all = (selector) => [...document.querySelectorAll(`svg ${selector}`)];
    return {
        nodes: all(":is(.bw-box, .bw-pill, .bw-circle)").map((node) => {
            const { x, y, width, height } = node.querySelector(".frame").getBBox();
            const name = node.matches(".bw-box") ? node.dataset.symbol : null;
            const pill = node.matches(".bw-pill");
            return { name, pill, bounds: [x, y, x + width, y + height] };
        }),
        wires: all(".bw-wire").map((wire) => {
            const d = wire.querySelector("path:not(.gap, .tip)").getAttribute("d");
            const points = [...d.matchAll(/[MQ]([^MLQz ]+)|L([^MLQz]+)$/g)]
                .map(([, one, last]) => (one ?? last).split(",").map(Number));
            const tip = wire.querySelector("path.tip")?.getAttribute("d");
            if (tip) points[points.length - 1] = tip.match(/[\\d.]+/g).slice(0, 2).map(Number);
            const lines = wire.dataset.line.split(",").map(Number);
            return { points, tip: Boolean(tip), lines };
        }),
    };
}"""


GAP = 3  # between what touches


def near(bounds, point):
    left, top, right, bottom = bounds
    x, y = point
    return left - GAP <= x <= right + GAP and top - GAP <= y <= bottom + GAP


def along(wire, point):
    """Whether a wire passes through a point, or ends there; not if it begins there."""
    spans = [[*map(min, a, b), *map(max, a, b)] for a, b in pairwise(wire["points"])]
    return wire["points"][0] != point and any(near(span, point) for span in spans)


class Picture:
    """What leads to what."""

    def __init__(self, nodes, wires):
        self.nodes, self.wires = nodes, wires

    def at(self, point):
        return [node for node in self.nodes if near(node["bounds"], point)]

    def into(self, node):
        """The wires whose tips touch a node, or the pill that hangs at a box."""
        hang = (each for each in self.nodes if each["pill"] and node["name"])
        hung = [each for each in hang if near(node["bounds"], each["bounds"][:2])]
        tips = (wire for wire in self.wires if wire["tip"])
        touched = [each["bounds"] for each in (node, *hung)]
        return [w for w in tips if any(near(bounds, w["points"][-1]) for bounds in touched)]

    def sources(self, node, named):
        """The boxes of these symbols from which wires lead to a node, through no other."""
        found, wires, seen = set(), self.into(node), []
        while wires:
            wire = wires.pop()
            if wire in seen:
                continue
            seen.append(wire)
            begins = self.at(wire["points"][0])
            for other in self.wires:
                if begins or not along(other, wire["points"][0]):
                    continue
                # What leads from a sum to a box carries the numbers of the box.
                ends = [each for each in self.at(other["points"][-1]) if each["name"] in named]
                if ends and not any(each["name"] for each in self.at(other["points"][0])):
                    begins += ends
                else:
                    wires.append(other)
            for each in begins:
                if each["name"] in named:
                    found.add(each["name"])
                else:
                    wires += self.into(each)
        return found


@pytest.mark.parametrize("kind", FORMULAS)
def test_arrows_lead_to_a_symbol_from_those_in_its_line(show, kind):
    page = show(walkthrough(kind))
    picture = Picture(**page.evaluate(DRAWN))
    boxes = {node["name"]: node for node in picture.nodes if node["name"]}
    names = "(all) => all.map((one) => one.getAttribute('data-symbol'))"
    rows = page.locator(".bw-formula").all()
    symbols = [row.locator("math [data-symbol]").evaluate_all(names) for row in rows]
    named = set().union(*symbols) & set(boxes)
    for line, (result, *used) in enumerate(symbols, 1):
        used = [BACKWARD if one == AT_FIRST else one for one in used]  # a column of it
        assert picture.sources(boxes[result], named) == set(used) & set(boxes), result
        assert all(line in wire["lines"] for wire in picture.into(boxes[result]))
