"""Wrong answers to the exercises of chapter 1."""

WRONG = {
    1: {
        "no biases": (
            "one each: W_xh, W_hh, b_h, W_hy, b_y",
            """
def answer(inputs, hidden, classes):
    return hidden * inputs + hidden * hidden + classes * hidden""",
        ),
        "two biases, as in torch.nn": (
            "one each: W_xh, W_hh, b_h, W_hy, b_y",
            """
def answer(inputs, hidden, classes):
    return hidden * (inputs + hidden + 2) + classes * (hidden + 1)""",
        ),
        "only the cell": (
            "one each: W_xh, W_hh, b_h, W_hy, b_y",
            """
def answer(inputs, hidden, classes):
    return hidden * (inputs + hidden + 1)""",
        ),
        "the output has a bias for each unit": (
            "each class has its own W_hy and b_y",
            """
def answer(inputs, hidden, classes):
    return hidden * (inputs + hidden + 1) + classes * hidden + hidden""",
        ),
        "each unit hears only itself": (
            "W_hh: each unit hears every unit",
            """
def answer(inputs, hidden, classes):
    return hidden * inputs + hidden + hidden + classes * hidden + classes""",
        ),
        "each unit hears one input": (
            "W_xh: each unit hears every input",
            """
def answer(inputs, hidden, classes):
    return hidden * (1 + hidden + 1) + classes * (hidden + 1)""",
        ),
    },
    2: {
        "forwards": (
            "in the rain one dish back",
            """
def answer(dish, sky):
    if sky == RAINY:
        return (dish + 1) % 3
    return 0 if dish == 2 else dish""",
        ),
        "no exception": (
            "chicken in the sun: apple pie",
            """
def answer(dish, sky):
    return (dish - 1) % 3 if sky == RAINY else dish""",
        ),
        "sun and rain exchanged": (
            "in the sun he repeats the dish",
            """
def answer(dish, sky):
    if sky == SUNNY:
        return (dish - 1) % 3
    return 0 if dish == 2 else dish""",
        ),
        "before the first dish comes none": (
            "the dish before apple pie is chicken",
            """
def answer(dish, sky):
    if sky == RAINY:
        return dish - 1
    return 0 if dish == 2 else dish""",
        ),
        "the exception in any weather": (
            "chicken in the rain: one dish back",
            """
def answer(dish, sky):
    if dish == 2:
        return 0
    return (dish - 1) % 3 if sky == RAINY else dish""",
        ),
    },
    3: {
        "transposed": (
            "one day: each class's `wrong` times h",
            """
def answer(h, wrong):
    return h.T @ wrong, wrong.sum(dim=0)""",
        ),
        "the bias for each day": (
            "one day: each class's `wrong` times h",
            """
def answer(h, wrong):
    return wrong.T @ h, wrong""",
        ),
        "the other sign": (
            "one day: each class's `wrong` times h",
            """
def answer(h, wrong):
    return -wrong.T @ h, -wrong.sum(dim=0)""",
        ),
        "divided by the days again": (
            "`wrong` is divided by their number",
            """
def answer(h, wrong):
    return wrong.T @ h / len(h), wrong.mean(dim=0)""",
        ),
        "only the last day": (
            "add up all days",
            """
def answer(h, wrong):
    return torch.outer(wrong[-1], h[-1]), wrong[-1]""",
        ),
    },
    4: {
        "a logarithm, rounded up": (
            "equal is not below",
            """
import math
def answer(sigma, share):
    return math.ceil(math.log(share) / math.log(sigma))""",
        ),
        "a logarithm, rounded down": (
            "after 1 day 0.5 is left, after 2 days 0.25",
            """
import math
def answer(sigma, share):
    return math.floor(math.log(share) / math.log(sigma))""",
        ),
        "a logarithm, not rounded": (
            "after 1 day 0.5 is left, after 2 days 0.25",
            """
import math
def answer(sigma, share):
    return math.log(share) / math.log(sigma)""",
        ),
        "at most instead of below": (
            "equal is not below",
            """
def answer(sigma, share):
    k = 0
    while sigma**k > share:
        k += 1
    return k""",
        ),
        "the last day above": (
            "after 1 day 0.5 is left",
            """
def answer(sigma, share):
    k = 0
    while sigma ** (k + 1) >= share:
        k += 1
    return k""",
        ),
        "a straight line": (
            "after 1 day 0.5 is left",
            """
def answer(sigma, share):
    return round((1 - share) / (1 - sigma))""",
        ),
    },
    5: {
        "another start": (
            "keep std=1.0",
            """
def answer():
    return {"std": 0.25, "clip": 0.3}""",
        ),
        "too many steps": (
            "at most 2,000 steps",
            """
def answer():
    return {"steps": 20_000, "clip": 0.3}""",
        ),
        "the recipe of the chapter": (
            "a clip of 1 or 0.1 is known",
            """
def answer():
    return {"steps": 2000}""",
        ),
        "clipped as little as not at all": (
            "with seed 0; what explodes?",
            """
def answer():
    return {"steps": 2000, "clip": 10.0}""",
        ),
    },
    6: {
        "sun and rain exchanged": (
            "sun: the dish stays",
            """
def answer(cell):
    w = wire_three_solution(cell)
    cell.W_xh.copy_(cell.W_xh.flip(1))
    return w""",
        ),
        "the same threshold for all": (
            "sun: it stays there",
            """
def answer(cell):
    w = torch.tensor([0.5, 0.5, -1.0])
    cell.W_hh.copy_(10 * w.expand(3, 3))
    cell.W_xh[:, SUNNY], cell.W_xh[:, RAINY] = -5.0, 5.0
    return w""",
        ),
        "no way back to apple pie": (
            "after chicken comes apple pie again",
            """
def answer(cell):
    w = wire_three_solution(cell)
    cell.b_h[2] = -100.0
    return w""",
        ),
        "no past": (
            "sun: it stays there",
            """
def answer(cell):
    w = wire_three_solution(cell)
    cell.W_hh.zero_()
    return w""",
        ),
        "not steep enough": (
            "sun: the dish stays",
            """
def answer(cell):
    w = wire_three_solution(cell)
    cell.W_hh *= 0.1
    cell.W_xh *= 0.1
    return w""",
        ),
    },
}
