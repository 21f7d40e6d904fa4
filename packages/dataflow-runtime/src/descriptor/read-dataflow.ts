import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { checkOptions } from "@millrace/protocol";
import { inheritedEnv } from "../env.ts";
import { DataflowError } from "../errors.ts";
import { dataflow } from "./dataflow-shape.ts";
import { loadText } from "./load-document.ts";
import { makePlan } from "./make-plan.ts";
import { parseYaml } from "./parse-yaml.ts";
import { partsOfObject } from "./parts-of-object.ts";
import { isNull, type Part } from "./part.ts";
import type { DataflowPlan } from "./plan.ts";
import { problemText, type DataflowProblem } from "./problem.ts";
import { Problems } from "./problems.ts";
import type { DataflowSource, ReadDataflowOptions } from "./read-options.ts";

/** What {@link checkDataflow} found. */
export interface DataflowCheck {
  /** Whether there are no problems: dora accepts the dataflow as well. */
  readonly ok: boolean;
  readonly problems: readonly DataflowProblem[];
  /** Legal, and yet worth a look. */
  readonly warnings: readonly DataflowProblem[];
  /** Present when `ok`. */
  readonly plan?: DataflowPlan;
}

const optionNames = [
  "file",
  "directory",
  "strictTypes",
  "env",
] as const satisfies readonly (keyof ReadDataflowOptions)[];

/**
 * Reads a dataflow and everything that it refers to, and checks it as `dora validate` does.
 *
 * @throws `DATAFLOW_INVALID` with all problems at once; `details.problems` has them as {@link DataflowProblem}s.
 * `DATAFLOW_UNREADABLE`
 */
export async function readDataflow(source: DataflowSource, options: ReadDataflowOptions = {}): Promise<DataflowPlan> {
  const { problems, plan } = await checkDataflow(source, options);
  if (plan !== undefined) return plan;
  const lines = problems.map(problemText);
  const head = `the dataflow has ${problems.length} problem${problems.length === 1 ? "" : "s"}`;
  const [only = ""] = lines;
  const message = lines.length === 1 ? only : [head, ...lines.map((line) => `  ${line}`)].join("\n");
  throw new DataflowError("DATAFLOW_INVALID", message, { details: { problems } });
}

/**
 * The same as {@link readDataflow}, with what is wrong as a value.
 *
 * @throws `DATAFLOW_UNREADABLE`
 */
export async function checkDataflow(source: DataflowSource, options: ReadDataflowOptions = {}): Promise<DataflowCheck> {
  checkOptions(options, optionNames, "readDataflow");
  const problems = new Problems();
  const remarks = new Problems();
  const { part, file, folder } = await load(source, options, problems);
  const context = { problems, remarks, env: options.env ?? inheritedEnv() };
  const raw = part && (isNull(part) ? refuseEmpty(part, problems) : dataflow(part, context));
  const plan = raw && (await makePlan(raw, { ...context, file, folder, strictTypes: options.strictTypes ?? false }));
  if (plan !== undefined && problems.list.length === 0)
    return { ok: true, problems: [], warnings: plan.warnings, plan };
  return { ok: false, problems: inOrder(problems.list), warnings: inOrder(remarks.list) };
}

/** No path has a line break, or begins so. */
const isText = (source: string): boolean => source.includes("\n") || /^\s*(?:nodes\s*:|\{)/u.test(source);

const refuseEmpty = (part: Part, problems: Problems): undefined =>
  problems.add("DATAFLOW_INVALID_FIELD", part, "missing field 'nodes'; the document is empty");

interface Loaded {
  readonly part: Part | undefined;
  readonly file: string;
  readonly folder: string;
}

async function load(source: DataflowSource, options: ReadDataflowOptions, problems: Problems): Promise<Loaded> {
  if (source instanceof URL || (typeof source === "string" && !isText(source))) {
    const path = source instanceof URL ? fileURLToPath(source) : source;
    const part = parseYaml(await loadText(path, path), path, problems);
    return {
      part,
      file: path,
      folder: options.directory === undefined ? dirname(resolve(path)) : resolve(options.directory),
    };
  }
  const { file = "dataflow", directory = "." } = options;
  const part = typeof source === "string" ? parseYaml(source, file, problems) : partsOfObject(source, file, problems);
  return { part, file, folder: resolve(directory) };
}

/** By file, and in it from top to bottom. */
function inOrder(problems: readonly DataflowProblem[]): readonly DataflowProblem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  return problems.toSorted(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}
