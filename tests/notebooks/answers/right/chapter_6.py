"""Right answers to the exercises of chapter 6, unlike the book's."""

RIGHT = {
    1: {
        "recursion": """
from functools import cache
@cache
def answer(given, right):
    if not given or not right:
        return len(given) + len(right)
    return min(
        answer(given[1:], right[1:]) + (given[0] != right[0]),
        answer(given[1:], right) + 1,
        answer(given, right[1:]) + 1,
    )""",
        "NumPy": """
def answer(given, right):
    D = np.add.outer(np.arange(len(given) + 1), np.arange(len(right) + 1))
    for i, a in enumerate(given):
        for j, b in enumerate(right):
            D[i + 1, j + 1] = min(D[i, j] + (a != b), D[i, j + 1] + 1, D[i + 1, j] + 1)
    return D[-1, -1]""",
        "the book's own": """
def answer(given, right):
    return edit_distance(given, right)""",
    },
    2: {
        "with pairs": """
def answer(answers, references):
    pairs = [
        min(((distance_solution(a, r), len(r)) for r in every), key=lambda pair: pair[0])
        for a, every in zip(answers, references)
    ]
    edits, sounds = zip(*pairs)
    return sum(e > 0 for e in edits) / len(edits), sum(edits) / sum(sounds)""",
        "NumPy": """
def answer(answers, references):
    edits, sounds = [], []
    for a, every in zip(answers, references):
        d = np.array([distance_solution(a, r) for r in every])
        edits.append(d.min())
        sounds.append(len(every[d.argmin()]))
    return np.array([np.mean(np.array(edits) > 0), np.sum(edits) / np.sum(sounds)])""",
    },
    3: {
        "letter by letter": """
def answer(forward, backward):
    last = len(backward) - 1
    return [[*f.tolist(), *backward[last - i].tolist()] for i, f in enumerate(forward)]""",
        "NumPy, float64": """
def answer(forward, backward):
    return np.hstack([forward.double().numpy(), backward.double().numpy()[::-1]])""",
        "into a matrix": """
def answer(forward, backward):
    both = torch.empty(len(forward), forward.shape[1] + backward.shape[1])
    both[:, : forward.shape[1]] = forward
    both[:, forward.shape[1] :] = backward[torch.arange(len(backward) - 1, -1, -1)]
    return both""",
    },
    4: {
        "in place": """
def answer(lengths, size):
    total = 0
    while lengths:
        batch = [lengths.pop(0) for _ in range(min(size, len(lengths)))]
        total += max(batch) * len(batch)
    return total""",
        "torch": """
def answer(lengths, size):
    return sum(part.max() * len(part) for part in torch.tensor(lengths).split(size))""",
        "NumPy": """
def answer(lengths, size):
    starts = np.arange(0, len(lengths), size)
    longest = np.maximum.reduceat(lengths, starts)
    return longest @ np.diff([*starts, len(lengths)])""",
    },
    5: {
        "a loop": """
def answer(probabilities):
    rows = probabilities.tolist()
    means = [sum(column) / len(rows) for column in zip(*rows)]
    return means.index(max(means)), max(means)""",
        "NumPy, float64": """
def answer(probabilities):
    mean = probabilities.double().numpy().mean(axis=0)
    return np.argmax(mean), np.max(mean)""",
        "torch, a matrix product": """
def answer(probabilities):
    rows = len(probabilities)
    best = (torch.full((1, rows), 1 / rows) @ probabilities)[0].max(0)
    return best.indices, best.values""",
    },
    6: {
        "sorted at the end": """
def answer(pronunciations):
    turned = {}
    for word, every in pronunciations.items():
        for sounds in every:
            turned[sounds] = turned.get(sounds, ()) + (word,)
    return {sounds: tuple(sorted(words)) for sounds, words in turned.items()}""",
        "in one go, in place": """
def answer(pronunciations):
    pairs = sorted((word, s) for word, every in pronunciations.items() for s in every)
    pronunciations.clear()
    for word, sounds in pairs:
        pronunciations.setdefault(sounds, []).append(word)
    return pronunciations""",
    },
}
