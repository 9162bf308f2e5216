"""The sounds of English as the widgets show them: a name, and a word to hear each in."""

import re

from ..data.pronunciations import SOUNDS

# The example words of `SOUNDS`, in its order; in brackets, the letters of the sound.
MARKED = """f[a]ther c[a]t c[u]t l[aw] c[ow] m[y] b[e]d b[ir]d d[ay] s[i]t s[ee] g[o] b[oy]
    b[oo]k t[oo] [b]e [ch]eese [d]o [th]is [f]ee [g]o [h]e [j]oy [k]ey [l]ee [m]e [n]o si[ng]
    [p]ea [r]ed [s]ea [sh]e [t]ea [th]in [v]ery [w]e [y]es [z]oo vi[si]on"""

# From each sound's character to its name in ARPAbet and its example: what comes before the
# letters of the sound, these letters, and what comes after.
SHOWN_SOUNDS = {
    sound: (name, *re.split(r"[\[\]]", marked))
    for (sound, (name, _)), marked in zip(SOUNDS.items(), MARKED.split(), strict=True)
}


def names_of(written: str) -> str:
    """The names of the sounds; marks stand for themselves: `nYt…` is `N AY T …`."""
    names = (SOUNDS[sound][0] if sound in SOUNDS else sound for sound in written)
    return " ".join(names) or "no sound"
