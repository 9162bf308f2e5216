"""The questions to ask: all have the form, and the quizzes hold what the page has."""

import io
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree

import pytest

from book.course.moodle import to_moodle
from book.course.qti import QTI, to_qti
from book.course.questions import PAGE, quizzes

TEXT = PAGE.read_text("utf-8")
QUIZZES = quizzes(TEXT)


def test_each_chapter_has_five_questions_before_and_five_after():
    asked = {(quiz.chapter, quiz.when): len(quiz.questions) for quiz in QUIZZES}
    assert asked == {(n, when): 5 for n in range(1, 7) for when in ("before", "after")}
    numbers = [question.number for quiz in QUIZZES for question in quiz.questions]
    assert numbers == [f"{n}.{m}" for n in range(1, 7) for m in range(1, 11)]


def test_every_answer_names_its_section():
    parts = TEXT.split("<summary>Answer</summary>")[1:]
    assert all(".ipynb#" in part.partition("</details>")[0] for part in parts)


def test_the_place_of_the_right_answer_gives_nothing_away():
    places = Counter(question.right for quiz in QUIZZES for question in quiz.questions)
    assert max(places.values()) <= 25


def test_a_question_of_another_form_is_refused():
    with pytest.raises(ValueError, match=r"Before chapter 1, only .* have the form"):
        quizzes(TEXT.replace("- a. ", "- A. ", 1))


def test_an_answer_that_is_none_of_the_options_is_refused():
    before, sign, after = TEXT.partition("<summary>Answer</summary>\n\n**")
    with pytest.raises(ValueError, match=r"1\.1: expected e among"):
        quizzes(f"{before}{sign}e{after[1:]}")


def read_qti(zipped):
    """What a program that follows the manifest finds: (text, options, right, why) of each."""
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        names = set(archive.namelist())
        manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        listed = {file.get("href") for file in manifest.iter() if file.tag.endswith("}file")}
        assert names == listed | {"imsmanifest.xml"}
        kinds = {one.get("identifier"): one for one in manifest.iter() if one.get("type")}
        wanted = {one.get("identifierref") for one in manifest.iter()} - {None}
        assert wanted <= kinds.keys()
        (path,) = (
            one[0].get("href") for one in kinds.values() if one.get("type") == "imsqti_xmlv1p2"
        )
        root = ElementTree.fromstring(archive.read(path))
    found = []
    for item in root.iter(f"{{{QTI}}}item"):
        texts = {
            label.get("ident"): "".join(label.itertext()).strip()
            for label in item.iter(f"{{{QTI}}}response_label")
        }
        (right,) = (one.text for one in item.iter(f"{{{QTI}}}varequal"))
        asked = item.find(f"{{{QTI}}}presentation/{{{QTI}}}material")
        why = "".join(item.find(f"{{{QTI}}}itemfeedback").itertext()).strip()
        found.append(
            ("".join(asked.itertext()).strip(), list(texts.values()), texts[right], why)
        )
    return found


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: f"{quiz.chapter}-{quiz.when}")
def test_canvas_finds_what_the_page_has(quiz):
    zipped = to_qti(quiz)
    assert zipped == to_qti(quiz), "the same quiz, the same bytes"
    for question, (text, options, right, why) in zip(
        quiz.questions, read_qti(zipped), strict=True
    ):
        assert text == f"<p>{question.text}</p>"
        assert options == [f"<p>{option}</p>" for option in question.options]
        assert right == f"<p>{question.options[question.right]}</p>"
        assert why == f"<p>{question.why}</p>"


