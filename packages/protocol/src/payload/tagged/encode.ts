import { types } from "node:util";
import { isError } from "../../is-error.ts";
import { ProtocolError } from "../../protocol-error.ts";
import type { TaggedTree } from "./tree.ts";
import { encodeBytes } from "./bytes.ts";
import { errorFields } from "./error-fields.ts";
import { isPlainObject, setOwn } from "./own.ts";
import { Path } from "./path.ts";

export interface TaggedEncoderOptions {
  readonly canonical: boolean;
  readonly stacks: boolean;
}

/** Turns one value into a tree of JSON values. */
export class TaggedEncoder {
  readonly #options: TaggedEncoderOptions;
  readonly #path = new Path();
  readonly #above = new Set<object>();

  constructor(options: TaggedEncoderOptions) {
    this.#options = options;
  }

  encode(value: unknown): TaggedTree {
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return encodeNumber(value);
      case "bigint":
        return tagged("bigint", String(value));
      case "undefined":
        return { $: "undefined" };
      case "object":
        return value === null ? null : this.#object(value);
      case "function":
      case "symbol":
        return this.#refuse(`a ${typeof value}`);
    }
  }

  #object(value: object): TaggedTree {
    if (this.#above.has(value)) {
      const path = String(this.#path);
      throw new ProtocolError("PROTOCOL_CYCLE", `value at ${path} contains itself; break the cycle there`, {
        details: { path },
      });
    }
    this.#above.add(value);
    try {
      if (Array.isArray(value)) return this.#list(value);
      if (isPlainObject(value)) return this.#plain(value);
      return this.#special(value);
    } finally {
      this.#above.delete(value);
    }
  }

  /** Array.from, unlike map, visits holes. */
  #list(values: Iterable<unknown>): TaggedTree[] {
    return Array.from(values, (item, index) => this.#path.within(index, () => this.encode(item)));
  }

  #plain(value: object): TaggedTree {
    const tree = this.#fields(value);
    return Object.hasOwn(tree, "$") ? tagged("object", tree) : tree;
  }

  #fields(value: object): { readonly [key: string]: TaggedTree } {
    const symbol = Object.getOwnPropertySymbols(value).find((key) =>
      Object.prototype.propertyIsEnumerable.call(value, key),
    );
    if (symbol !== undefined) return this.#refuse(`an object with the symbol key ${String(symbol)}`);
    const keys = Object.keys(value);
    if (this.#options.canonical) keys.sort();
    const tree: Record<string, TaggedTree> = {};
    for (const key of keys)
      setOwn(
        tree,
        key,
        this.#path.within(key, () => this.encode((value as Readonly<Record<string, unknown>>)[key])),
      );
    return tree;
  }

  #special(value: object): TaggedTree {
    if (types.isDate(value)) return tagged("Date", Number.isNaN(value.getTime()) ? null : value.toISOString());
    if (types.isMap(value))
      return tagged(
        "Map",
        Array.from(value, (entry, index) => this.#entry(entry, index)),
      );
    if (types.isSet(value)) return tagged("Set", this.#list(value));
    if (isError(value)) {
      return tagged("error", this.#fields(errorFields(value, this.#options.stacks)));
    }
    if (types.isRegExp(value)) return tagged("RegExp", [value.source, value.flags]);
    if (value instanceof URL) return tagged("URL", value.href);
    const bytes = encodeBytes(value);
    if (bytes !== undefined) return tagged(bytes.tag, bytes.text);
    const name: unknown = value.constructor?.name;
    return this.#refuse(typeof name === "string" && name !== "" ? `an instance of ${name}` : "an instance of a class");
  }

  #entry([key, item]: readonly [unknown, unknown], index: number): TaggedTree {
    return this.#path.within(index, () => [this.encode(key), this.encode(item)]);
  }

  #refuse(what: string): never {
    const path = String(this.#path);
    throw new ProtocolError(
      "PROTOCOL_NOT_ENCODABLE",
      `value at ${path} is ${what}, which cannot be written and read back; remove it or turn it into plain data`,
      { details: { path } },
    );
  }
}

function tagged(tag: string, value: TaggedTree): TaggedTree {
  return { $: tag, v: value };
}

function encodeNumber(value: number): TaggedTree {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  return tagged("number", Object.is(value, -0) ? "-0" : String(value));
}
