import { DataflowError } from "../errors.ts";
import type { ArrowArray } from "./arrow-array.ts";
import type { ArrowType } from "./arrow-type.ts";
import { buildArray, type BuildInput } from "./build.ts";
import { inferType } from "./infer-type.ts";
import { sameType } from "./same-type.ts";
import { fromForeign } from "./foreign/from-foreign.ts";
import type { ForeignData } from "./foreign/foreign.ts";
import { typeText } from "./type-text.ts";
import { bytesOf, typedArrayFor, typeOfView } from "./typed-arrays.ts";

/** What {@link DoraValue.from} takes besides a DoraValue. */
export type DataSource = ArrayBufferView | ArrayBufferLike | string | readonly BuildInput[] | ForeignData;

/** An array of what a sender gave. */
export function arrayFromInput(input: DataSource, type: ArrowType | undefined): ArrowArray {
  if (typeof input === "string") return buildArray(type ?? { name: "Utf8" }, [input]);
  if (Array.isArray(input)) {
    // A copy, in which holes are undefined.
    const slots: readonly BuildInput[] = Array.from<BuildInput>(input);
    return buildArray(type ?? inferType(slots), slots);
  }
  if (ArrayBuffer.isView(input)) return fromView(input, type);
  if (input instanceof ArrayBuffer || input instanceof SharedArrayBuffer) return fromView(new Uint8Array(input), type);
  const array = isObject(input) ? fromForeign(input) : undefined;
  if (array === undefined) throw invalidData(input);
  if (type === undefined || sameType(array.type, type)) return array;
  throw mismatch(typeText(array.type), type);
}

/** A view stores its own type; a type of the same storage, such as a timestamp over bigints, may be asked for. */
function fromView(view: ArrayBufferView, asked: ArrowType | undefined): ArrowArray {
  const stored = typeOfView(view);
  if (stored === undefined) throw invalidData(view);
  const type = asked ?? stored;
  if (type.name === "FixedSizeList") return fixedLists(type, fromView(view, type.child.type));
  if (typedArrayFor(type) !== typedArrayFor(stored)) throw mismatch(stored.name, type);
  const bytes = bytesOf(view);
  const length = view instanceof DataView ? view.byteLength : (view as Uint8Array).length;
  return { type, length, nullCount: 0, validity: undefined, buffers: [bytes], children: [] };
}

/** Lists of one size lie one after another, so a typed array of all their elements is their data. */
function fixedLists(type: Extract<ArrowType, { readonly name: "FixedSizeList" }>, items: ArrowArray): ArrowArray {
  const length = items.length / type.size;
  if (Number.isInteger(length)) {
    return { type, length, nullCount: 0, validity: undefined, buffers: [], children: [items] };
  }
  const message = `${items.length} elements do not fill whole lists of ${typeText(type)}`;
  throw new DataflowError("DATAFLOW_INVALID_DATA", message, { details: { elements: items.length, size: type.size } });
}

/** Types say so, JavaScript does not. */
const isObject = (input: unknown): input is object => typeof input === "object" && input !== null;

function mismatch(got: string, expected: ArrowType): DataflowError {
  return new DataflowError("DATAFLOW_TYPE_MISMATCH", `the data is ${got}, not ${typeText(expected)}`, {
    details: { expected: typeText(expected), got },
  });
}

function invalidData(input: unknown): DataflowError {
  const got = input === null || typeof input !== "object" ? String(input) : (input.constructor?.name ?? "an object");
  const message = `${got} is not data that can be sent; give bytes, a typed array, text, an array, or an Arrow vector`;
  return new DataflowError("DATAFLOW_INVALID_DATA", message);
}
