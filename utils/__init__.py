"""The model code that the notebooks import; an import only ever points down.

widgets/                what the reader touches
plots/                  what the reader looks at
exercises.py            checks that say what is wrong
explain.py              what an answer becomes without the state it looked at
diagnostics.py          the way back of an error, saturation, a gate fixed
texts.py                training and exact match for models that answer a text with a text
training.py             the one training loop, scores with their interval
transformer.py          SelfAttention, Transformer
attention.py            AdditiveAttention and its siblings, AttentionDecoder
seq2seq.py              Encoder, Decoder, Seq2Seq
tagger.py               Tagger: a cell with an answer at every step
cells.py                RNNCell, LSTMCell, GRUCell, unroll
torch_weights.py        from a module of torch.nn to a cell
vocab.py, data/         characters <-> indices; roommate, names, addition, dates
"""
