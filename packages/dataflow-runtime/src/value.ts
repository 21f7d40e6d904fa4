import { checkOptions } from "@millrace/protocol";
import type { ArrowArray } from "./arrow/arrow-array.ts";
import type { ArrowType, TypeInput, TypeOf } from "./arrow/arrow-type.ts";
import { dataBytes } from "./arrow/data-bytes.ts";
import { arrayFromInput, type DataSource } from "./arrow/from-input.ts";
import { heldBytes } from "./arrow/held-bytes.ts";
import type { InferredTypeOf } from "./arrow/inferred-type.ts";
import { decodeStream } from "./arrow/ipc/decode.ts";
import { planStream, type StreamPlan } from "./arrow/ipc/encode.ts";
import { endWhenForgotten, keepWhileViewed, Loan } from "./arrow/loan.ts";
import { scalarReader, type ScalarReader } from "./arrow/scalar-reader.ts";
import { sameType } from "./arrow/same-type.ts";
import { toVector, type ArrowVector } from "./arrow/to-vector.ts";
import { toPlainJson, type PlainJson } from "./arrow/to-json.ts";
import { storedArray } from "./arrow/stored-array.ts";
import { typeText } from "./arrow/type-text.ts";
import { typeOf } from "./arrow/type-builders.ts";
import type { ArrayOf, ArrowScalar, NumericTypedArray, ScalarOf } from "./arrow/type-values.ts";
import { bytesOf, typedArrayFor, typeOfView } from "./arrow/typed-arrays.ts";
import { DataflowError } from "./errors.ts";

/**
 * What a sender may give as data:
 * - bytes (`Uint8Array`, `Buffer`, `ArrayBuffer`, `DataView`): an array of `UInt8`;
 * - a typed array: an array of its element type, or of lists of one size with a type that says so, without a copy;
 * - a string: an array of `Utf8` with one slot;
 * - a plain array: `Utf8` for strings, `Boolean` for booleans, `Int64` for bigints, `Float64` for numbers, `List` for
 *   arrays, `Struct` for objects, `Null` for nothing but nulls; another type when one is given with it;
 * - a vector, data, column or one-batch table of `apache-arrow` or `@uwdata/flechette`, without a copy of its data;
 * - another {@link DoraValue}, as it is. The bytes of an Arrow IPC stream come as {@link DoraValue.fromIpc}.
 *
 * Nothing is copied before it is needed: who changes the memory after sending it changes the message.
 */
export type DataInput = DoraValue | DataSource;

export interface ValueMemoryOptions {
  /**
   * Called once when the memory under the value may be used again: after the last {@link DoraValue.release}, or when
   * the value was collected. From then on every access to the value is an error. Absent: the value owns its memory.
   */
  readonly onRelease?: () => void;
}

/** Exactly one of them is set at first; the others are made when somebody asks. */
interface Origin {
  readonly view?: ArrayBufferView;
  readonly array?: ArrowArray;
  readonly ipc?: Uint8Array;
}

/**
 * The data of one message: an Arrow array, read in place. It comes from what a sender gave or from an Arrow IPC stream
 * on the wire, and decodes or encodes only when somebody asks; in one thread it passes from sender to receiver as it is.
 *
 * A value that came through shared memory is borrowed: it is valid until the handler that got it has settled, or until
 * the node's loop asks for the next event, and longer only with {@link retain}. Any access after that throws
 * `DATAFLOW_VALUE_RELEASED`. Typed arrays that were taken out of it before are not guarded.
 */
export class DoraValue {
  readonly #view: ArrayBufferView | undefined;
  #array: ArrowArray | undefined;
  #ipc: Uint8Array | undefined;
  #plan: StreamPlan | undefined;
  #read: ScalarReader | undefined;
  readonly #loan: Loan | undefined;

