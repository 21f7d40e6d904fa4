import { create, toBinary } from "@bufbuild/protobuf";
import { encodingOf } from "@millrace/protocol/payload";
import { common } from "@millrace/protocol/temporal";
import { invalidArgument } from "../service-errors.ts";
import { predefinedAttributes, serverAttributes, systemAttributes, type AttributeType } from "./attribute-types.ts";
import { decodeAttribute } from "./attribute-values.ts";

/** What one run may have of search attributes. */
const limits = { keys: 100, valueBytes: 2 * 1024, totalBytes: 40 * 1024 } as const;

export type IndexedFields = Readonly<Record<string, common.Payload>>;

const utf8 = new TextEncoder();
const utf8Text = new TextDecoder();

/** The custom search attributes of each namespace, and the rules for the values that callers send. */
export class SearchAttributeRegistry {
  readonly #custom = new Map<string, Map<string, AttributeType>>();

  /** Those that were added to the namespace. */
  custom(namespace: string): ReadonlyMap<string, AttributeType> {
    return this.#custom.get(namespace) ?? new Map();
  }

  /** Adds an attribute; one that the namespace has already stays as it is. */
  add(namespace: string, name: string, type: AttributeType): void {
    const known = this.#custom.get(namespace) ?? new Map<string, AttributeType>();
    if (!known.has(name)) known.set(name, type);
    this.#custom.set(namespace, known);
  }

  /** Whether the namespace had it. Values of runs stay, and are found again when it is added again. */
  remove(namespace: string, name: string): boolean {
    return this.#custom.get(namespace)?.delete(name) ?? false;
  }

  /** The type of an attribute that runs can have: a custom one, or one of Temporal's own. */
  typeOf(namespace: string, name: string): AttributeType | undefined {
    return this.#custom.get(namespace)?.get(name) ?? own(predefinedAttributes, name) ?? own(serverAttributes, name);
  }

  /**
   * Checks what a caller sets, and gives it the metadata `type` where that is missing.
   *
   * @throws `invalid_argument`: unknown names, values of the wrong type, more than the limits allow.
   */
  check(namespace: string, fields: IndexedFields): IndexedFields {
    const names = Object.keys(fields);
    if (names.length > limits.keys) {
      throw invalidArgument(`number of search attributes ${names.length} exceeds limit ${limits.keys}`);
    }
    const checked = Object.fromEntries(
      names.map((name) => [name, this.#checkOne(namespace, name, fields[name] as common.Payload)] as const),
    );
    const searchAttributes = create(common.SearchAttributesSchema, { indexedFields: checked });
    const bytes = names.length === 0 ? 0 : toBinary(common.SearchAttributesSchema, searchAttributes).length;
    if (bytes > limits.totalBytes) {
      throw invalidArgument(`total size of search attributes ${bytes} exceeds size limit ${limits.totalBytes}`);
    }
    return checked;
  }

  #checkOne(namespace: string, name: string, payload: common.Payload): common.Payload {
    if (own(systemAttributes, name) !== undefined || own(serverAttributes, name) !== undefined) {
      throw invalidArgument(`${name} attribute can't be set in SearchAttributes`);
    }
    const type = this.typeOf(namespace, name);
    if (type === undefined) {
      throw invalidArgument(`Namespace ${namespace} has no mapping defined for search attribute ${name}`);
    }
    try {
      decodeAttribute(payload, type);
    } catch {
      throw invalidArgument(`invalid value for search attribute ${name} of type ${type}: ${shown(payload)}`);
    }
    if (payload.data.length > limits.valueBytes) {
      const limit = limits.valueBytes;
      throw invalidArgument(`search attribute ${name} value size ${payload.data.length} exceeds size limit ${limit}`);
    }
    if (Object.hasOwn(payload.metadata, "type")) return payload;
    return create(common.PayloadSchema, { ...payload, metadata: { ...payload.metadata, type: utf8.encode(type) } });
  }
}

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** A value for a message: text as it is, bytes by their encoding. */
function shown(payload: common.Payload): string {
  const encoding = encodingOf(payload);
  if (!encoding.startsWith("json/")) return `a value of encoding '${encoding}'`;
  const json = utf8Text.decode(payload.data);
  const text = /^"[^"\\]*"$/.test(json) ? json.slice(1, -1) : json;
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
