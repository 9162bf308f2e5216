NOTEBOOK = "02_lstm"
CELLS = ["imports"]
BESIDE = ""
AFTER = "TAUGHT = TAUGHT[:1]  # one seed, to be faster"

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

RIGHT = {
    1: {
        "a loop over the boxes": """
def answer(inputs, hidden):
    total = 0
    for box in "fico":
        total += hidden * inputs + hidden * hidden + hidden
    return total""",
        "counted by torch": """
def answer(inputs, hidden):
    return sum(w.numel() for w in LSTMCell(inputs, hidden).parameters())""",
        "NumPy": """
def answer(inputs, hidden):
    return np.prod([4, hidden, inputs + hidden + 1])""",
    },
    2: {
        "a formula": """
import math
def answer(days):
    return -math.log(2 ** (1 / days) - 1)""",
        "NumPy": """
def answer(days):
    f = np.exp(np.log(0.5) / days)
    return np.log(f) - np.log1p(-f)""",
        "a search": """
def answer(days):
    low, high = -1.0, 50.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        kept = torch.tensor(middle).double().sigmoid() ** days
        low, high = (middle, high) if kept < 0.5 else (low, middle)
    return torch.tensor(low)""",
    },
    3: {
        "the candidate looks, too": """
def answer(cell):
    cell.b_f += 30
    cell.W_i.copy_(torch.tensor([[-30.0, 30.0]]))
    cell.W_c.copy_(torch.tensor([[0.0, 30.0]]))""",
        "element by element": """
def answer(cell):
    cell.b_f[0] = 25
    cell.b_i[0] = -25
    cell.W_i[0, 1] = 50
    cell.b_c[0] = 25""",
        "only the candidate looks": """
def answer(cell):
    cell.b_f.fill_(20)
    cell.b_i.fill_(20)
    cell.W_c[0, 1] = 20""",
    },
    4: {
        "unit by unit": """
def answer(cell, x, h, c):
    h_new, c_new = torch.empty_like(h), torch.empty_like(c)
    for n in range(h.shape[1]):
        box = lambda k: (
            x @ getattr(cell, f"W_{k}")[n] + h @ getattr(cell, f"U_{k}")[n]
            + getattr(cell, f"b_{k}")[n]
        )
        f = box("f").sigmoid()
        c_new[:, n] = f * c[:, n] + (1 - f) * box("c").tanh()
        h_new[:, n] = box("o").sigmoid() * c_new[:, n].tanh()
    return h_new, c_new""",
        "by lerp, in place": """
def answer(cell, x, h, c):
    step = cell.step(x, (h, c))
    with torch.no_grad():
        c.copy_(torch.lerp(step.c_tilde, c, step.f))
    return [step.o * c.tanh(), c]""",
        "float64": """
def answer(cell, x, h, c):
    return coupled_step_solution(cell.double(), x.double(), h.double(), c.double())""",
    },
    5: {
        "six lengths": """
def answer():
    return [2, 4, 8, 12, 16, 20]""",
        "a tuple": """
def answer():
    return 4, 6, 9, 13, 20""",
    },
}
