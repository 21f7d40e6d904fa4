import fc from "fast-check";

const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, -0), fc.integer());

const bytes = fc.uint8Array({ maxLength: 24 });
const aligned = bytes.map((all) => all.slice(0, all.length - (all.length % 8)).buffer);

/** Every kind of view that this Node has. */
const viewTypes = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
] as const;

const view = fc
  .tuple(aligned, fc.constantFrom<new (buffer: ArrayBuffer) => object>(...viewTypes))
  .map(([buffer, View]) => new View(buffer));

const regexp = fc.constantFrom(/a+/, /[/\\]\n/giu, /(?<year>\d{4})/y, new RegExp(""));

const url = fc.webUrl({ withFragments: true, withQueryParameters: true }).map((text) => new URL(text));

/** Keys that trip careless code. */
const key = fc.oneof(fc.string(), fc.constantFrom("$", "v", "__proto__", "constructor", "toJSON", "toString", "0"));

function fromEntries(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    Object.defineProperty(made, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return made;
}

/** All that tagged JSON promises to keep, nested. */
export const taggable: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    tie("list"),
    tie("plain"),
    tie("map"),
    tie("set"),
  ),
  leaf: fc.oneof(
    fc.string({ unit: "binary" }),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    number,
    fc.bigInt(),
    fc.date({ noInvalidDate: false }),
    view,
    aligned,
    bytes.map((all) => Buffer.from(all)),
    regexp,
    url,
  ),
  list: fc.array(tie("value"), { maxLength: 5 }),
  plain: fc.array(fc.tuple(key, tie("value")), { maxLength: 5 }).map(fromEntries),
  map: fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 4 }).map((entries) => new Map(entries)),
  set: fc.array(tie("value"), { maxLength: 4 }).map((items) => new Set(items)),
}))["value"];
