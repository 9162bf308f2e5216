"""The claims of the book, chapter by chapter."""

from tests.claims.chapter_1 import CLAIMS as RNN
from tests.claims.chapter_2 import CLAIMS as LSTM
from tests.claims.chapter_3 import CLAIMS as GRU

CHAPTERS = {"Chapter 1, RNN": RNN, "Chapter 2, LSTM": LSTM, "Chapter 3, GRU": GRU}
CLAIMS = [claim for claims in CHAPTERS.values() for claim in claims]
