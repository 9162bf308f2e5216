"""Wrong answers to the exercises of chapter 3."""

# An LSTM with peepholes, with one part to be changed.
STACKED = """
PARTS = "W_", "U_", "b_"
def answer(cell, p_f, p_i, p_o, x):
    W, U, b = (torch.cat([getattr(cell, k + box) for box in "{boxes}"]) for k in PARTS)
    (h, c), states = cell.initial_state(x), []
    for x_t in {days}:
        a_f, a_i, a_c, a_o = ({from_x} + h @ U.T).chunk(4, dim=1)
        old, f = c, (a_f + p_f * c).sigmoid()
        c = f * c + (a_i + p_i * {i}).sigmoid() * a_c.tanh()
        h = (a_o + p_o * {o}).sigmoid() * c.tanh()
        states.append(h)
    return torch.stack(states, dim=1)"""
USUAL = {
    "boxes": "fico",
    "days": "(x @ W.T + b).unbind(1)",
    "from_x": "x_t",
    "i": "c",
    "o": "c",
}


def stacked(**changed):
    return STACKED.format(**USUAL | changed)


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
            stacked(o="old"),
        ),
        "the input gate looks at the new state": (
            "f and i look at the old c",
            stacked(i="(f * c)"),
        ),
        "the parts in another order": (
            "even without peepholes",
            stacked(boxes="ifco"),
        ),
        "stacked, but the inputs day by day": (
            "one product with all x, and one with each h",
            stacked(days="x.unbind(1)", from_x="(x_t @ W.T + b)"),
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
