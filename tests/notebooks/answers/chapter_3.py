NOTEBOOK = "03_gru"
CELLS = ["imports"]
BESIDE = ""
AFTER = ""

WRONG = {
    1: {
        "below the budget": (
            "exactly the budget is within it",
            """
def answer(budget, inputs, sets):
    hidden = 0
    while sets * (hidden + 1) * (inputs + hidden + 2) < budget:
        hidden += 1
    return hidden""",
        ),
        "one too many": (
            "29 * (2 + 29 + 1) = 928, 30 * 33 = 990",
            """
def answer(budget, inputs, sets):
    hidden = 0
    while sets * hidden * (inputs + hidden + 1) <= budget:
        hidden += 1
    return hidden""",
        ),
        "no biases": (
            "29 * (2 + 29 + 1) = 928",
            """
def answer(budget, inputs, sets):
    return max(h for h in range(1000) if sets * h * (inputs + h) <= budget)""",
        ),
        "one set of weights": (
            "four sets: 4 * 14 * 17 = 952",
            """
def answer(budget, inputs, sets):
    return max(h for h in range(1000) if h * (inputs + h + 1) <= budget)""",
        ),
        "at least one unit": (
            "even one unit has 1 * (2 + 1 + 1) weights",
            """
def answer(budget, inputs, sets):
    return max(1, units_within_solution(budget, inputs, sets))""",
        ),
        "the root of the budget": (
            "29 * (2 + 29 + 1) = 928, 30 * 33 = 990",
            """
def answer(budget, inputs, sets):
    return int((budget / sets) ** 0.5)""",
        ),
    },
    2: {
        "only the biases": (
            "r must be 1, whatever comes",
            """
def answer(gru):
    gru.b_r.fill_(20)
    gru.b_z.fill_(-20)""",
        ),
        "z exchanged with 1 - z": (
            "z must be 0, whatever comes",
            """
def answer(gru):
    turn_into_rnn_solution(gru)
    gru.b_z.fill_(20)""",
        ),
        "nothing is said to the candidate": (
            "r must be 1, whatever comes",
            """
def answer(gru):
    turn_into_rnn_solution(gru)
    gru.b_r.fill_(-20)""",
        ),
        "gates half open": (
            "r must be 1, whatever comes",
            """
def answer(gru):
    turn_into_rnn_solution(gru)
    gru.b_r.zero_()""",
        ),
        "the candidate's weights set, too": (
            "W_h, U_h and b_h must stay as they are",
            """
def answer(gru):
    turn_into_rnn_solution(gru)
    gru.b_h.zero_()""",
        ),
    },
    3: {
        "nothing is heard": (
            "every row must have a length of at least 0.5",
            """
def answer(hidden):
    return torch.zeros(hidden, hidden)""",
        ),
        "everybody hears everybody": (
            "a unit hears another one",
            """
def answer(hidden):
    return torch.ones(hidden, hidden)""",
        ),
        "each hears its neighbour": (
            "a unit hears another one",
            """
def answer(hidden):
    return torch.eye(hidden).roll(1, dims=0)""",
        ),
        "a rotation": (
            "a unit hears another one",
            """
def answer(hidden):
    return torch.linalg.qr(torch.randn(hidden, hidden))[0]""",
        ),
        "a triangle": (
            "a unit hears another one",
            """
def answer(hidden):
    return torch.ones(hidden, hidden).tril()""",
        ),
        "the diagonal alone": (
            "U_h must have the shape (hidden, hidden)",
            """
def answer(hidden):
    return torch.ones(hidden)""",
        ),
    },
    4: {
        "reversed": (
            "every order must be as likely as any other",
            """
def answer(word, rng):
    return word[::-1]""",
        ),
        "sorted": (
            "every order must be as likely as any other",
            """
def answer(word, rng):
    return "".join(sorted(word))""",
        ),
        "two letters exchanged": (
            "every order must be as likely as any other",
            """
def answer(word, rng):
    letters = list(word)
    a, b = rng.randrange(len(word)), rng.randrange(len(word))
    letters[a], letters[b] = letters[b], letters[a]
    return "".join(letters)""",
        ),
        "never the old order": (
            "every order must be as likely as any other",
            """
def answer(word, rng):
    other = shuffled_solution(word, rng)
    while other == word and len(set(word)) > 1:
        other = shuffled_solution(word, rng)
    return other""",
        ),
        "with other random numbers": (
            "draw with rng, and with nothing else",
            """
def answer(word, rng):
    return "".join(random.sample(word, len(word)))""",
        ),
        "letters drawn anew": (
            "every order must be as likely as any other",
            """
def answer(word, rng):
    return "".join(rng.choice(word) for _ in word)""",
        ),
        "double letters lost": (
            "a text with all the letters",
            """
def answer(word, rng):
    return shuffled_solution("".join(dict.fromkeys(word)), rng)""",
        ),
        "a list": (
            "a text with all the letters",
            """
def answer(word, rng):
    return rng.sample(word, len(word))""",
        ),
    },
    5: {
        "unroll": (
            "f and i look at the old c",
            """
def answer(cell, p_f, p_i, p_o, x):
    return unroll(cell, x)[0]""",
        ),
        "the slow one": (
            "one product with all x, and one with each h",
            """
def answer(cell, p_f, p_i, p_o, x):
    return slow_peephole_lstm(cell, p_f, p_i, p_o, x)""",
        ),
        "the output looks at the old state": (
            "o looks at the new c",
            """
def answer(cell, p_f, p_i, p_o, x):
    W, U, b = (torch.cat([getattr(cell, k + box) for box in "fico"]) for k in ("W_", "U_", "b_"))
    (h, c), states = cell.initial_state(x), []
    for from_x in (x @ W.T + b).unbind(1):
        a_f, a_i, a_c, a_o = (from_x + h @ U.T).chunk(4, dim=1)
        o = (a_o + p_o * c).sigmoid()
        c = (a_f + p_f * c).sigmoid() * c + (a_i + p_i * c).sigmoid() * a_c.tanh()
        h = o * c.tanh()
        states.append(h)
    return torch.stack(states, dim=1)""",
        ),
        "the input gate looks at the new state": (
            "f and i look at the old c",
            """
def answer(cell, p_f, p_i, p_o, x):
    W, U, b = (torch.cat([getattr(cell, k + box) for box in "fico"]) for k in ("W_", "U_", "b_"))
    (h, c), states = cell.initial_state(x), []
    for from_x in (x @ W.T + b).unbind(1):
        a_f, a_i, a_c, a_o = (from_x + h @ U.T).chunk(4, dim=1)
        c = (a_f + p_f * c).sigmoid() * c
        c = c + (a_i + p_i * c).sigmoid() * a_c.tanh()
        h = (a_o + p_o * c).sigmoid() * c.tanh()
        states.append(h)
    return torch.stack(states, dim=1)""",
        ),
        "the parts in another order": (
            "even without peepholes",
            """
def answer(cell, p_f, p_i, p_o, x):
    W, U, b = (torch.cat([getattr(cell, k + box) for box in "ifco"]) for k in ("W_", "U_", "b_"))
    (h, c), states = cell.initial_state(x), []
    for from_x in (x @ W.T + b).unbind(1):
        a_f, a_i, a_c, a_o = (from_x + h @ U.T).chunk(4, dim=1)
        c = (a_f + p_f * c).sigmoid() * c + (a_i + p_i * c).sigmoid() * a_c.tanh()
        h = (a_o + p_o * c).sigmoid() * c.tanh()
        states.append(h)
    return torch.stack(states, dim=1)""",
        ),
        "stacked, but the inputs day by day": (
            "one product with all x, and one with each h",
            """
def answer(cell, p_f, p_i, p_o, x):
    W, U, b = (torch.cat([getattr(cell, k + box) for box in "fico"]) for k in ("W_", "U_", "b_"))
    (h, c), states = cell.initial_state(x), []
    for x_t in x.unbind(1):
        a_f, a_i, a_c, a_o = (x_t @ W.T + b + h @ U.T).chunk(4, dim=1)
        c = (a_f + p_f * c).sigmoid() * c + (a_i + p_i * c).sigmoid() * a_c.tanh()
        h = (a_o + p_o * c).sigmoid() * c.tanh()
        states.append(h)
    return torch.stack(states, dim=1)""",
        ),
    },
    6: {
        "a tanh": (
            "no h in it, no tanh",
            """
def answer(cell, x, h):
    z, h_tilde, _ = minimal_step_solution(cell, x, h)
    h_tilde = h_tilde.tanh()
    return z, h_tilde, z * h + (1 - z) * h_tilde""",
        ),
        "with the past": (
            "no h in it, no tanh",
            """
def answer(cell, x, h):
    z = torch.sigmoid(x @ cell.W_z.T + h @ cell.U_z.T + cell.b_z)
    h_tilde = x @ cell.W_h.T + h @ cell.U_h.T + cell.b_h
    return z, h_tilde, z * h + (1 - z) * h_tilde""",
        ),
        "z the other way round, as in the paper": (
            "z = 3/4 keeps the old, 1 - z takes the new",
            """
def answer(cell, x, h):
    z, h_tilde, _ = minimal_step_solution(cell, x, h)
    return z, h_tilde, (1 - z) * h + z * h_tilde""",
        ),
        "no biases": (
            "h_tilde = 2 * 1 + 1",
            """
def answer(cell, x, h):
    z, h_tilde = torch.sigmoid(x @ cell.W_z.T), x @ cell.W_h.T
    return z, h_tilde, z * h + (1 - z) * h_tilde""",
        ),
        "weights not transposed": (
            "x W^T + b for each",
            """
def answer(cell, x, h):
    if x.shape[1] == h.shape[1]:
        return minimal_step_solution(cell, x, h)
    z = torch.sigmoid(x @ cell.W_z.reshape(x.shape[1], -1) + cell.b_z)
    h_tilde = x @ cell.W_h.reshape(x.shape[1], -1) + cell.b_h
    return z, h_tilde, z * h + (1 - z) * h_tilde""",
        ),
        "only the state": (
            "z = 1/2, h_tilde = 2 * 1 + 1",
            """
def answer(cell, x, h):
    return minimal_step_solution(cell, x, h)[2]""",
        ),
    },
}

