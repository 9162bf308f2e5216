"""What the reader touches: widgets that compute in the browser, with or without Python.

Each is a Python class and a JavaScript module of the same name. They stand on
    widget      what all share: values, the picture that stands in, the saved HTML
    weights     a trained model's weights as text, in Python and in JavaScript
    constants   what Python and JavaScript must agree on
    bundle      one script out of a module and its imports
    models.js   the models once more, in JavaScript; a test compares every symbol
    kit.js      elements, controls and strips of numbers; kit.css, their look
Several use forecast (days, dishes), seq2seq_model (a field that a model answers) and
rnn_training. The others belong to one widget:
    walkthrough         formulas, diagrams (of diagram_parts and drawing), diagram, inspector
    adding_machine      outcome_map
    attention_explorer  attention_map
    hand_wire           weight_board
    train_here          training_settings, chart
"""

from utils.widgets.adding_machine import AddingMachine
from utils.widgets.attention_explorer import AttentionExplorer
from utils.widgets.hand_wire import HandWire
from utils.widgets.retrain import Retrain
from utils.widgets.roommate import Roommate
from utils.widgets.train_here import TrainHere
from utils.widgets.walkthrough import Walkthrough

__all__ = [
    "AddingMachine",
    "AttentionExplorer",
    "HandWire",
    "Retrain",
    "Roommate",
    "TrainHere",
    "Walkthrough",
]
