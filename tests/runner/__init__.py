"""Runs the checks that a change could affect, two at a time: `python -m tests.runner TIER`.

check    what is run, and what it depends on
checks   every check of the project, by what it is about
inputs   what a check depends on, as one hash
record   what passed when, with which inputs
lanes    two at a time, each after those that it needs
outcome  what came out of a command
"""
