"""Right answers to the exercises of chapter 1, unlike the book's."""

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
