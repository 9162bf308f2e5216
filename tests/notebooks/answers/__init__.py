"""Answers to the exercises of each chapter, wrong ones and right ones.

A chapter has
    NOTEBOOK  its name
    CELLS     the cells that its exercises need
    BESIDE    code in place of the cells that take long
    WRONG     for each exercise, by the mistake: words of the message that it must get, and an
              answer that makes it
    RIGHT     for each exercise, by the way: an answer unlike the book's
"""
