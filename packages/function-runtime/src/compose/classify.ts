import { consoleLogger, type Logger } from "@millrace/protocol";
import { isTable } from "../data/table.ts";
import { FunctionError } from "../errors.ts";
import type { OutputDeclaration } from "../handler.ts";
import { checkName } from "../names.ts";
import type { Output } from "./call.ts";
import { outputOf } from "./output-of.ts";
import { isPlainObject } from "./plain-json.ts";

export interface ClassifyOptions {
  /** The function's, for messages. */
  readonly name: string;
  /** Default: the console. */
  readonly logger?: Logger;
}

/**
 * The outputs of a returned value, by their names. With two or more declared outputs an array is one output for each
 * element; an object whose keys are declared outputs is one for each key; anything else is a single value, under the
 * first declared name. A name that is missing is `output_{index}`. A number of values that is not the declared one is
 * logged and never fails.
 *
 * @throws `FUNCTION_INVALID_OUTPUT` for a value that cannot be kept, `FUNCTION_ERROR_RESPONSE`, `FUNCTION_INVALID_NAME`
 *   for an undeclared key that is no name.
 */
export async function classify(
  value: unknown,
  declared: readonly OutputDeclaration[],
  options: ClassifyOptions,
): Promise<readonly Output[]> {
  if (value === undefined) return warnUnless(declared.length === 0, [], declared, options);
  const named = nameValues(value, declared);
  const returned = named.map(([{ name }]) => name);
  warnUnless(declared.length === 0 || sameNames(returned, declared), returned, declared, options);
  checkDistinct(returned, options);
  const outputs: Output[] = [];
  for (const [declaration, item] of named) {
    const output = await outputOf(item, declaration);
    if (output !== undefined) outputs.push(output);
  }
  return outputs;
}

type Named = readonly [OutputDeclaration, unknown];

function nameValues(value: unknown, declared: readonly OutputDeclaration[]): readonly Named[] {
  if (Array.isArray(value) && declared.length >= 2) {
    return value.map((item: unknown, index) => [declared[index] ?? { name: `output_${index}` }, item]);
  }
  if (isRecordOf(value, declared)) {
    const kinds = new Map(declared.map((declaration) => [declaration.name, declaration]));
    return Object.entries(value).map(([name, item]) => [kinds.get(name) ?? { name: checkName(name, "output") }, item]);
  }
  return [[declared[0] ?? { name: "output_0" }, value]];
}

/** With one declared output an object may well be the value itself: it is a record only if it has that key alone. */
function isRecordOf(
  value: unknown,
  declared: readonly OutputDeclaration[],
): value is Readonly<Record<string, unknown>> {
  if (!isPlainObject(value) || isTable(value)) return false;
  const keys = Object.keys(value);
  const known = keys.filter((key) => declared.some(({ name }) => name === key));
  return known.length > 0 && (known.length === keys.length || declared.length >= 2);
}

const sameNames = (returned: readonly string[], declared: readonly OutputDeclaration[]): boolean =>
  returned.length === declared.length && declared.every(({ name }) => returned.includes(name));

function warnUnless(
  fits: boolean,
  returned: readonly string[],
  declared: readonly OutputDeclaration[],
  { name, logger = consoleLogger() }: ClassifyOptions,
): readonly never[] {
  if (!fits) {
    const names = declared.map((output) => output.name);
    logger.warn({ function: name, declared: names, returned }, `${name} returned other outputs than it declares`);
  }
  return [];
}

function checkDistinct(names: readonly string[], { name }: ClassifyOptions): void {
  const twice = names.find((output, index) => names.indexOf(output) !== index);
  if (twice === undefined) return;
  throw new FunctionError(
    "FUNCTION_INVALID_OUTPUT",
    `${name} returned more than it declares, and '${twice}' is the name of two outputs; declare all of them`,
  );
}
