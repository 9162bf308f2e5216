"""Wrong answers to the exercises of chapter 4."""

WRONG = {
    1: {
        "padded on the right": (
            "`_` on the left up to 5, then `}`",
            """
def answer(text, max_length):
    return (text + "}").ljust(max_length + 1, "_")""",
        ),
        "no end mark": (
            "then `}`",
            """
def answer(text, max_length):
    return text.rjust(max_length, "_")""",
        ),
        "the end mark counted": (
            "`_` on the left up to 5, then `}`",
            """
def answer(text, max_length):
    return (text + "}").rjust(max_length, "_")""",
        ),
        "zeros": (
            "`_` on the left up to 5",
            """
def answer(text, max_length):
    return text.zfill(max_length) + "}\"""",
        ),
        "always two": (
            "no padding is needed here",
            """
def answer(text, max_length):
    return "__" + text + "}\"""",
        ),
        "always the maximum of the sums": (
            "no padding is needed here",
            """
def answer(text, max_length):
    return text.rjust(5, "_") + "}\"""",
        ),
    },
    2: {
        "only as it is": (
            "2+1 is 1+2 turned round",
            """
def answer(train, test):
    return sum(text in train for text in test)""",
        ),
        "only turned round": (
            "as it is counts too",
            """
def answer(train, test):
    return sum("+".join(text.split("+")[::-1]) in train for text in test)""",
        ),
        "the digits turned round": (
            "the numbers change places",
            """
def answer(train, test):
    return sum(text in train or text[::-1] in train for text in test)""",
        ),
        "the same digits": (
            "not the digits, not the value",
            """
def answer(train, test):
    known = {"".join(sorted(text)) for text in train}
    return sum("".join(sorted(text)) in known for text in test)""",
        ),
        "the same value": (
            "not the digits, not the value",
            """
def answer(train, test):
    known = {sum(map(int, text.split("+"))) for text in train}
    return sum(sum(map(int, text.split("+"))) in known for text in test)""",
        ),
        "sums that come twice counted once": (
            "each sum of the test counts once",
            """
def answer(train, test):
    known = {frozenset(text.split("+")) for text in train}
    return len({text for text in test if frozenset(text.split("+")) in known})""",
        ),
        "pairs counted": (
            "each sum of the test counts once",
            """
def answer(train, test):
    return sum(sorted(a.split("+")) == sorted(b.split("+")) for a in train for b in test)""",
        ),
    },
    3: {
        "5 %": (
            "0.5 ** 5 is 3.1 %",
            """
def answer(p):
    n = 1
    while p**n > 0.05:
        n += 1
    return n""",
        ),
        "below 2.5 %": (
            "that is at most 2.5 %",
            """
def answer(p):
    n = 1
    while p**n >= 0.025:
        n += 1
    return n""",
        ),
        "rounded down": (
            "0.5 ** 5 is 3.1 %, 0.5 ** 6 is 1.6 %",
            """
import math
def answer(p):
    return math.floor(math.log(0.025) / math.log(p))""",
        ),
        "the rule of three": (
            "0.99 ** 367 is above 2.5 %",
            """
import math
def answer(p):
    return math.ceil(3 / (1 - p))""",
        ),
        "one more": (
            "0.5 ** 6 is 1.6 %",
            """
import math
def answer(p):
    return math.ceil(math.log(0.025) / math.log(p)) + 1""",
        ),
        "the probability": (
            "0.5 ** 6 is 1.6 %",
            """
def answer(p):
    return p ** enough_solution(p)""",
        ),
    },
    4: {
        "never looks for the end": (
            "the first `}` ends it",
            """
@torch.no_grad()
def answer(model, question):
    decoder, s = model.decoder, model.encode(model.pack([question])).state
    y, written = torch.tensor([decoder.vocab.start]), ""
    for _ in range(decoder.max_length + 1):
        step = decoder.step(y, s, None)
        s, y = step.s, step.logits.argmax(dim=-1)
        written += decoder.vocab.decode(y.tolist())
    return written""",
        ),
        "without the marks": (
            "the first `}` ends it",
            """
def answer(model, question):
    return write_solution(model, question).strip("_}")""",
        ),
        "with the start mark": (
            "max_length + 1 characters",
            """
def answer(model, question):
    return "{" + write_solution(model, question)""",
        ),
        "a character too few": (
            "max_length + 1 characters",
            """
def answer(model, question):
    return write_solution(model, question)[: model.decoder.max_length]""",
        ),
        "does not feed in what it wrote": (
            "each from the one before and s",
            """
@torch.no_grad()
def answer(model, question):
    decoder, s = model.decoder, model.encode(model.pack([question])).state
    y, written = torch.tensor([decoder.vocab.start]), ""
    while not written.endswith("}") and len(written) <= decoder.max_length:
        step = decoder.step(y, s, None)
        s = step.s
        written += decoder.vocab.decode(step.logits.argmax(dim=-1).tolist())
    return written""",
        ),
        "keeps the first state": (
            "each from the one before and s",
            """
@torch.no_grad()
def answer(model, question):
    decoder, s = model.decoder, model.encode(model.pack([question])).state
    y, written = torch.tensor([decoder.vocab.start]), ""
    while not written.endswith("}") and len(written) <= decoder.max_length:
        y = decoder.step(y, s, None).logits.argmax(dim=-1)
        written += decoder.vocab.decode(y.tolist())
    return written""",
        ),
    },
    5: {
        "no zeros": (
            "three digits: 046, then the turn",
            """
def answer(answer):
    return answer[::-1]""",
        ),
        "the turn first": (
            "three digits: 046, then the turn",
            """
def answer(answer):
    return answer[::-1].zfill(3)""",
        ),
        "not turned": (
            "the units first",
            """
def answer(answer):
    return answer.zfill(3)""",
        ),
        "a number": (
            "the units first",
            """
def answer(answer):
    return int(answer.zfill(3)[::-1])""",
        ),
        "by way of a number": (
            "a text keeps its zeros",
            """
def answer(answer):
    return str(int(answer[::-1].ljust(3, "0")))""",
        ),
        "one zero": (
            "zeros first, then the turn",
            """
def answer(answer):
    return ("0" + answer if len(answer) < 3 else answer)[::-1]""",
        ),
    },
    6: {
        "beyond the ends": (
            "what lies outside goes to the ends",
            """
def answer(s, levels):
    steps = (s + 1) / 2 * (levels - 1)
    return steps.round() / (levels - 1) * 2 - 1""",
        ),
        "a level too many": (
            "two levels: only -1 and 1",
            """
def answer(s, levels):
    steps = (s.clamp(-1, 1) + 1) / 2 * levels
    return steps.round() / levels * 2 - 1""",
        ),
        "rounded down": (
            "two levels: only -1 and 1",
            """
def answer(s, levels):
    steps = (s.clamp(-1, 1) + 1) / 2 * (levels - 1)
    return steps.floor() / (levels - 1) * 2 - 1""",
        ),
        "from 0 to 1": (
            "two levels: only -1 and 1",
            """
def answer(s, levels):
    return (s.clamp(0, 1) * (levels - 1)).round() / (levels - 1)""",
        ),
        "decimals": (
            "only -1 and 1",
            """
def answer(s, levels):
    return s.clamp(-1, 1).round(decimals=levels // 2)""",
        ),
        "only the sign": (
            "three levels: -1, 0 and 1",
            """
def answer(s, levels):
    return s.sign()""",
        ),
    },
}
