"""What the reader touches: widgets that compute in the browser, with or without Python.

Each is a Python class and a JavaScript module of the same name; each is imported from its own
module, so that a chapter depends on its own widgets and no others. They stand on
    widget      what all share: values, the picture that stands in, the saved HTML
    weights     a trained model's weights as text, in Python and in JavaScript
    bundle      one script out of a module and its imports
    models.js   the models once more, in JavaScript; a test compares every symbol
    kit.js      elements, controls and strips of numbers; kit.css, their look
What two of them share stands in a file of its own: days, texts (a field that is asked). What
one of them needs besides: learner and chart (train_here), sums (adding_machine), formulas,
cell_formulas, diagram and inspector (walkthrough), attention_formula (attention_walkthrough).
"""
