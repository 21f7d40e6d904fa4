import type { Logger } from "@millrace/protocol";
import { typeText } from "../arrow/type-text.ts";
import { DataflowError } from "../errors.ts";
import type { TypedParameter } from "../parameter.ts";
import type { DoraValue } from "../value.ts";
import { annotatedType, type AnnotatedType } from "./standard-types.ts";

/** What happens to a message whose type is not that of its port's annotation: nothing, a warning once a port, an error. */
export type TypeCheckMode = "off" | "warn" | "error";

/** The mode that `DORA_RUNTIME_TYPE_CHECK` asks for; `1` and `true` mean `warn`, and what dora does not know is off. */
export function typeCheckMode(text: string | undefined): TypeCheckMode {
  if (text === "error") return "error";
  return text === "warn" || text === "1" || text === "true" ? "warn" : "off";
}

/** Services and actions send answers of many types through one port: dora does not check their messages. */
const patternKeys = ["request_id", "goal_id", "goal_status"];

/** Checks the messages of a node's inputs, or of its outputs, against the type annotations of the dataflow file. */
export class TypeCheck {
  readonly #kind: "input" | "output";
  readonly #mode: TypeCheckMode;
  readonly #logger: Logger;
  readonly #ports: ReadonlyMap<string, AnnotatedType>;
  readonly #warned = new Set<string>();

  constructor(
    kind: "input" | "output",
    annotations: ReadonlyMap<string, string>,
    options: { readonly mode: TypeCheckMode; readonly logger: Logger },
  ) {
    this.#kind = kind;
    this.#mode = options.mode;
    this.#logger = options.logger;
    const types = Array.from(annotations, ([id, urn]) => [id, annotatedType(urn)] as const);
    this.#ports = new Map(
      this.#mode === "off" ? [] : types.flatMap(([id, type]) => (type === undefined ? [] : [[id, type] as const])),
    );
  }

  /**
   * Messages without data have no type and pass.
   *
   * @throws `DATAFLOW_TYPE_MISMATCH` naming the port, the expected and the actual type, when the mode is `error`.
   */
  check(id: string, value: DoraValue | undefined, parameters: ReadonlyMap<string, TypedParameter>): void {
    const expected = this.#ports.get(id);
    if (expected === undefined || value === undefined || expected.takes(value.type)) return;
    if (value.type.name === "Null" && value.length === 0) return;
    if (patternKeys.some((key) => parameters.has(key))) return;
    const got = typeText(value.type);
    const message = `${this.#kind} '${id}' is annotated as ${expected.urn} (${expected.type}), but a message of ${got} ${this.#kind === "input" ? "came" : "was sent"}`;
    if (this.#mode === "error") {
      const details = { port: id, expected: expected.type, got };
      throw new DataflowError("DATAFLOW_TYPE_MISMATCH", message, { details });
    }
    if (this.#warned.has(id)) return;
    this.#warned.add(id);
    this.#logger.warn({ [this.#kind]: id, expected: expected.type, got }, `${message}; said once`);
  }
}
