// The weights that weights.py stored: `restore` gives them back as matrices.

/** Weights by name: "cell.W_xh" becomes restored.cell.W_xh, {rows, cols, data}. A vector has
    one row. `stored` may be a promise: a page fetches the weights of some models when asked. */
export async function restore(stored) {
  const weights = {};
  for (const [name, part] of Object.entries(await stored)) {
    const path = name.split(".");
    const last = path.pop();
    let place = weights;
    for (const key of path) place = place[key] ??= {};
    place[last] = await matrix(part);
  }
  return weights;
}

async function matrix({ shape, scale, data }) {
  const bytes = await unpack(data);
  const [rows, cols] = shape.length === 2 ? shape : [1, shape[0]];
  const whole = scale ? new Int8Array(bytes) : new Float32Array(bytes);
  // Python multiplies in single precision, hence Math.fround.
  const value = scale ? (v, i) => Math.fround(v * Math.fround(scale[Math.floor(i / cols)])) : (v) => v;
  return { rows, cols, data: Float64Array.from(whole, value) };
}

/** The bytes that `pack` of weights.py made text of. */
export function unpack(data) {
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}