# What may stand in an element, in which order, and its attributes: of the published models (the
# DTD of QTI 1.2.1, IMS Content Packaging 1.1.4) the part that a quiz of ours may use. Elements
# that are not here hold text only. An attribute with a sign must be there.
INSIDE = {
    "questestinterop": "assessment",
    "assessment": "qtimetadata* section+",
    "section": "qtimetadata* item*",
    "item": "itemmetadata? presentation? resprocessing* itemfeedback*",
    "itemmetadata": "qtimetadata*",
    "qtimetadata": "qtimetadatafield+",
    "qtimetadatafield": "fieldlabel fieldentry",
    "presentation": "material+ response_lid+",
    "response_lid": "material? render_choice material?",
    "render_choice": "response_label*",
    "response_label": "material*",
    "material": "mattext+",
    "resprocessing": "outcomes respcondition+",
    "outcomes": "decvar+",
    "respcondition": "conditionvar setvar* displayfeedback*",
    "conditionvar": "other? varequal?",
    "itemfeedback": "flow_mat+",
    "flow_mat": "material+",
    "manifest": "metadata? organizations resources",
    "metadata": "schema? schemaversion?",
    "organizations": "",
    "resources": "resource*",
    "resource": "file* dependency*",
}
ATTRIBUTES = {
    "assessment": "ident! title",
    "section": "ident! title",
    "item": "ident! title label maxattempts",
    "response_lid": "ident! rcardinality=Single",
    "response_label": "ident!",
    "mattext": "texttype",
    "decvar": "varname vartype=Decimal minvalue maxvalue",
    "respcondition": "continue=Yes|No",
    "displayfeedback": "linkrefid! feedbacktype=Response",
    "varequal": "respident!",
    "setvar": "varname action=Set",
    "itemfeedback": "ident!",
    "manifest": "identifier!",
    "resource": "identifier! type! href",
    "file": "href!",
    "dependency": "identifierref!",
}


def faults(root):
    """What of an XML file the models do not allow."""
    for one in root.iter():
        name = one.tag.partition("}")[2]
        inside = "".join(f"{child.tag.partition('}')[2]} " for child in one)
        model = re.sub(r"(\w+)([*+?]?) ?", r"(\1 )\2", INSIDE.get(name, ""))
        if not re.fullmatch(model, inside):
            yield f"<{name}> with {inside}"
        allowed = {}
        for about in ATTRIBUTES.get(name, "").split():
            label, _, values = about.partition("=")
            allowed[label.strip("!")] = values.split("|") if values else None
            if label.endswith("!") and one.get(label[:-1]) is None:
                yield f"<{name}> without {label[:-1]}"
        for label, value in one.items():
            if label not in allowed or value not in (allowed[label] or [value]):
                yield f"<{name} {label}={value!r}>"


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: f"{quiz.chapter}-{quiz.when}")
def test_a_quiz_has_the_published_form(quiz):
    with zipfile.ZipFile(io.BytesIO(to_qti(quiz))) as archive:
        names = [name for name in archive.namelist() if "assessment_meta" not in name]
        roots = [ElementTree.fromstring(archive.read(name)) for name in names]
    assert len(roots) == 2
    for root in roots:
        assert not list(faults(root))


def test_what_has_not_the_published_form_is_seen():
    with zipfile.ZipFile(io.BytesIO(to_qti(QUIZZES[0]))) as archive:
        name = next(n for n in archive.namelist() if "/" in n and "meta" not in n)
        root = ElementTree.fromstring(archive.read(name))
    item = root.find(f".//{{{QTI}}}item")
    item[:] = item[::-1]
    del item.attrib["ident"]
    item[0].set("kind", "hint")
    assert len(list(faults(root))) == 3


def test_moodle_finds_what_the_page_has():
    root = ElementTree.fromstring(to_moodle(QUIZZES))
    assert root.tag == "quiz"
    kinds = Counter(one.get("type") for one in root)
    assert kinds == {"category": 12, "multichoice": 60}
    questions = [question for quiz in QUIZZES for question in quiz.questions]
    places = [one for one in root if one.get("type") == "multichoice"]
    for question, place in zip(questions, places, strict=True):
        assert place.findtext("questiontext/text") == question.text
        answers = place.findall("answer")
        assert [one.findtext("text") for one in answers] == question.options
        right = [one.findtext("text") for one in answers if one.get("fraction") == "100"]
        assert right == [question.options[question.right]]
        assert sum(int(one.get("fraction")) for one in answers) == 100
        assert place.findtext("single") == "true"
