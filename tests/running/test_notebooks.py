"""Running a notebook, as the tests beside this one do."""

from nbformat.v4 import new_code_cell, new_notebook

from tests.running.notebooks import executed

SLOW = """
import time
print("below 0.00001:", end=" ", flush=True)
time.sleep(0.5)
print(True)
"""


def test_a_line_that_is_printed_in_pieces_is_one_line(tmp_path):
    cell = new_code_cell(SLOW)
    said = executed(new_notebook(cells=[cell]), tmp_path)
    assert said == {cell.id: "below 0.00001: True\n"}
