"""Wrong answers to the exercises of chapter 2."""

WRONG = {
    1: {
        "three boxes": (
            "four boxes with one W, one U and one b each",
            """
def answer(inputs, hidden):
    return 3 * hidden * (inputs + hidden + 1)""",
        ),
        "two biases, as in torch.nn": (
            "four boxes with one W, one U and one b each",
            """
def answer(inputs, hidden):
    return 4 * hidden * (inputs + hidden + 2)""",
        ),
        "no biases": (
            "four boxes with one W, one U and one b each",
            """
def answer(inputs, hidden):
    return 4 * hidden * (inputs + hidden)""",
        ),
        "U as large as W": (
            "U: each unit hears every unit",
            """
def answer(inputs, hidden):
    return 4 * hidden * (inputs + inputs + 1)""",
        ),
        "one input": (
            "W: each unit hears every input",
            """
def answer(inputs, hidden):
    return 4 * hidden * (1 + hidden + 1)""",
        ),
    },
    2: {
        "the gate instead of its bias": (
            "b_f is not f",
            """
def answer(days):
    return 0.5 ** (1 / days)""",
        ),
        "the logarithm of the gate": (
            "one day: f is a half, and b_f is not f",
            """
import math
def answer(days):
    return math.log(0.5 ** (1 / days))""",
        ),
        "the other sign": (
            "two days: f * f is a half",
            """
import math
def answer(days):
    f = 0.5 ** (1 / days)
    return math.log((1 - f) / f)""",
        ),
        "a straight line": (
            "two days: f * f is a half, so f is a root",
            """
import math
def answer(days):
    f = 1 - 0.5 / days
    return math.log(f / (1 - f))""",
        ),
        "the start that the literature gives": (
            "two days: f * f is a half",
            """
import math
def answer(days):
    return math.log(days)""",
        ),
        "a half to the power of the days": (
            "two days: f * f is a half",
            """
import math
def answer(days):
    f = 0.5 ** days
    return math.log(f / (1 - f))""",
        ),
    },
    3: {
        "it forgets": (
            "what was counted stays: f is 1",
            """
def answer(cell):
    cell.W_i.copy_(torch.tensor([[-20.0, 20.0]]))
    cell.b_c.fill_(20)""",
        ),
        "it counts every day": (
            "sun adds nothing: i is 0",
            """
def answer(cell):
    cell.b_f.fill_(20)
    cell.b_i.fill_(20)
    cell.b_c.fill_(20)""",
        ),
        "sun and rain exchanged": (
            "rain adds 1: i and the candidate are 1",
            """
def answer(cell):
    cell.b_f.fill_(20)
    cell.W_i.copy_(torch.tensor([[20.0, -20.0]]))
    cell.b_c.fill_(20)""",
        ),
        "half open in the sun": (
            "sun adds nothing: i is 0",
            """
def answer(cell):
    cell.b_f.fill_(20)
    cell.W_i.copy_(torch.tensor([[0.0, 20.0]]))
    cell.b_c.fill_(20)""",
        ),
        "the candidate is not 1": (
            "rain adds 1: i and the candidate are 1",
            """
def answer(cell):
    cell.b_f.fill_(20)
    cell.W_i.copy_(torch.tensor([[-20.0, 20.0]]))
    cell.b_c.fill_(1)""",
        ),
        "it leaks a little": (
            "a little is lost every day: larger weights",
            """
def answer(cell):
    cell.b_f.fill_(6)
    cell.W_i.copy_(torch.tensor([[-20.0, 20.0]]))
    cell.b_c.fill_(20)""",
        ),
    },
    4: {
        "the gates exchanged": (
            "f = 0: c is c_tilde",
            """
def answer(cell, x, h, c):
    step = cell.step(x, (h, c))
    c = (1 - step.f) * c + step.f * step.c_tilde
    return step.o * torch.tanh(c), c""",
        ),
        "its own input gate": (
            "f = 0: c is c_tilde",
            """
def answer(cell, x, h, c):
    step = cell.step(x, (h, c))
    return step.h, step.c""",
        ),
        "the states exchanged": (
            "c is c_tilde; then h = o * tanh(c)",
            """
def answer(cell, x, h, c):
    h, c = coupled_step_solution(cell, x, h, c)
    return c, h""",
        ),
        "no tanh on the way out": (
            "then h = o * tanh(c)",
            """
def answer(cell, x, h, c):
    h, c = coupled_step_solution(cell, x, h, c)
    return cell.step(x, (h, c)).o * c, c""",
        ),
        "no output gate": (
            "then h = o * tanh(c)",
            """
def answer(cell, x, h, c):
    h, c = coupled_step_solution(cell, x, h, c)
    return torch.tanh(c), c""",
        ),
        "nothing is let in": (
            "f = 0: c is c_tilde",
            """
def answer(cell, x, h, c):
    step = cell.step(x, (h, c))
    c = step.f * c
    return step.o * torch.tanh(c), c""",
        ),
        "one gate for all units": (
            "f of the old, 1 - f of the new",
            """
def answer(cell, x, h, c):
    step = cell.step(x, (h, c))
    f = step.f.mean(dim=1, keepdim=True)
    c = f * c + (1 - f) * step.c_tilde
    return step.o * torch.tanh(c), c""",
        ),
    },
    5: {
        "all days at once": (
            "not with seed 0; are the jumps too wide?",
            """
def answer():
    return [20]""",
        ),
        "too wide a jump": (
            "not with seed 0; are the jumps too wide?",
            """
def answer():
    return [10, 20]""",
        ),
        "too many lengths": (
            "at most six lengths",
            """
def answer():
    return [2, 4, 6, 9, 12, 16, 20]""",
        ),
        "the longest first": (
            "the last of them 20",
            """
def answer():
    return [20, 12, 8, 5]""",
        ),
    },
}
