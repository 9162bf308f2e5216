// Reads a module, a function and its arguments as JSON, and writes what the function returns.

const { source, function: text, arguments: all } = JSON.parse(await new Response(Deno.stdin.readable).text());
const blob = new Blob([source], { type: "text/javascript" });
const module = await import(URL.createObjectURL(blob));
const result = await (0, eval)(`(${text})`)(module, ...all);
const written = new TextEncoder().encode(JSON.stringify(result ?? null));
await new Blob([written]).stream().pipeTo(Deno.stdout.writable);
