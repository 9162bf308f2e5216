"""Quizzes as Moodle's XML: a category for each, to import into a question bank.

The form is described at https://docs.moodle.org/en/Moodle_XML_format.
"""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from book.course.questions import Question, Quiz


def to_moodle(quizzes: list[Quiz]) -> bytes:
    """The quizzes in one file."""
    root = Element("quiz")
    for quiz in quizzes:
        category = SubElement(root, "question", type="category")
        _text(category, "category", f"$course$/top/{quiz.title.replace('/', '-')}")
        for question in quiz.questions:
            _add(root, question)
    ElementTree.indent(root)
    return ElementTree.tostring(root, "utf-8", xml_declaration=True) + b"\n"


def _add(root: Element, question: Question) -> None:
    place = SubElement(root, "question", type="multichoice")
    _text(place, "name", question.number)
    _text(place, "questiontext", question.text, format="html")
    _text(place, "generalfeedback", question.why, format="html")
    for name, value in (
        ("defaultgrade", "1"),
        ("single", "true"),
        ("shuffleanswers", "true"),
        ("answernumbering", "abc"),
    ):
        SubElement(place, name).text = value
    for n, option in enumerate(question.options):
        fraction = "100" if n == question.right else "0"
        _text(place, "answer", option, fraction=fraction, format="html")


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(SubElement(parent, name, attributes), "text").text = text
