// Random numbers that come again with the same seed, in Python too: writer_model.py.

/** Numbers from 0 to 1 that only depend on the seed (mulberry32). */
export function generator(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** writer_model.uniforms: `count` numbers for each of several words. */
export function uniforms(seed, words, count) {
  const random = generator(seed);
  return Array.from({ length: words }, () => Array.from({ length: count }, random));
}
