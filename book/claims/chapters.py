"""The claims of the book, chapter by chapter, and those about the post that it grew out of."""

from book.claims import (
    chapter_1,
    chapter_2,
    chapter_2_memory,
    chapter_3,
    chapter_3_series,
    chapter_3_writing,
    chapter_4,
    chapter_5,
    chapter_6,
    controls,
    first_page,
    post,
)

CHAPTERS = {
    "The first page": first_page.CLAIMS,
    "Chapter 1, RNN": chapter_1.CLAIMS,
    "Chapter 2, LSTM": chapter_2.CLAIMS + chapter_2_memory.CLAIMS,
    "Chapter 3, GRU": [
        *chapter_3.CLAIMS,
        *chapter_3_series.CLAIMS,
        *chapter_3_writing.CLAIMS,
    ],
    "Chapter 4, seq2seq": chapter_4.CLAIMS,
    "Chapter 5, attention": chapter_5.CLAIMS,
    "Chapter 6, pronunciation": chapter_6.CLAIMS,
    "Chapters 4 and 5, the controls": controls.CLAIMS,
    "The post's tables": post.CLAIMS,
}
CLAIMS = [claim for claims in CHAPTERS.values() for claim in claims]
