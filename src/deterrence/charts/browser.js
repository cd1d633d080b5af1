// What Vega expects of a browser when it is loaded and draws, and V8 alone does not have.

var window = globalThis;
var self = globalThis;
const nothing = () => undefined;
var console = {log: nothing, debug: nothing, warn: nothing, error: nothing};
var setInterval = nothing;
var clearInterval = nothing;
var structuredClone = (value) =>
  value instanceof Set ? new Set([...value].map(structuredClone))
    : Array.isArray(value) ? value.map(structuredClone)
    : value !== null && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, structuredClone(part)]))
    : value;
