"""The model code that the notebooks import; an import only ever points down.

widgets/                what the reader touches
exercises/              checks that say what is wrong
plots/                  what the reader looks at: figures, tables, code
diagnostics.py          gradients back through time, saturation, a gate held fixed
ablation.py             how an answer changes without the state it looked at
pronounce.py            a command: how words are pronounced, by the trained model
recipes/                what the chapters train, each once
epochs.py               EpochTraining: long trainings that can be stopped and resumed
training.py             the one training loop, scores with their interval, exact match
compact.py              save_compact, load_compact: a model in one small JSON file
storage.py              save, load: models in files
blueprint.py            what a model is, apart from its weights
beam.py                 beam_search: the n most likely answers
pronouncer.py           Pronouncer: answers whose lengths differ much
transformer.py          SelfAttention, Transformer
deep.py                 DeepEncoder, DeepDecoder, DeepAttentionDecoder: layers, dropout
attention.py            AdditiveAttention and its siblings, AttentionDecoder
seq2seq.py              Encoder, Decoder, Seq2Seq
writer.py               Writer: a cell that writes words, told the language
text_model.py           TextModel: the base of all text-to-text models
tagger.py               Tagger: a cell with an answer at every step
ngrams.py               NGrams: letters guessed by counting, the writer's rival
recurrent.py            Recurrent, StackedCell: stacked and bidirectional cells
cells/                  RNNCell, LSTMCell, GRUCell; steps, unroll, trace
torch_weights.py        from a module of torch.nn to a cell and back
data/                   roommate, names, addition, dates, pronunciations
error_rates.py          error_rates: edit distance, WER and PER
domain.py               Domain: what a model is trained for, and marks on what lies beyond
words.py                a word as a person types it, and as a model reads it
vocab.py                characters <-> indices, one spelling for texts that look alike
files.py                atomic writes: all of a file or nothing
weights.py              store, restore: weights as text, small enough for a page
finite.py               weights must be finite numbers
progress.py             a bar that leaves nothing behind
frontend.py             is_watched: whether a person runs the notebook
"""
