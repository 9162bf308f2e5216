"""Wrong answers to the exercises of chapter 5."""

# Beam search with one line to be changed.
BEAM = """
def answer(probabilities, width, max_length):
    beam = {{"": 1.0}}
    for _ in range({steps}):
        longer = {{}}
        for text, p in beam.items():
            if text.endswith("}}"):
                longer[text] = p
                continue
            for char, more in probabilities(text).items():
                longer[text + char] = {together}
        best = sorted(longer, key=lambda text: {rank}, reverse=True)[:{width}]
        beam = {{text: longer[text] for text in best}}
        if {stop}:
            break
    return max(beam, key=lambda text: {final})"""
USUAL = {
    "steps": "max_length + 1",
    "together": "p * more",
    "rank": "longer[text]",
    "width": "width",
    "stop": "False",
    "final": "beam[text] ** (1 / len(text))",
}


def beam(**changed):
    return BEAM.format(**USUAL | changed)


WRONG = {
    1: {
        "no shares": (
            "equal weights that sum to 1, so the mean",
            """
def answer(s, H, W_a, U_a, v_a):
    return (torch.tanh(W_a @ s + H @ U_a.T) @ v_a).exp() @ H""",
        ),
        "the scores as weights": (
            "equal weights that sum to 1, so the mean",
            """
def answer(s, H, W_a, U_a, v_a):
    return torch.tanh(W_a @ s + H @ U_a.T) @ v_a @ H""",
        ),
        "each weight by itself": (
            "equal weights that sum to 1, so the mean",
            """
def answer(s, H, W_a, U_a, v_a):
    return (torch.tanh(W_a @ s + H @ U_a.T) @ v_a).sigmoid() @ H""",
        ),
        "no tanh": (
            "tanh gives 1 and -1",
            """
def answer(s, H, W_a, U_a, v_a):
    return ((W_a @ s + H @ U_a.T) @ v_a).softmax(0) @ H""",
        ),
        "the state left out": (
            "W_a s outweighs both",
            """
def answer(s, H, W_a, U_a, v_a):
    return (torch.tanh(H @ U_a.T) @ v_a).softmax(0) @ H""",
        ),
        "only the largest": (
            "equal weights that sum to 1, so the mean",
            """
def answer(s, H, W_a, U_a, v_a):
    return H[(torch.tanh(W_a @ s + H @ U_a.T) @ v_a).argmax()]""",
        ),
        "scaled, as dot products are": (
            "exp(e) by its sum, nothing more",
            """
def answer(s, H, W_a, U_a, v_a):
    e = torch.tanh(W_a @ s + H @ U_a.T) @ v_a / len(v_a) ** 0.5
    return e.softmax(0) @ H""",
        ),
    },
    2: {
        "U_a h anew for each pair": (
            "only U_a h is shared",
            """
def answer(n, m, hidden, attention, once):
    return m * hidden * attention + n * m * hidden * attention + n * m * attention""",
        ),
        "once for all states": (
            "U_a h for each state",
            """
def answer(n, m, hidden, attention, once):
    from_h = hidden * attention * (1 if once else m)
    return m * hidden * attention + from_h + n * m * attention""",
        ),
        "v_a left out": (
            "W_a s, U_a h and v_a",
            """
def answer(n, m, hidden, attention, once):
    return (m + n * (1 if once else m)) * hidden * attention""",
        ),
        "W_a s once, too": (
            "only U_a h is shared",
            """
def answer(n, m, hidden, attention, once):
    shared = 1 if once else m
    return shared * hidden * attention + n * shared * hidden * attention + n * m * attention""",
        ),
        "always once": (
            "U_a h for each pair",
            """
def answer(n, m, hidden, attention, once):
    return (m + n) * hidden * attention + n * m * attention""",
        ),
        "v_a with hidden numbers": (
            "W_a s, U_a h and v_a",
            """
def answer(n, m, hidden, attention, once):
    return (m + n * (1 if once else m)) * hidden * attention + n * m * hidden""",
        ),
    },
    3: {
        "masked after the shares": (
            "padding has weight 0, and the others sum to 1",
            """
def answer(scores, mask):
    return scores.softmax(0) * mask""",
        ),
        "padding has score 0": (
            "padding has weight 0, and the others sum to 1",
            """
def answer(scores, mask):
    return (scores * mask).softmax(0)""",
        ),
        "the mask turned round": (
            "padding has weight 0",
            """
def answer(scores, mask):
    return scores.masked_fill(mask, -torch.inf).softmax(0)""",
        ),
        "too large for exp": (
            "exp(1000) is infinite: subtract the largest",
            """
def answer(scores, mask):
    shares = scores.exp() * mask
    return shares / shares.sum()""",
        ),
        "the largest of all": (
            "the largest among those that are seen",
            """
def answer(scores, mask):
    shares = (scores - scores.max()).exp() * mask
    return shares / shares.sum()""",
        ),
        "padding has a small score": (
            "padding counts less than any score",
            """
def answer(scores, mask):
    return scores.masked_fill(~mask, -100.0).softmax(0)""",
        ),
    },
    4: {
        "greedy": ("0.4 * 0.9 is more than 0.6 * 0.4", beam(width="1")),
        "probabilities added": (
            "0.7 * 0.5 is more than 0.3 * 1",
            beam(together="p + more if text else more", final="beam[text] / len(text)"),
        ),
        "ranked by the last one": (
            "0.7 * 0.5 is more than 0.3 * 1",
            beam(together="more"),
        ),
        "stops when the first of the beam ends": (
            "go on until all have ended",
            beam(stop='any(text.endswith("}") for text in best)'),
        ),
        "stops when the best of the beam ends": (
            "go on until all have ended",
            beam(stop='best[0].endswith("}")'),
        ),
        "the most likely, as in utils.beam": (
            "then compare the roots: 0.42 ** (1/2)",
            beam(final="beam[text]"),
        ),
        "divided by the length": (
            "then compare the roots: 0.42 ** (1/2)",
            beam(final="beam[text] / len(text)"),
        ),
        "the end mark not counted": (
            "`}` counts: 0.49 ** (1/2)",
            beam(final="beam[text] ** (1 / (len(text) - 1))"),
        ),
        "the longest": ("`}` counts: 0.49 ** (1/2)", beam(final="len(text)")),
        "the beam by the root, too": (
            "the beam goes by the product",
            beam(rank="longer[text] ** (1 / len(text))"),
        ),
        "a character too few": ("stop after max_length + 1", beam(steps="max_length")),
        "a character too many": ("stop after max_length + 1", beam(steps="max_length + 2")),
    },
    5: {
        "turned round": (
            "both have the same value",
            """
def answer():
    return "12+34", "34+12\"""",
        ),
        "the same": (
            "both have the same value",
            """
def answer():
    return "12+34", "12+34\"""",
        ),
        "other digits": (
            "it can: the characters differ",
            """
def answer():
    return "12+34", "12+35\"""",
        ),
        "numbers of other lengths": (
            "1+234 is no sum of two-digit numbers",
            """
def answer():
    return "12+34", "1+234\"""",
        ),
        "a digit moved across the plus": (
            "1+23 is no sum of two-digit numbers",
            """
def answer():
    return "1+23", "12+3\"""",
        ),
        "a zero in front": (
            "02+13 is no sum of two-digit numbers",
            """
def answer():
    return "20+13", "02+13\"""",
        ),
    },
    6: {
        "above a half": (
            "the largest of a row may be below a half",
            """
def answer(weights):
    return (weights > 0.5).float()""",
        ),
        "rounded": (
            "the largest of a row may be below a half",
            """
def answer(weights):
    return weights.round()""",
        ),
        "the largest of all rows": (
            "the largest of each row",
            """
def answer(weights):
    return (weights == weights.max()).float()""",
        ),
        "the largest of each column": (
            "the largest of each row",
            """
def answer(weights):
    return (weights == weights.max(dim=0).values).float()""",
        ),
        "the places": (
            "1 for the largest of each row",
            """
def answer(weights):
    return weights.argmax(dim=1)""",
        ),
        "True and False": (
            "1 for the largest of each row",
            """
def answer(weights):
    return weights == weights.max(dim=1, keepdim=True).values""",
        ),
        "its weight stays": (
            "1 for the largest of each row",
            """
def answer(weights):
    return weights * (weights == weights.max(dim=1, keepdim=True).values)""",
        ),
    },
}
