// First on every page that the tests open in Firefox or WebKit: keeps what goes wrong, for the
// tests to read. (In Chromium the browser itself tells them.)

globalThis.recorded = [];
{
  const record = (what, about) => recorded.push(`${what}: ${about}`);
  const here = "a script, a style or a picture";
  const listen = (event, tell) => addEventListener(event, tell, true);
  listen("error", ({ message, target }) => record("error", message ?? target.src ?? target.href ?? here));
  listen("unhandledrejection", ({ reason }) => record("not caught", reason));
  listen("securitypolicyviolation", ({ blockedURI }) => record("refused", blockedURI));
  for (const level of ["error", "warn"]) {
    const say = console[level];
    console[level] = (...words) => {
      record(level, words.join(" "));
      say.apply(console, words);
    };
  }
}
