"""Right answers to the exercises of chapter 4, unlike the book's."""

RIGHT = {
    1: {
        "a loop": """
def answer(text, max_length):
    while len(text) < max_length:
        text = "_" + text
    return text + "}\"""",
        "a format": """
def answer(text, max_length):
    return f"{text:_>{max_length}}}}\"""",
    },
    2: {
        "a loop": """
def answer(train, test):
    n = 0
    for text in test:
        a, b = text.split("+")
        n += text in train or f"{b}+{a}" in train
    return n""",
        "in place": """
def answer(train, test):
    train += ["+".join(reversed(text.split("+"))) for text in train]
    return len([text for text in test if text in set(train)])""",
        "NumPy": """
def answer(train, test):
    pairs = lambda texts: np.sort([text.split("+") for text in texts]).tolist()
    known = set(map(tuple, pairs(train)))
    return np.sum([tuple(pair) in known for pair in pairs(test)])""",
    },
    3: {
        "a logarithm": """
import math
def answer(p):
    return math.ceil(math.log(0.025) / math.log(p))""",
        "NumPy": """
def answer(p):
    return 1 + np.argmax(p ** np.arange(1, 1000) <= 0.025)""",
        "as a float, from products": """
def answer(p):
    left, n = p, 1.0
    while left > 0.025:
        left, n = left * p, n + 1
    return n""",
    },
    4: {
        "a for loop, indices first": """
def answer(model, question):
    vocab, rows = model.decoder.vocab, []
    with torch.no_grad():
        y, s = torch.tensor([vocab.start]), model.encode(model.pack([question])).state
        for _ in range(model.decoder.max_length + 1):
            step = model.decoder.step(y, s, None)
            s, y = step.s, step.logits.softmax(-1).argmax(-1)
            rows.append(int(y))
            if rows[-1] == vocab.end:
                break
    return vocab.decode(rows)""",
        "recursion": """
def answer(model, question):
    vocab = model.decoder.vocab
    def rest(y, s, left):
        step = model.decoder.step(torch.tensor([y]), s, None)
        y = step.logits[0].argmax().item()
        char = vocab.decode([y])
        return char if y == vocab.end or left == 0 else char + rest(y, step.s, left - 1)
    return rest(vocab.start, model.encode(model.pack([question])).state, model.max_target)""",
    },
    5: {
        "turned, then filled up": """
def answer(answer):
    return answer[::-1].ljust(3, "0")""",
        "digit by digit": """
def answer(answer):
    number, digits = int(answer), ""
    for _ in range(3):
        number, digit = divmod(number, 10)
        digits += str(digit)
    return digits""",
    },
    6: {
        "in place": """
def answer(s, levels):
    s.clamp_(-1, 1).add_(1).mul_((levels - 1) / 2).round_()
    return s.mul_(2 / (levels - 1)).sub_(1)""",
        "the nearest of all, float64": """
def answer(s, levels):
    grid = torch.linspace(-1, 1, levels, dtype=torch.float64)
    return grid[(s[..., None] - grid).abs().argmin(-1)]""",
        "NumPy, one by one": """
def answer(s, levels):
    grid = np.linspace(-1, 1, levels)
    nearest = lambda x: min(grid, key=lambda level: abs(level - x))
    return [[nearest(x) for x in row] for row in s.tolist()]""",
    },
}
