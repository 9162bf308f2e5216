"""The model code that the notebooks import; an import only ever points down.

widgets/                what the reader touches
exercises.py            checks that say what is wrong
plots/                  what the reader looks at: figures, tables, code
diagnostics.py          gradients back through time, saturation, a gate held fixed
ablation.py             what an answer becomes without the state it looked at
recipes/                what the chapters train, each once
training.py             the one training loop, scores with their interval, exact match
storage.py              save, load: models in files
blueprint.py            what a model is, its weights aside
beam.py                 beam_search: the n likeliest answers
transformer.py          SelfAttention, Transformer
deep.py                 DeepEncoder, DeepDecoder, DeepAttentionDecoder: layers, dropout
attention.py            AdditiveAttention and its siblings, AttentionDecoder
seq2seq.py              Encoder, Decoder, Seq2Seq
text_model.py           TextModel: what every model that answers a text with a text has
tagger.py               Tagger: a cell with an answer at every step
recurrent.py            Recurrent, StackedCell: cells one above the other, in both directions
cells/                  RNNCell, LSTMCell, GRUCell; steps, unroll, trace
torch_weights.py        between a module of torch.nn and a cell
vocab.py, data/         characters <-> indices; roommate, names, addition, dates
"""
