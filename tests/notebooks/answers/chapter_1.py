NOTEBOOK = "01_rnn"
CELLS = ["imports", "parameters", "wire", "recipe"]
BESIDE = """
def follow(cell, cooks, x):
    raise NotImplementedError

model64 = Tagger(RNNCell(2, HIDDEN), classes=3).double()
x, y = roommate.with_weather(batch=1, days=50, seed=0)
nn.functional.cross_entropy(model64(x.double())[0], y[0]).backward()
"""
AFTER = "WIDE = WIDE[:1]  # one seed, to be faster"

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

RIGHT = {
    1: {
        "a loop over the layers": """
def answer(inputs, hidden, classes):
    total = 0
    for rows, columns in (hidden, inputs), (hidden, hidden), (classes, hidden):
        for _ in range(rows):
            total += columns
    return total + hidden + classes""",
        "NumPy": """
import numpy as np
def answer(inputs, hidden, classes):
    return np.sum([hidden * (inputs + hidden + 1), classes * (hidden + 1)])""",
        "as a float": """
def answer(inputs, hidden, classes):
    return torch.tensor(float(hidden * (inputs + hidden + 1) + classes * (hidden + 1)))""",
    },
    2: {
        "a table": """
def answer(dish, sky):
    return {SUNNY: [0, 1, 0], RAINY: [2, 0, 1]}[sky][dish]""",
        "a tensor": """
def answer(dish, sky):
    return torch.tensor([[0, 2], [1, 0], [0, 1]])[dish, sky]""",
    },
    3: {
        "day by day": """
def answer(h, wrong):
    W, b = torch.zeros(wrong.shape[1], h.shape[1]).to(h), torch.zeros(wrong.shape[1]).to(h)
    for h_t, wrong_t in zip(h, wrong):
        W += torch.outer(wrong_t, h_t)
        b += wrong_t
    return W, b""",
        "NumPy": """
import numpy as np
def answer(h, wrong):
    return np.einsum("tc,th->ch", wrong, h), wrong.numpy().sum(axis=0)""",
        "in place": """
def answer(h, wrong):
    W = wrong.T @ h
    return [W, wrong.cumsum_(0)[-1]]""",
    },
    4: {
        "a logarithm": """
import math
def answer(sigma, share):
    return math.floor(math.log(share) / math.log(sigma)) + 1""",
        "NumPy": """
import numpy as np
def answer(sigma, share):
    return np.argmax(sigma ** np.arange(1000) < share)""",
        "in tensors": """
def answer(sigma, share):
    left = torch.full((1000,), sigma, dtype=torch.float64).cumprod(0)
    return (left >= share).sum() + 1""",
    },
    5: {
        "another truncation": """
def answer():
    return {"steps": 2000, "truncate": 3, "clip": 0.2}""",
        "shorter still": """
def answer():
    return dict(steps=1500, truncate=2, clip=0.3)""",
    },
    6: {
        "the units in another order, unit by unit": """
def answer(cell):
    w = [-1.0, 0.5, 0.5]
    for unit, threshold in enumerate([25.0, 5.0, 15.0]):
        for other in range(3):
            cell.W_hh[unit, other] = 10 * w[other]
        cell.W_xh[unit, 0] = -threshold
        cell.W_xh[unit, 1] = 10 - threshold
    return w""",
        "with a bias, steeper": """
def answer(cell):
    w = torch.tensor([0.5, 0.5, -1.0])
    cell.W_hh.copy_(torch.outer(torch.full((3,), 20.0), w))
    cell.b_h.copy_(-torch.tensor([10.0, 30.0, 50.0]))
    cell.W_xh[:, RAINY] = 20
    return w""",
    },
}
