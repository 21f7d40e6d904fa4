import { checkOneOf, checkOptions, isStandardSchema, type StandardSchema } from "@millrace/protocol";
import { FunctionError } from "./errors.ts";
import type { HandlerCall, InputTypes, PlainHandlerCall } from "./handler-call.ts";
import type { FunctionContext } from "./function-context.ts";
import { checkName } from "./names.ts";
import { alwaysReserved, remotelyReserved } from "./reserved.ts";

/** The types of entities that a function may take. */
export type InputType = "artifact" | "dataitem" | "model";

/** What becomes of one returned value. Default: told from the value itself. */
export type OutputKind = "result" | "artifact" | "dataitem" | "model";

export interface OutputDeclaration {
  readonly name: string;
  readonly kind?: OutputKind;
}

/** A name alone, or with what shall become of the value. */
export type OutputOption = string | OutputDeclaration;

/** Of all parameters together: a schema whose output is an object. */
export type ParameterSchema = StandardSchema<unknown, object>;

/** What a function takes and gives, read once. */
export interface Declaration {
  readonly inputs: Readonly<Record<string, InputType>>;
  /** Of all parameters together. Absent: anything goes. */
  readonly parameters?: ParameterSchema;
  readonly outputs: readonly OutputDeclaration[];
  /** Of the function itself; an init function that is named with the source wins. */
  readonly init?: AnyInit;
}

/** Any function, called with one object of named arguments. */
// The arguments of a function that is loaded by its name are only known when it is called.
export type AnyFunction = (args: never) => unknown;

/** Any init function: it runs once before the first call, and calls wait for what it returns. */
export type AnyInit = (context: FunctionContext, initParameters: never) => unknown;

export interface HandlerOptions<
  Inputs extends InputTypes,
  Schema extends ParameterSchema | undefined,
  Outputs extends readonly OutputOption[],
> {
  /** Argument → the type of entity that it is. Entities come from the `inputs` of a run. Default: none. */
  readonly inputs?: Inputs;
  /** Validates all parameters together; the function sees what it makes of them. Default: parameters come as given. */
  readonly parameters?: Schema;
  /** The names of what the function returns, in order. Default `output_0`, `output_1`, … */
  readonly outputs?: Outputs;
  /** Runs once before the first call. */
  readonly init?: AnyInit;
}

/** Where a function keeps its declaration: registered, because a service may be bundled with a copy of this package. */
const declarationKey: unique symbol = Symbol.for("@millrace/function-declaration") as never;

/**
 * A function with its declaration. Called by hand it is the function itself: nothing is checked or added.
 *
 * With `isolatedDeclarations` an exported function is annotated with the first two: `HandlerFunction<{ n: number }, string>`.
 *
 * @typeParam Given what a caller may give as parameters
 * @typeParam Value what it returns
 * @typeParam Args what it is called with by hand
 */
export interface HandlerFunction<
  Given,
  Value,
  Args = never,
  Inputs extends InputTypes = Record<never, never>,
  Outputs extends readonly OutputOption[] = readonly OutputOption[],
> {
  (args: Args): Value;
  readonly [declarationKey]: Declaration;
  /** Type only: what callers of a run or service need to know. */
  readonly "~types"?: {
    readonly given: Given;
    readonly inputs: Inputs;
    readonly outputs: Outputs;
    readonly value: Value;
  };
}

/**
 * Declares what a function takes and gives: which arguments are entities, the schema of its parameters, and the names of
 * its outputs. The function takes one object of named arguments: its inputs, its parameters and the reserved names.
 *
 * @throws `FUNCTION_INVALID_HANDLER` for a declaration that contradicts itself, `FUNCTION_INVALID_NAME` for the name of an
 *   output, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`.
 */
export function handler<
  Schema extends ParameterSchema,
  const Inputs extends InputTypes = Record<never, never>,
  const Outputs extends readonly OutputOption[] = readonly [],
  Value = unknown,
>(
  options: HandlerOptions<Inputs, Schema, Outputs> & { readonly parameters: Schema },
  fn: (args: HandlerCall<Inputs, SchemaOutput<Schema>>) => Value,
): HandlerFunction<SchemaInput<Schema>, Value, HandlerCall<Inputs, SchemaOutput<Schema>>, Inputs, Outputs>;
/** Without a schema the function's own annotation says what its parameters are, and nothing checks them. */
export function handler<
  const Inputs extends InputTypes = Record<never, never>,
  const Outputs extends readonly OutputOption[] = readonly [],
  Parameters extends object = Record<never, never>,
  Value = unknown,
