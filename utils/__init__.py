"""The model code that the notebooks import; an import only ever points down.

plots.py                what the reader looks at
exercises.py            checks that say what is wrong
diagnostics.py          the way back of an error, saturation, a gate fixed
training.py             the one training loop, exact-match evaluation
attention.py            AdditiveAttention, AttentionDecoder
seq2seq.py              Encoder, Decoder, Seq2Seq
tagger.py               Tagger: a cell with an answer at every step
cells.py                RNNCell, LSTMCell, GRUCell, unroll
torch_weights.py        from a module of torch.nn to a cell
vocab.py, data/         characters <-> indices; roommate, names, addition, dates
"""
