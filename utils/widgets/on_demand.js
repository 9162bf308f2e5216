// Parts of a widget that are too large to be saved with it: see on_demand.py.

/** The parts of a widget. `bring(name)` is a promise of one, which is asked for once, or again if
    it could not be had; `end()` stops listening. Python sends a part when no cell is running; the page
    loads it. */
export function onDemand(model) {
  const asked = {};
  const waiting = {};

  function hear({ part, value }) {
    const promised = waiting[part];
    delete waiting[part];
    if (value === undefined) promised?.reject(new Error(`${part} could not be loaded`));
    else promised?.resolve(value);
  }
  function ask(part) {
    return new Promise((resolve, reject) => {
      waiting[part] = { resolve, reject };
      model.send({ part });
    });
  }
  async function bring(part) {
    asked[part] ??= ask(part);
    try {
      return await asked[part];
    } catch (error) {
      delete asked[part];
      throw error;
    }
  }

  model.on("msg:custom", hear);
  return { bring, end: () => model.off("msg:custom", hear) };
}
