import { ProtocolError } from "../../protocol-error.ts";
import type { TaggedTree } from "./tree.ts";
import { decodeBytes, isBytesTag } from "./bytes.ts";
import { errorOf } from "./error-fields.ts";
import { setOwn } from "./own.ts";
import { Path } from "./path.ts";

type Fields = { readonly [key: string]: TaggedTree };

/** Turns one tree of JSON values back into the value. Trusts nothing about the tree. */
export class TaggedDecoder {
  readonly #path = new Path();

  decode(tree: TaggedTree): unknown {
    if (isList(tree)) return this.#list(tree);
    if (isFields(tree)) return Object.hasOwn(tree, "$") ? this.#tagged(tree) : this.#fields(tree);
    if (tree === null || ["string", "boolean", "number"].includes(typeof tree)) return tree;
    return this.#malformed(`a ${typeof tree} is not a JSON value`);
  }

  #list(trees: readonly TaggedTree[]): unknown[] {
    return trees.map((item, index) => this.#path.within(index, () => this.decode(item)));
  }

  #fields(trees: Fields): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(trees)) {
      setOwn(
        fields,
        key,
        this.#path.within(key, () => this.decode(item)),
      );
    }
    return fields;
  }

  #tagged(tree: Fields): unknown {
    const tag = tree["$"];
    const value = tree["v"];
    if (typeof tag !== "string") return this.#malformed("the tag '$' is not a string");
    if (tag === "undefined") return undefined;
    if (tag === "number") return decodeNumber(value) ?? this.#misfit(tag);
    if (tag === "bigint") return isText(value, /^-?\d+$/) ? BigInt(value) : this.#misfit(tag);
    if (tag === "Date") return decodeDate(value) ?? this.#misfit(tag);
    if (tag === "Set") return isList(value) ? new Set(this.#list(value)) : this.#misfit(tag);
    if (tag === "Map")
      return isList(value) ? new Map(value.map((entry, index) => this.#entry(entry, index))) : this.#misfit(tag);
    if (tag === "object") return isFields(value) ? this.#fields(value) : this.#misfit(tag);
    if (tag === "error") return (isFields(value) ? errorOf(this.#fields(value)) : undefined) ?? this.#misfit(tag);
    if (tag === "RegExp") return decodeRegExp(value) ?? this.#misfit(tag);
    if (tag === "URL") return (typeof value === "string" ? URL.parse(value) : null) ?? this.#misfit(tag);
    if (!isBytesTag(tag)) return this.#malformed(`the tag ${JSON.stringify(tag)} is unknown`);
    return (typeof value === "string" ? decodeBytes(tag, value) : undefined) ?? this.#misfit(tag);
  }

  #entry(entry: TaggedTree, index: number): [unknown, unknown] {
    const [key, item] = isList(entry) && entry.length === 2 ? entry : [];
    if (key === undefined || item === undefined) return this.#misfit("Map");
    return this.#path.within(index, () => [this.decode(key), this.decode(item)]);
  }

  #misfit(tag: string): never {
    return this.#malformed(`the value of the tag '${tag}' does not fit it`);
  }

  #malformed(what: string): never {
    const path = String(this.#path);
    throw new ProtocolError("PROTOCOL_MALFORMED", `tagged JSON at ${path}: ${what}`, { details: { path } });
  }
}

function isList(tree: TaggedTree | undefined): tree is readonly TaggedTree[] {
  return Array.isArray(tree);
}

function isFields(tree: TaggedTree | undefined): tree is Fields {
  return typeof tree === "object" && tree !== null && !isList(tree);
}

function isText(tree: TaggedTree | undefined, form: RegExp): tree is string {
  return typeof tree === "string" && form.test(tree);
}

function decodeNumber(text: TaggedTree | undefined): number | undefined {
  return isText(text, /^(NaN|-?Infinity|-0)$/) ? Number(text) : undefined;
}

function decodeDate(text: TaggedTree | undefined): Date | undefined {
  if (text === null) return new Date(Number.NaN);
  const date = typeof text === "string" ? new Date(text) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

function decodeRegExp(value: TaggedTree | undefined): RegExp | undefined {
  const [source, flags] = isList(value) ? value : [];
  if (typeof source !== "string" || typeof flags !== "string") return undefined;
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
