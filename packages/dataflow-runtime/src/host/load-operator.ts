import { isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { DataflowError } from "../errors.ts";
import type { OperatorSource } from "../operator.ts";
import { isOperatorSource } from "./make-operator.ts";

/** An operator in a file: `./detect.js`, or `./vision.js#Detector` for one of several exports. */
export interface OperatorModule {
  /** Relative to the working directory of the node. */
  readonly module: string;
  /** Default: `Operator`, `operator`, or else the only export that can be one. */
  readonly exportName?: string;
}

/** @param text `<file>[#<export>]` */
export function operatorModule(text: string): OperatorModule {
  const at = text.lastIndexOf("#");
  if (at < 0) return { module: text };
  return { module: text.slice(0, at), exportName: text.slice(at + 1) };
}

/**
 * Imports an operator; each life, and each reload, evaluates the file anew.
 *
 * @throws `DATAFLOW_INVALID_OPERATOR` if the file cannot be imported or has no such export
 */
export async function loadOperator(
  { module, exportName }: OperatorModule,
  directory: string,
  life: number,
): Promise<OperatorSource> {
  const file = isAbsolute(module) ? module : resolve(directory, module);
  let exports: Readonly<Record<string, unknown>>;
  try {
    exports = (await import(`${pathToFileURL(file).href}?life=${life}`)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new DataflowError("DATAFLOW_INVALID_OPERATOR", `cannot import the operator ${file}: ${said}`, { cause });
  }
  const name = exportName ?? chooseExport(exports);
  const found = name === undefined ? undefined : exports[name];
  if (isOperatorSource(found)) return found;
  const has = Object.keys(exports).join(", ") || "nothing";
  const wanted = exportName === undefined ? "no operator that stands out" : `no operator '${exportName}'`;
  const message = `${file} exports ${wanted}; it exports ${has}. Name one as ${module}#<export>, or export a class Operator`;
  throw new DataflowError("DATAFLOW_INVALID_OPERATOR", message);
}

function chooseExport(exports: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of ["Operator", "operator"]) if (isOperatorSource(exports[name])) return name;
  const candidates = Object.keys(exports).filter((name) => isOperatorSource(exports[name]));
  return candidates.length === 1 ? candidates[0] : undefined;
}
