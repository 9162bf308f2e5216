"""What the reader touches: widgets that compute in the browser, with or without Python.

Each is a Python class and a JavaScript module of the same name; each is imported from its own
module, so that a chapter depends on its own widgets and no others. They build on
    widget      what all share: values, the picture that stands in, the saved HTML
    weights.js  a trained model's weights, from the text that utils/weights.py makes of them
    constants   what Python and JavaScript must agree on
    bundle      one script out of a module and its imports
    models.js   the models once more, in JavaScript, and transformer.js that one; tests
                compare every symbol
    kit.js      elements, controls and strips of numbers; kit.css, their look
    on_demand   parts too large to be saved with a widget; they come when they are needed
Several use forecast (days, dishes), seq2seq_model (a field that a model answers), bars,
seed_field, random and rnn_training. The others belong to one widget:
    walkthrough         formulas, cell_formulas, diagrams (of diagram_parts and drawing),
                        diagram, inspector; attention_walkthrough and attention_formula,
                        seq2seq_... and pronouncer_...
    adding_machine      outcome_map
    attention_explorer  attention_map, heads
    hand_wire           weight_board
    error_pulse         error_back, error_curves
    train_here          training_settings, chart
    word_writer         writer_model
    word_reader         pronouncer_model, alignment, sounds
    stair               pronouncer_model
Some have no Python: opening_days and the others are what opens a chapter
(book/extensions/reader/openings.py), and live on the pages alone.
"""
