"""Wrong answers to the exercises of chapter 6."""

WRONG = {
    1: {
        "counts places that differ": (
            "two replacements, one insertion",
            """
def answer(given, right):
    return sum(a != b for a, b in zip(given, right))""",
        ),
        "and the difference in length": (
            "one deletion, not four replacements",
            """
def answer(given, right):
    return sum(a != b for a, b in zip(given, right)) + abs(len(given) - len(right))""",
        ),
        "takes a swap for one edit": (
            "a swap is two edits",
            """
def answer(given, right):
    swapped = given != right and given == right[::-1] and len(given) == 2
    return 1 if swapped else distance_solution(given, right)""",
        ),
        "never replaces": (
            "two replacements, one insertion",
            """
def answer(given, right):
    D = [[i + j for j in range(len(right) + 1)] for i in range(len(given) + 1)]
    for i, a in enumerate(given, 1):
        for j, b in enumerate(right, 1):
            D[i][j] = D[i - 1][j - 1] if a == b else 1 + min(D[i - 1][j], D[i][j - 1])
    return D[-1][-1]""",
        ),
        "forgets the border": (
            "from nothing, every character is inserted",
            """
def answer(given, right):
    D = [[0] * (len(right) + 1) for _ in range(len(given) + 1)]
    for i, a in enumerate(given, 1):
        for j, b in enumerate(right, 1):
            D[i][j] = min(D[i - 1][j - 1] + (a != b), D[i - 1][j] + 1, D[i][j - 1] + 1)
    return D[-1][-1]""",
        ),
    },
    2: {
        "the mean of each word's rate": (
            "all edits by all sounds of the right answers",
            """
def answer(answers, references):
    pairs = [min((distance_solution(a, r), len(r)) for r in every)
             for a, every in zip(answers, references)]
    wer = sum(d > 0 for d, _ in pairs) / len(pairs)
    return [wer, sum(d / n for d, n in pairs) / len(pairs)]""",
        ),
        "the first right answer counts": (
            "the nearest counts",
            """
def answer(answers, references):
    firsts = [every[0] for every in references]
    pairs = [(distance_solution(a, r), len(r)) for a, r in zip(answers, firsts)]
    wer = sum(d > 0 for d, _ in pairs) / len(pairs)
    return [wer, sum(d for d, _ in pairs) / sum(n for _, n in pairs)]""",
        ),
        "divides by the sounds of the answers": (
            "all sounds of the right answers",
            """
def answer(answers, references):
    d = [min(distance_solution(a, r) for r in every) for a, every in zip(answers, references)]
    return [sum(x > 0 for x in d) / len(d), sum(d) / sum(map(len, answers))]""",
        ),
        "the share of right words": (
            "nothing is wrong",
            """
def answer(answers, references):
    pairs = [min((distance_solution(a, r), len(r)) for r in every)
             for a, every in zip(answers, references)]
    right = sum(d == 0 for d, _ in pairs) / len(pairs)
    return [right, sum(d for d, _ in pairs) / sum(n for _, n in pairs)]""",
        ),
    },
    3: {
        "the backward states not turned round": (
            "forward first; beside it backward, last row first",
            """
def answer(forward, backward):
    return torch.cat([forward, backward], dim=1)""",
        ),
        "the forward states turned round": (
            "forward first; beside it backward, last row first",
            """
def answer(forward, backward):
    return torch.cat([forward.flip(0), backward], dim=1)""",
        ),
        "turned round along the units": (
            "forward first; beside it backward, last row first",
            """
def answer(forward, backward):
    return torch.cat([forward, backward.flip(1)], dim=1)""",
        ),
        "backward before forward": (
            "forward first; beside it backward, last row first",
            """
def answer(forward, backward):
    return torch.cat([backward.flip(0), forward], dim=1)""",
        ),
        "added": (
            "forward first; beside it backward, last row first",
            """
def answer(forward, backward):
    return forward + backward.flip(0)""",
        ),
    },
    4: {
        "no padding": (
            "each batch as its longest",
            """
def answer(lengths, size):
    return sum(lengths)""",
        ),
        "all padded to the longest of all": (
            "each batch as its longest",
            """
def answer(lengths, size):
    return max(lengths) * len(lengths)""",
        ),
        "sorted first": (
            "each batch as its longest",
            """
def answer(lengths, size):
    lengths = sorted(lengths)
    batches = [lengths[n : n + size] for n in range(0, len(lengths), size)]
    return sum(max(batch) * len(batch) for batch in batches)""",
        ),
        "the last batch filled up": (
            "the last batch is smaller",
            """
def answer(lengths, size):
    batches = [lengths[n : n + size] for n in range(0, len(lengths), size)]
    return sum(max(batch) * size for batch in batches)""",
        ),
        "the last batch dropped": (
            "the last batch is smaller",
            """
def answer(lengths, size):
    whole = len(lengths) // size * size
    batches = [lengths[n : n + size] for n in range(0, whole, size)]
    return sum(max(batch) * len(batch) for batch in batches)""",
        ),
    },
    5: {
        "a vote": (
            "no vote, no product, not the surest",
            """
def answer(probabilities):
    votes = probabilities.argmax(dim=1).bincount(minlength=probabilities.shape[1])
    return [int(votes.argmax()), float(probabilities.mean(dim=0)[votes.argmax()])]""",
        ),
        "the surest model decides": (
            "no vote, no product, not the surest",
            """
def answer(probabilities):
    row = probabilities[probabilities.max(dim=1).values.argmax()]
    return [int(row.argmax()), float(row.max())]""",
        ),
        "the sum instead of the mean": (
            "no vote, no product, not the surest",
            """
def answer(probabilities):
    total = probabilities.sum(dim=0)
    return [int(total.argmax()), float(total.max())]""",
        ),
        "the product": (
            "no vote, no product, not the surest",
            """
def answer(probabilities):
    together = probabilities.prod(dim=0)
    return [int(together.argmax()), float(together.max())]""",
        ),
        "the mean over the sounds": (
            "the mean over the models",
            """
def answer(probabilities):
    mean = probabilities.mean(dim=1)
    return [int(mean.argmax()), float(mean.max())]""",
        ),
    },
    6: {
        "the last word wins": (
            "all words that sound so",
            """
def answer(pronunciations):
    return {sounds: (word,) for word, every in sorted(pronunciations.items())
            for sounds in every}""",
        ),
        "only the first pronunciation": (
            "each pronunciation leads to its word",
            """
def answer(pronunciations):
    turned = {}
    for word in sorted(pronunciations):
        turned.setdefault(pronunciations[word][0], []).append(word)
    return turned""",
        ),
        "not in order": (
            "in alphabetical order",
            """
def answer(pronunciations):
    turned = {}
    for word, every in pronunciations.items():
        for sounds in every:
            turned.setdefault(sounds, []).append(word)
    return turned""",
        ),
        "all pronunciations as one key": (
            "each pronunciation leads to its word",
            """
def answer(pronunciations):
    turned = {}
    for word in sorted(pronunciations):
        turned.setdefault("".join(pronunciations[word]), []).append(word)
    return turned""",
        ),
    },
}
