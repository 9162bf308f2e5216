"""Quizzes as QTI 1.2 in a zip, as Canvas imports them.

The files have the parts that text2qti (https://github.com/gpoore/text2qti) writes, of which
Canvas is known to read them: a manifest, the questions, and what the quiz is.
"""

import io
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from book.course.questions import Question, Quiz
from book.packing import put

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
MANIFEST = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
RESOURCE = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def to_qti(quiz: Quiz) -> bytes:
    """A quiz as the bytes of a zip; the same quiz gives the same bytes."""
    name = f"from_rnn_to_attention_{quiz.chapter}_{quiz.when}"
    files = {
        "imsmanifest.xml": _manifest(name),
        f"{name}/{name}.xml": _assessment(quiz, name),
        f"{name}/assessment_meta.xml": _meta(quiz, name),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, root in files.items():
            ElementTree.indent(root)
            put(archive, path, ElementTree.tostring(root, "utf-8", xml_declaration=True))
    return file.getvalue()


def _manifest(name: str) -> Element:
    root = Element("manifest", identifier=f"{name}_manifest", xmlns=MANIFEST)
    metadata = SubElement(root, "metadata")
    _leaves(metadata, schema="IMS Content", schemaversion="1.1.3")
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    quiz = SubElement(resources, "resource", identifier=name, type="imsqti_xmlv1p2")
    SubElement(quiz, "file", href=f"{name}/{name}.xml")
    SubElement(quiz, "dependency", identifierref=f"{name}_meta")
    meta = SubElement(
        resources, "resource", identifier=f"{name}_meta", type=RESOURCE,
        href=f"{name}/assessment_meta.xml",
    )  # fmt: skip
    SubElement(meta, "file", href=f"{name}/assessment_meta.xml")
    return root


def _meta(quiz: Quiz, name: str) -> Element:
    root = Element("quiz", identifier=name, xmlns=CANVAS)
    _leaves(
        root, title=quiz.title, description="", shuffle_answers="true", quiz_type="assignment",
        points_possible=f"{len(quiz.questions)}.0", show_correct_answers="true",
        allowed_attempts="1",
    )  # fmt: skip
    return root


def _assessment(quiz: Quiz, name: str) -> Element:
    root = Element("questestinterop", xmlns=QTI)
    assessment = SubElement(root, "assessment", ident=name, title=quiz.title)
    _fields(assessment, cc_maxattempts="1")
    section = SubElement(assessment, "section", ident="root_section")
    for question in quiz.questions:
        _item(section, question)
    return root


def _item(section: Element, question: Question) -> None:
    name = f"question_{question.number.replace('.', '_')}"
    choices = [f"{name}_choice_{n}" for n in range(len(question.options))]
    item = SubElement(section, "item", ident=name, title=question.number)
    _fields(
        SubElement(item, "itemmetadata"),
        question_type="multiple_choice_question",
        points_possible="1",
        original_answer_ids=",".join(choices),
        assessment_question_identifierref=f"{name}_ref",
    )
    presentation = SubElement(item, "presentation")
    _material(presentation, question.text)
    response = SubElement(
        presentation, "response_lid", ident="response1", rcardinality="Single"
    )
    rendered = SubElement(response, "render_choice")
    for choice, option in zip(choices, question.options, strict=True):
        _material(SubElement(rendered, "response_label", ident=choice), option)
    processing = SubElement(item, "resprocessing")
    score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    SubElement(SubElement(processing, "outcomes"), "decvar", score)
    always = SubElement(processing, "respcondition", {"continue": "Yes"})
    SubElement(SubElement(always, "conditionvar"), "other")
    SubElement(always, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
    right = SubElement(processing, "respcondition", {"continue": "No"})
    equal = SubElement(SubElement(right, "conditionvar"), "varequal", respident="response1")
    equal.text = choices[question.right]
    SubElement(right, "setvar", action="Set", varname="SCORE").text = "100"
    feedback = SubElement(item, "itemfeedback", ident="general_fb")
    _material(SubElement(feedback, "flow_mat"), question.why)


def _fields(parent: Element, **fields: str) -> None:
    """Metadata, in the form that QTI has for it."""
    metadata = SubElement(parent, "qtimetadata")
    for label, entry in fields.items():
        field = SubElement(metadata, "qtimetadatafield")
        _leaves(field, fieldlabel=label, fieldentry=entry)


def _material(parent: Element, html: str) -> None:
    text = SubElement(SubElement(parent, "material"), "mattext", texttype="text/html")
    text.text = f"<p>{html}</p>"


def _leaves(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text
