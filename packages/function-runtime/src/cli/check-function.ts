import { describeIssues, MillraceError, silentLogger, type Logger } from "@millrace/protocol";
import type { JsonValue } from "../entity.ts";
import type { FunctionErrorCode } from "../error-table.ts";
import { declarationOf, type Declaration } from "../handler.ts";
import type { Action, NodeVersion } from "../kinds.ts";
import { undeclaredPackages } from "./packages.ts";
import type { FunctionTarget } from "./target.ts";

export interface Problem {
  /** A warning says what will be different from what it looks like; the function still runs. */
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
}

export interface CheckOptions {
  readonly action: Action;
  readonly nodeVersion: NodeVersion;
  readonly requirements: readonly string[];
  readonly initFunction?: string;
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  readonly fields?: Readonly<Record<string, JsonValue>>;
}

/** What a function says of itself. */
export interface Declares {
  readonly inputs: Declaration["inputs"];
  readonly outputs: readonly string[];
  readonly validatesParameters: boolean;
  readonly hasInit: boolean;
}

export interface Checked {
  readonly problems: readonly Problem[];
  /** Absent if it could not be loaded. */
  readonly declares?: Declares;
}

/** Looks for everything that would go wrong later: loading, parameters, task fields, packages, the version of Node. */
export async function checkFunction(target: FunctionTarget, options: CheckOptions): Promise<Checked> {
  const problems: Problem[] = [];
  const warn = (code: FunctionErrorCode, message: string): void =>
    void problems.push({ severity: "warning", code, message });
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      problems.push(problemOf(error));
      return undefined;
    }
  };

  const { warnOfOtherNode } = await import("../warn-of-other-node.ts");
  const { taskSpec, warnOfIdleFields } = await import("../task-fields.ts");
  const { checkRequirements } = await import("../embedded/build/requirements.ts");
  const logger = loggerInto(problems);

  warnOfOtherNode({ node_version: options.nodeVersion }, logger);
  const fields = await attempt(() => taskSpec(options.action, options.fields ?? {}));
  if (fields !== undefined) warnOfIdleFields(fields, "local", logger);
  const requirements = (await attempt(() => checkRequirements(options.requirements))) ?? [];
  for (const name of await undeclaredPackages(target, requirements))
    warn("FUNCTION_UNDECLARED_PACKAGE", `${target.file} imports '${name}', which no package.json above it depends on`);

  const declaration = await attempt(() => declarationIn(target, options.initFunction));
  if (declaration === undefined) return { problems };
  await attempt(() => checkParameters(declaration, options.parameters, problems));
  if (declaration.parameters !== undefined && !tellsJsonSchema(declaration.parameters))
    warn(
      "FUNCTION_SCHEMA_UNTOLD",
      "the schema of its parameters validates, but cannot be told as JSON Schema: the service's OpenAPI says only that they are an object",
    );
  return { problems, declares: describe(declaration) };
}

async function declarationIn(
  { folder, handler }: FunctionTarget,
  initFunction: string | undefined,
): Promise<Declaration> {
  const { loadFunction } = await import("../source/load-function.ts");
  const loaded = await loadFunction({ folder, handler, ...(initFunction === undefined ? {} : { initFunction }) });
  return declarationOf(loaded.call);
}

async function checkParameters(
  { parameters: schema }: Declaration,
  given: CheckOptions["parameters"],
  problems: Problem[],
): Promise<void> {
  if (schema === undefined || given === undefined) return;
  const { issues } = await schema["~standard"].validate(given);
  if (issues === undefined) return;
  problems.push({ severity: "error", code: "FUNCTION_INVALID_PARAMETERS", message: describeIssues(issues) });
}

/** Schemas of which there is a JSON Schema say so themselves. */
const tellsJsonSchema = (schema: NonNullable<Declaration["parameters"]>): boolean =>
  "jsonSchema" in schema["~standard"];

const describe = ({ inputs, outputs, parameters, init }: Declaration): Declares => ({
  inputs,
  outputs: outputs.map(({ name }) => name),
  validatesParameters: parameters !== undefined,
  hasInit: init !== undefined,
});

/** Warnings that other parts log are problems here. */
const loggerInto = (problems: Problem[]): Logger => ({
  ...silentLogger,
  warn: ({ code }, message) => void problems.push({ severity: "warning", code: String(code), message }),
});

function problemOf(error: unknown): Problem {
  if (!MillraceError.is(error)) throw error;
  return { severity: "error", code: error.code, message: error.message.replace(`[${error.code}] `, "") };
}