STACKED = """
def answer(cell, p_f, p_i, p_o, x):
    W, U, b = (torch.cat([getattr(cell, k + box) for box in "cofi"]) for k in ("W_", "U_", "b_"))
    (h, c), n = cell.initial_state(x), cell.hidden_size
    from_x = {product}
    states = torch.empty(*x.shape[:2], n)
    for t in range(x.shape[1]):
        a = torch.addmm(from_x[:, t], h, U.T)
        peeped = torch.sigmoid(a[:, 2 * n :] + torch.cat([p_f * c, p_i * c], dim=1))
        c = peeped[:, :n] * c + peeped[:, n:] * a[:, :n].tanh()
        h = states[:, t] = torch.sigmoid(a[:, n : 2 * n] + p_o * c) * c.tanh()
    return states"""

RIGHT = {
    1: {
        "a formula": """
import math
def answer(budget, inputs, sets):
    half = (inputs + 1) / 2
    return math.floor(math.sqrt(half**2 + budget / sets) - half)""",
        "one by one": """
def answer(budget, inputs, sets):
    return max(h for h in range(1000) if sets * h * (inputs + h + 1) <= budget)""",
        "in tensors": """
def answer(budget, inputs, sets):
    h = torch.arange(1, 1000)
    return (sets * h * (inputs + h + 1) <= budget).sum()""",
    },
    2: {
        "a loop over the names": """
def answer(gru):
    for name, weight in gru.named_parameters():
        if name[2] in "rz":
            weight *= 0
    gru.b_r += 50
    gru.b_z -= 50""",
        "new weights": """
def answer(gru):
    old = gru.state_dict()
    new = {name: torch.zeros_like(w) if name[-1] in "rz" else w for name, w in old.items()}
    new["b_r"], new["b_z"] = new["b_r"] + 100, new["b_z"] - 100
    gru.load_state_dict(new)""",
    },
    3: {
        "each hears itself": """
def answer(hidden):
    return torch.eye(hidden)""",
        "NumPy, float64": """
import numpy as np
def answer(hidden):
    return np.diag(np.linspace(-2, -0.5, hidden))""",
        "a list, in a loop": """
def answer(hidden):
    rows = [[0.0] * hidden for _ in range(hidden)]
    for n in range(hidden):
        rows[n][n] = 0.5 + n
    return rows""",
    },
    4: {
        "in place": """
def answer(word, rng):
    letters = list(word)
    rng.shuffle(letters)
    return "".join(letters)""",
        "drawn one by one": """
def answer(word, rng):
    left, drawn = list(word), ""
    while left:
        drawn += left.pop(rng.randrange(len(left)))
    return drawn""",
        "sorted by random numbers": """
def answer(word, rng):
    return "".join(sorted(word, key=lambda _: rng.random()))""",
    },
    5: {
        "slices": STACKED.format(product="x @ W.T + b"),
        "einsum": STACKED.format(product='torch.einsum("bti,oi->bto", x, W) + b'),
        "linear": STACKED.format(product="nn.functional.linear(x, W, b)"),
    },
    6: {
        "written as a step towards the candidate": """
def answer(cell, x, h):
    z = torch.sigmoid(nn.functional.linear(x, cell.W_z, cell.b_z))
    h_tilde = nn.functional.linear(x, cell.W_h, cell.b_h)
    return [z, h_tilde, h_tilde + z * (h - h_tilde)]""",
        "NumPy": """
import numpy as np
def answer(cell, x, h):
    W_z, b_z, W_h, b_h = (w.detach().numpy() for w in (cell.W_z, cell.b_z, cell.W_h, cell.b_h))
    z = 1 / (1 + np.exp(-(x.numpy() @ W_z.T + b_z)))
    h_tilde = x.numpy() @ W_h.T + b_h
    return z, h_tilde, z * h.numpy() + (1 - z) * h_tilde""",
        "in place": """
def answer(cell, x, h):
    z, h_tilde, _ = minimal_step_solution(cell, x, h)
    h.mul_(z.detach()).add_(((1 - z) * h_tilde).detach())
    return z, h_tilde, h""",
    },
}