>(
  options: HandlerOptions<Inputs, undefined, Outputs>,
  fn: (args: PlainHandlerCall<Inputs, Parameters>) => Value,
): HandlerFunction<Parameters, Value, PlainHandlerCall<Inputs, Parameters>, Inputs, Outputs>;
export function handler(
  options: HandlerOptions<InputTypes, ParameterSchema | undefined, readonly OutputOption[]>,
  fn: (args: never) => unknown,
): HandlerFunction<unknown, unknown> {
  if (typeof options !== "object" || options === null)
    throw invalid("the first argument of handler() must be its options");
  if (typeof fn !== "function") throw invalid("the second argument of handler() must be the function");
  const declaration = readOptions(options);
  const declared = (args: never): unknown => fn(args);
  Object.defineProperty(declared, "name", { value: fn.name });
  return Object.assign(declared, { [declarationKey]: declaration });
}

type SchemaTypes<Schema extends ParameterSchema> = NonNullable<Schema["~standard"]["types"]>;
type SchemaOutput<Schema extends ParameterSchema> = SchemaTypes<Schema>["output"];
type SchemaInput<Schema extends ParameterSchema> = SchemaTypes<Schema>["input"];

const nothing: Declaration = Object.freeze({ inputs: Object.freeze({}), outputs: Object.freeze([]) });

/** Whether a function was given to {@link handler}, of any copy of this package. */
export const isDeclared = (fn: AnyFunction): boolean => declarationKey in fn;

/** What {@link handler} was told of a function; a plain function has an empty declaration. */
export function declarationOf(fn: AnyFunction): Declaration {
  return (fn as Partial<Pick<HandlerFunction<unknown, unknown>, typeof declarationKey>>)[declarationKey] ?? nothing;
}

const inputTypes: readonly InputType[] = ["artifact", "dataitem", "model"];
const outputKinds: readonly OutputKind[] = ["result", "artifact", "dataitem", "model"];

function readOptions({
  inputs = {},
  parameters,
  outputs = [],
  init,
  ...others
}: HandlerOptions<InputTypes, ParameterSchema | undefined, readonly OutputOption[]>): Declaration {
  checkOptions(others, ["inputs", "parameters", "outputs", "init"], "handler");
  if (typeof inputs !== "object" || inputs === null)
    throw invalid("'inputs' must be an object, as in { di: 'dataitem' }");
  for (const [name, type] of Object.entries(inputs)) {
    if ([...alwaysReserved, ...remotelyReserved].includes(name)) {
      throw invalid(`'${name}' is a reserved argument; give the input another name`);
    }
    checkOneOf(type, `inputs.${name}`, "handler", inputTypes);
  }
  if (parameters !== undefined && !isStandardSchema(parameters)) {
    throw invalid(
      "'parameters' must be a schema that implements Standard Schema, of zod, valibot or arktype for example",
    );
  }
  if (init !== undefined && typeof init !== "function")
    throw invalid("'init' must be a function (context, initParameters)");
  return Object.freeze({
    inputs: Object.freeze({ ...inputs }),
    ...(parameters === undefined ? {} : { parameters }),
    outputs: readOutputs(outputs),
    ...(init === undefined ? {} : { init }),
  });
}

function readOutputs(outputs: readonly OutputOption[]): readonly OutputDeclaration[] {
  if (!Array.isArray(outputs)) throw invalid("'outputs' must be an array of names");
  const names = new Set<string>();
  const read = outputs.map((output: OutputOption) => {
    const { name, kind, ...others } = typeof output === "object" && output !== null ? output : { name: output };
    checkOptions(others, ["name", "kind"], "an output of handler");
    if (kind !== undefined) checkOneOf(kind, "kind", `output '${name}' of handler`, outputKinds);
    if (names.has(checkName(name, "output"))) throw invalid(`two outputs are called '${name}'`);
    names.add(name);
    return Object.freeze(kind === undefined ? { name } : { name, kind });
  });
  return Object.freeze(read);
}

const invalid = (message: string): FunctionError => new FunctionError("FUNCTION_INVALID_HANDLER", message);
