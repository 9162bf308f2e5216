"""Right answers to the exercises of chapter 5, unlike the book's."""

RIGHT = {
    1: {
        "state by state": """
def answer(s, H, W_a, U_a, v_a):
    e = [(v_a @ torch.tanh(W_a @ s + U_a @ h)).exp() for h in H]
    return sum(share * h for share, h in zip(e, H)) / sum(e)""",
        "NumPy, float64": """
def answer(*given):
    s, H, W_a, U_a, v_a = (part.double().numpy() for part in given)
    e = np.exp(np.tanh(W_a @ s + H @ U_a.T) @ v_a)
    return e / e.sum() @ H""",
        "softmax, in place": """
def answer(s, H, W_a, U_a, v_a):
    alpha = H.matmul(U_a.T).add_(W_a.mv(s)).tanh_().mv(v_a).softmax(0)
    return H.mul_(alpha[:, None]).sum(0)""",
    },
    2: {
        "one by one": """
def answer(n, m, hidden, attention, once):
    total = 0
    for character in range(m):
        total += hidden * attention
        for state in range(n):
            if character == 0 or not once:
                total += hidden * attention
            total += attention
    return total""",
        "NumPy": """
def answer(n, m, hidden, attention, once):
    products = np.array([m, n if once else n * m]) * hidden * attention
    return np.int64(products.sum() + n * m * attention)""",
    },
    3: {
        "minus infinity": """
def answer(scores, mask):
    return scores.where(mask, -torch.inf).softmax(dim=0)""",
        "only those that are seen, in place": """
def answer(scores, mask):
    scores[~mask] = 0
    scores[mask] = scores[mask].softmax(0)
    return scores""",
        "a loop, float64": """
def answer(scores, mask):
    largest = max(e for e, seen in zip(scores.tolist(), mask) if seen)
    shares = [math.exp(e - largest) if seen else 0.0 for e, seen in zip(scores.tolist(), mask)]
    return [share / sum(shares) for share in shares]""",
    },
    4: {
        "logarithms": """
def answer(probabilities, width, max_length):
    beam = [(0.0, "")]
    while any(len(t) <= max_length and not t.endswith("}") for _, t in beam):
        longer = [(p, t) for p, t in beam if t.endswith("}")] + [
            (p + math.log(more), t + char)
            for p, t in beam if not t.endswith("}") for char, more in probabilities(t).items()
        ]
        beam = sorted(longer, reverse=True)[:width]
    return max((p / len(t), t) for p, t in beam)[1]""",
        "NumPy": """
def answer(probabilities, width, max_length):
    texts, scores = [""], np.ones(1)
    for _ in range(max_length + 1):
        parts = [
            {t: 1.0} if t.endswith("}") else {t + c: p for c, p in probabilities(t).items()}
            for t in texts
        ]
        scores = np.concatenate([s * np.array(list(p.values())) for s, p in zip(scores, parts)])
        texts = np.array([t for part in parts for t in part])
        kept = np.argsort(-scores, kind="stable")[:width]
        texts, scores = texts[kept].tolist(), scores[kept]
    return str(texts[np.argmax(scores ** (1 / np.array([len(t) for t in texts])))])""",
        "recursion": """
def answer(probabilities, width, max_length):
    def search(beam, left):
        if not left:
            return max(beam, key=lambda one: one[0] ** (1 / len(one[1])))[1]
        longer = [
            (p * more, text + char)
            for p, text in beam
            for char, more in ({"": 1} if "}" in text else probabilities(text)).items()
        ]
        return search(sorted(longer, reverse=True)[:width], left - 1)
    return search([(1.0, "")], max_length + 1)""",
    },
    5: {
        "a list": """
def answer():
    return ["90+18", "19+80"]""",
        "found by trying": """
def answer():
    import itertools
    for a, b, c, d in itertools.permutations("1234"):
        if int(a + b) + int(c + d) != 46:
            return "12+34", f"{a}{b}+{c}{d}\"""",
    },
    6: {
        "a comparison": """
def answer(weights):
    return (weights == weights.amax(-1, keepdim=True)).to(weights)""",
        "NumPy, float64": """
def answer(weights):
    return np.eye(weights.shape[1])[weights.numpy().argmax(axis=1)]""",
        "in place": """
def answer(weights):
    best = weights.argmax(dim=1, keepdim=True)
    return weights.zero_().scatter_(1, best, 1.0)""",
        "row by row": """
def answer(weights):
    return [[float(w == max(row)) for w in row] for row in weights.tolist()]""",
    },
}
