import { types } from "node:util";

type ViewConstructor = new (buffer: ArrayBuffer) => ArrayBufferView;

/** Tag → view. Elements keep the machine's byte order, which is little-endian wherever these packages are tested. */
const views: ReadonlyMap<string, ViewConstructor> = new Map(
  [
    "Int8Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "Int16Array",
    "Uint16Array",
    "Int32Array",
    "Uint32Array",
    "Float16Array", // absent before Node 24
    "Float32Array",
    "Float64Array",
    "BigInt64Array",
    "BigUint64Array",
    "DataView",
  ].flatMap((name): [string, ViewConstructor][] => {
    const view = (globalThis as Record<string, unknown>)[name] as ViewConstructor | undefined;
    return view === undefined ? [] : [[name, view]];
  }),
);

/** Tag and base64 of a typed array, DataView, ArrayBuffer or Buffer; `undefined` for other objects. */
export function encodeBytes(value: object): { readonly tag: string; readonly text: string } | undefined {
  if (types.isArrayBuffer(value)) return { tag: "ArrayBuffer", text: Buffer.from(value).toString("base64") };
  if (!ArrayBuffer.isView(value)) return undefined;
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const tag = Buffer.isBuffer(value) ? "Buffer" : Object.prototype.toString.call(value).slice("[object ".length, -1);
  return { tag, text: bytes.toString("base64") };
}

export function isBytesTag(tag: string): boolean {
  return tag === "Buffer" || tag === "ArrayBuffer" || views.has(tag);
}

/** The value of a tag for which {@link isBytesTag} holds; `undefined` if the text does not fit it. */
export function decodeBytes(tag: string, text: string): object | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) return undefined;
  if (tag === "Buffer") return bytes;
  const buffer = new Uint8Array(bytes).buffer;
  const view = views.get(tag);
  if (view === undefined) return buffer;
  const elementBytes = (view as { readonly BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
  return buffer.byteLength % elementBytes === 0 ? new view(buffer) : undefined;
}
