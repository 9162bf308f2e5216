"""One touch of each widget, in any engine. (That it then says what PyTorch says is tested in
Chromium: tests/widgets/interactions.py.)"""

from tests.engines.hands import InChromium, InFrame

Hand = InChromium | InFrame


def roommate(hand: Hand) -> None:
    """Change the weather of two days."""
    hand.click("//button[starts-with(@aria-label, 'day 2, ')]")
    hand.press("//button[starts-with(@aria-label, 'day 5, ')]", "Enter")


def hand_wire(hand: Hand) -> None:
    """Take the bias away."""
    hand.click("//button[.='No bias']")


def train_here(hand: Hand) -> None:
    """Train to the end, from first weights that learn the rule. (From others the engines part:
    their last digits differ, and there training amplifies that.)"""
    hand.click("//button[.='Spread 1/√16']")
    hand.press("//button[.='Start']", "Enter")
    hand.wait_for("Done after 300 steps")


def walkthrough(hand: Hand) -> None:
    """Go on by a moment and a line."""
    hand.stage("open")
    hand.press("//*[@role='application']", "PageDown")
    hand.press("//*[@role='application']", "ArrowDown")
    hand.stage("closed")


def adding_machine(hand: Hand) -> None:
    """Type a sum."""
    hand.write("//input[@type='text']", "48+9")


def attention_explorer(hand: Hand) -> None:
    """Ask a sum, and hide its end from the attention; ask the other model, if there is one."""
    hand.write("//input[@type='text']", "36+57")
    hand.click("//button[contains(@aria-label, ' the end mark }')]")
    if hand.has(dates := "//input[@value='dates']"):
        hand.click(dates)
        hand.wait_for("Answer 2025-11-22")  # its first example
        hand.write("//input[@type='text']", "3. März 2031")
        hand.wait_for("Answer 2031-03-03")


def word_writer(hand: Hand) -> None:
    """Give first letters, take new random numbers, and go to the second letter drawn."""
    hand.write("//input[@type='text']", "ka")
    hand.press("//button[.='Twenty new words']", "Enter")
    hand.click("//button[.='Step']")
    hand.click("//button[.='Step']")


def word_reader(hand: Hand) -> None:
    """Type a word, for which the model and the dictionary are loaded, and choose its second
    reading."""
    hand.write("//input[@type='text']", "Yacht")
    hand.wait_for("yacht: ")
    hand.click("//ol/li[2]//input")


def opening(hand: Hand) -> None:
    """Change a day, a digit, a sum or the word."""
    for name in ("day 2, ", "digit 2: "):
        if hand.has(path := f"//button[starts-with(@aria-label, '{name}')]"):
            hand.click(path)
    if hand.has(field := "//input[@type='text']"):
        hand.write(field, "48+9")
    if hand.has(word := "//button[.='Next word']"):
        hand.click(word)


def error_pulse(hand: Hand) -> None:
    """Go to the middle of the days."""
    hand.press("//input[@aria-label='Days back']", "PageDown")


def stair(hand: Hand) -> None:
    """Ask another number."""
    hand.write("//input[@type='text']", "90210")


TOUCH = {
    "error_pulse": error_pulse,
    "opening_copy": opening,
    "opening_days": opening,
    "opening_letters": opening,
    "opening_sums": opening,
    "roommate": roommate,
    "hand_wire": hand_wire,
    "train_here": train_here,
    "walkthrough": walkthrough,
    "adding_machine": adding_machine,
    "attention_explorer": attention_explorer,
    "word_writer": word_writer,
    "word_reader": word_reader,
    "stair": stair,
}