  private constructor(origin: Origin, memory?: ValueMemoryOptions) {
    checkOptions(memory, ["onRelease"], "DoraValue");
    this.#view = origin.view;
    this.#array = origin.array;
    this.#ipc = origin.ipc;
    if (memory?.onRelease === undefined) return;
    this.#loan = new Loan(memory.onRelease);
    endWhenForgotten(this, this.#loan);
  }

  /**
   * Makes a value of what a sender gives; see {@link DataInput}.
   *
   * @param type the type that it shall have: the elements of a plain array are built as it; anything else must have it.
   * @throws `DATAFLOW_INVALID_DATA` for what cannot be sent, naming the slot; `DATAFLOW_TYPE_MISMATCH` if it has another
   *   type than the one asked for.
   */
  static from<const Input extends DataInput>(input: Input): TypedValue<InferredTypeOf<Input>>;
  static from<const Input extends TypeInput>(input: DataInput, type: Input): TypedValue<TypeOf<Input>>;
  static from(input: DataInput, type?: TypeInput): DoraValue {
    if (input instanceof DoraValue) return type === undefined ? input : input.as(type);
    if (type === undefined && ArrayBuffer.isView(input) && typeOfView(input) !== undefined) {
      return new DoraValue({ view: input });
    }
    return new DoraValue({ array: arrayFromInput(input, type === undefined ? undefined : typeOf(type)) });
  }

  /**
   * A value from the bytes of an Arrow IPC stream: one column, of which the first batch counts. They are read at the
   * first access, and an invalid stream throws `DATAFLOW_INVALID_ARROW` there. No bytes at all are the unit value.
   */
  static fromIpc(bytes: Uint8Array, memory?: ValueMemoryOptions): DoraValue {
    return new DoraValue({ ipc: bytes }, memory);
  }

  /** A value over an array's buffers. The array must be consistent: buffers as long as its type and length ask for. */
  static fromArray(array: ArrowArray, memory?: ValueMemoryOptions): DoraValue {
    return new DoraValue({ array }, memory);
  }

  /** Type, length and buffers. What engines hand over; most users want {@link toArray}. */
  get array(): ArrowArray {
    this.#check();
    return (this.#array ??= this.#toArrowArray());
  }

  get type(): ArrowType {
    return this.array.type;
  }

  /** Slots, nulls included. */
  get length(): number {
    return this.array.length;
  }

  get nullCount(): number {
    return this.array.nullCount;
  }

  /** Bytes of the memory that holds the data; nothing is decoded to say so. For counters. */
  get byteLength(): number {
    const held = this.#view ?? this.#ipc;
    return held === undefined ? heldBytes(this.array) : held.byteLength;
  }

  /** Whether the memory belongs to the engine, so that {@link retain} is needed to keep the value. */
  get borrowed(): boolean {
    return this.#loan !== undefined;
  }

  /**
   * The bytes of the data, without a copy: the message itself for `UInt8`, all slots one after another for other types
   * of fixed width, the text or bytes of all slots for `Utf8` and `Binary`, nothing for `Null`.
   *
   * @throws `DATAFLOW_VALUE_WITHOUT_BYTES` for types that have not one run of bytes: nested, dictionary, view types.
   */
  get bytes(): Uint8Array {
    return this.#view === undefined ? this.#guarded(dataBytes(this.array)) : bytesOf(this.#view);
  }

  /** The value of one slot, or `null`; `undefined` outside of the array. Bytes are views, not copies. */
  get(index: number): ArrowScalar | undefined {
    if (!(Number.isInteger(index) && index >= 0 && index < this.array.length)) return undefined;
    return (this.#read ??= scalarReader(this.array))(index);
  }

  /**
   * All slots. For numbers and times a typed array over the message's own memory (a copy only for `Float16`, and when
   * the bytes came unaligned), for other types a plain array with `null` for nulls.
   *
   * @throws `DATAFLOW_VALUE_HAS_NULLS` where a typed array would show nulls as numbers; iterate over the value instead.
   */
  toArray(): NumericTypedArray | readonly ArrowScalar[] {
    const { array } = this;
    const view = this.#view;
    if (view !== undefined && view.constructor === typedArrayFor(array.type)) return view as NumericTypedArray;
    const stored = storedArray(array);
    return stored === undefined ? [...this] : this.#guarded(stored);
  }

  /** The slots as JSON has them: big integers beyond 2^53 as text, bytes as arrays of numbers, maps as pairs. */
  toJSON(): PlainJson[] {
    return Array.from(this, toPlainJson);
  }

  *[Symbol.iterator](): Generator<ArrowScalar, void, undefined> {
    const { length } = this;
    for (let index = 0; index < length; index += 1) yield this.get(index) ?? null;
  }

  /**
   * The same value, with its type known to the compiler.
   *
   * @throws `DATAFLOW_TYPE_MISMATCH` when it has another type. Names and nullability of list children do not count.
   */
  as<const Input extends TypeInput>(type: Input): TypedValue<TypeOf<Input>> {
    const wanted = typeOf<TypeInput>(type);
    if (sameType(this.type, wanted)) return this as unknown as TypedValue<TypeOf<Input>>;
    const message = `the value is ${typeText(this.type)}, not ${typeText(wanted)}; ask for the type it has, or send the other`;
    throw new DataflowError("DATAFLOW_TYPE_MISMATCH", message, {
      details: { expected: typeText(wanted), got: typeText(this.type) },
    });
  }

  /** `DoraValue<Float32>(3)`: for logs. */
  toString(): string {
    return `DoraValue<${typeText(this.type)}>(${this.length})`;
  }

  /** The bytes of an Arrow IPC stream: one nullable column `data`, one batch. Made once; what came as one is not remade. */
  ipc(): Uint8Array {
    this.#check();
    if (this.#ipc !== undefined) return this.#ipc;
    // Every byte is written, so zeroing them first would be work for nothing.
    const bytes = bytesOf(Buffer.allocUnsafe(this.ipcLength));
    this.writeIpc(bytes, 0);
    return (this.#ipc = bytes);
  }

  /** Bytes that {@link ipc} has and {@link writeIpc} writes. */
  get ipcLength(): number {
    this.#check();
    return this.#ipc?.byteLength ?? this.#planned().byteLength;
  }

  /** Writes what {@link ipc} gives at `offset` of `target`, which must have room for {@link ipcLength} bytes. */
  writeIpc(target: Uint8Array, offset: number): void {
    this.#check();
    if (this.#ipc === undefined) this.#planned().write(target, offset);
    else target.set(this.#ipc, offset);
  }

  /**
   * As a vector of the package `apache-arrow`, which the application installs: `await value.toArrow<Vector>()`. With
   * flechette it is `tableFromIPC(value.ipc()).getChildAt(0)`.
   *
   * @throws `DATAFLOW_ARROW_MISSING` when the package is not installed.
   */
  async toArrow<Vector extends ArrowVector = ArrowVector>(): Promise<Vector> {
    return (await toVector(this.array, () => this.ipc())) as Vector;
  }

  /** Keeps borrowed memory until {@link release}, and at most until the value is collected. Returns the value. */
  retain(): this {
    this.#check();
    this.#loan?.retain();
    return this;
  }

  /** Ends one hold on borrowed memory; does nothing for a value that owns its memory. */
  release(): void {
    this.#loan?.release();
  }

  #planned(): StreamPlan {
    return (this.#plan ??= planStream(this.array));
  }

  #toArrowArray(): ArrowArray {
    const view = this.#view;
    if (view === undefined) return decodeStream(this.#ipc ?? new Uint8Array());
    const bytes = bytesOf(view);
    const length = view instanceof DataView ? bytes.length : (view as Uint8Array).length;
    const type = typeOfView(view) as ArrowType;
    return { type, length, nullCount: 0, validity: undefined, buffers: [bytes], children: [] };
  }

  #guarded<View extends object>(view: View): View {
    if (this.#loan !== undefined) keepWhileViewed(view, this);
    return view;
  }

  #check(): void {
    if (this.#loan?.ended !== true) return;
    throw new DataflowError(
      "DATAFLOW_VALUE_RELEASED",
      "a borrowed value was read after its memory went back to the engine; call value.retain() inside the handler to keep it",
    );
  }
}

/** A value whose type the compiler knows, as {@link DoraValue.from} and {@link DoraValue.as} give it. */
export interface TypedValue<Type extends ArrowType> extends DoraValue {
  readonly type: Type;
  get(index: number): ScalarOf<Type> | null | undefined;
  toArray(): ArrayOf<Type>;
  [Symbol.iterator](): Generator<ScalarOf<Type> | null, void, undefined>;
}

/**
 * An array of a type: `array("Float32", [0.5, 1])`, `array(arrowType.fixedSizeList("Float32", 4), [[1, 2, 3, 4]])`.
 *
 * @throws as {@link DoraValue.from}.
 */
export function array<const Input extends TypeInput>(type: Input, data: DataInput): TypedValue<TypeOf<Input>> {
  return DoraValue.from(data, type);
}
