import { suggest } from "@millrace/protocol";
import type { RawDataflow } from "./dataflow-shape.ts";
import type { FlatNode } from "./flat-node.ts";
import type { RawInput } from "./input-shape.ts";
import type { RawOperator } from "./operator-shape.ts";
import type { RawType } from "./ports-shape.ts";
import type { Problems } from "./problems.ts";
import { placeOf } from "./struct.ts";
import { parseType, TypeRules } from "./type-rules.ts";
import { operatorsOf } from "./wiring.ts";

const patterns = ["service-server", "service-client", "action-server", "action-client"];
/** What a tick counts as. */
const timerType = "std/core/v1/UInt64";

/** The ports of a node, or of one of its operators. */
interface Ports {
  /** `node` or `node/operator`. */
  readonly name: string;
  readonly raw: FlatNode | RawOperator;
}

/** Checks the annotations of types and patterns; what is wrong with them is an error only where types are strict. */
export function checkTypes(
  nodes: readonly FlatNode[],
  rules: RawDataflow["type_rules"],
  knownTypes: ReadonlySet<string>,
  problems: Problems,
): void {
  const typeRules = new TypeRules((rules ?? []).map(({ from = "", to = "" }): [string, string] => [from, to]));
  const ports = nodes.flatMap((node): Ports[] => [
    ...(node.operator === undefined && node.operators === undefined ? [{ name: node.id, raw: node }] : []),
    ...operatorsOf(node).map(({ id, operator }) => ({ name: `${node.id}/${id}`, raw: operator })),
  ]);
  const outputTypes = outputTypesOf(nodes);
  const check = new TypeCheck({ typeRules, knownTypes, outputTypes, problems });
  for (const one of ports) check.ports(one);
}

/** `node/output` → its annotation, `undefined` for an output that has none. */
function outputTypesOf(nodes: readonly FlatNode[]): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  const add = (prefix: string, { outputs, output_types: types }: FlatNode | RawOperator): void => {
    for (const { id } of outputs ?? []) found.set(`${prefix}/${id}`, types?.get(id)?.urn);
  };
  for (const node of nodes) {
    add(node.id, node);
    if (node.operator !== undefined) add(node.id, node.operator);
    for (const operator of node.operators ?? []) add(`${node.id}/${operator.id ?? ""}`, operator);
  }
  return found;
}

interface Known {
  readonly typeRules: TypeRules;
  readonly knownTypes: ReadonlySet<string>;
  readonly outputTypes: ReadonlyMap<string, string | undefined>;
  readonly problems: Problems;
}

class TypeCheck {
  readonly #known: Known;

  constructor(known: Known) {
    this.#known = known;
  }

  ports({ name, raw }: Ports): void {
    const { problems } = this.#known;
    const outputs = new Set(raw.outputs?.map(({ id }) => id));
    const add = (at: Parameters<Problems["add"]>[1], message: string): undefined =>
      problems.add("DATAFLOW_PORT_TYPES", at, `node '${name}': ${message}`);
    for (const [id, type] of raw.output_types ?? []) {
      if (!outputs.has(id)) add(type.part, `output_types key '${id}' not found in outputs list`);
      this.#checkKnown(type, `on output '${id}'`, add);
    }
    for (const [id, type] of raw.input_types ?? []) {
      const input = raw.inputs?.get(id);
      if (input === undefined) add(type.part, `input_types key '${id}' not found in inputs list`);
      const known = this.#checkKnown(type, `on input '${id}'`, add);
      if (input !== undefined && known) this.#checkInput(id, input, type, add);
    }
    for (const id of raw.output_metadata?.keys() ?? [])
      if (!outputs.has(id))
        add(placeOf(raw.part, "output_metadata"), `output_metadata key '${id}' not found in outputs list`);
    if (raw.pattern !== undefined && !patterns.includes(raw.pattern))
      add(placeOf(raw.part, "pattern"), `unknown pattern '${raw.pattern}', expected one of: ${patterns.join(", ")}`);
  }

  #checkKnown({ urn, part }: RawType, where: string, add: Add): boolean {
    const base = parseType(urn)?.base;
    if (base !== undefined && this.#known.knownTypes.has(base)) return true;
    const near = suggest(urn.split("[", 1)[0] ?? urn, this.#known.knownTypes);
    add(part, `unknown type '${urn}' ${where}${near === undefined ? "" : `; did you mean '${near}'?`}`);
    return false;
  }

  #checkInput(id: string, { source }: RawInput, { urn, part }: RawType, add: Add): void {
    const { typeRules, outputTypes } = this.#known;
    if (source.kind === "timer") {
      if (typeRules.fits(timerType, urn)) return;
      return add(part, `type mismatch on input '${id}': timer provides '${timerType}', but expected '${urn}'`);
    }
    if (source.kind === "logs") return;
    const from = `${source.nodeId}/${source.outputId}`;
    if (!outputTypes.has(from)) return;
    const declared = outputTypes.get(from);
    if (declared === undefined)
      return add(part, `input '${id}' expects type '${urn}' but upstream ${from} has no type annotation`);
    if (!typeRules.fits(declared, urn))
      add(part, `type mismatch on input '${id}': upstream ${from} declares '${declared}', but expected '${urn}'`);
  }
}

type Add = (at: Parameters<Problems["add"]>[1], message: string) => undefined;
