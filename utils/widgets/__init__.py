"""What the reader touches: widgets that compute in the reader's browser, with or without Python.

Each is a Python class and a JavaScript module of the same name. They stand on
    widget      what all share: values, the picture that stands in, the saved HTML
    weights     a trained model's weights as text, in Python and in JavaScript
    bundle      one script out of a module and its imports
    models.js   the models once more, in JavaScript; a test compares every symbol
    kit.js      elements, controls and strips of numbers; kit.css, their look
"""

from utils.widgets.roommate import Roommate

__all__ = ["Roommate"]
