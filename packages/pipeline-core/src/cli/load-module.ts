import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { MillraceError } from "@millrace/protocol";
import type { PipelineDefinition } from "../definition.ts";
import { PipelineError } from "../errors.ts";
import { suggestion } from "../internal/names.ts";

/** A pipeline that a module exports. */
export interface FoundPipeline {
  /** The name that it is exported under. */
  readonly export: string;
  readonly definition: PipelineDefinition<object, object>;
}

/**
 * The pipelines that a module exports; TypeScript runs as it is where Node strips types.
 *
 * @throws PipelineError PIPELINE_MODULE_UNREADABLE, PIPELINE_MODULE_EMPTY; the error of a definition in it as it is
 */
export async function loadPipelines(file: string): Promise<readonly FoundPipeline[]> {
  const full = path.resolve(file);
  if (!existsSync(full)) throw unreadable(file, `there is no file ${full}`);
  let exports: object;
  try {
    exports = (await import(pathToFileURL(full).href)) as object;
  } catch (cause) {
    if (MillraceError.is(cause)) throw cause;
    throw unreadable(file, cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), cause);
  }
  const found = Object.entries(exports).flatMap(([name, value]) =>
    isDefinition(value) ? [{ export: name, definition: value }] : [],
  );
  if (found.length > 0) return found;
  const names = Object.keys(exports);
  throw new PipelineError(
    "PIPELINE_MODULE_EMPTY",
    `module '${file}' exports no pipeline${names.length === 0 ? "" : `, only ${names.join(", ")}`}; export what Pipeline() or definePipeline() gave`,
    { details: { module: full, exports: names } },
  );
}

/** The pipeline to work on: the only one, or the one of that name. */
export function choosePipeline(found: readonly FoundPipeline[], name: string | undefined): FoundPipeline {
  const [only] = found;
  if (name === undefined && found.length === 1 && only !== undefined) return only;
  const names = found.map((each) => each.export);
  const chosen = found.find((each) => each.export === name || each.definition.name === name);
  if (chosen !== undefined) return chosen;
  throw new PipelineError(
    "PIPELINE_NOT_CHOSEN",
    name === undefined
      ? `the module exports ${found.length} pipelines: ${names.join(", ")}; say which with --pipeline`
      : `the module exports no pipeline '${name}', but ${names.join(", ")}${suggestion(name, names)}`,
    { details: { pipelines: names } },
  );
}

/** By its shape: the module may have an installed copy of this package that is not this one. */
function isDefinition(value: unknown): value is PipelineDefinition<object, object> {
  if (typeof value !== "object" || value === null) return false;
  const { name, graph, start } = value as Partial<PipelineDefinition<object, object>>;
  return typeof name === "string" && typeof start === "function" && Array.isArray(graph?.nodes);
}

function unreadable(file: string, why: string, cause?: unknown): PipelineError {
  const typeScript =
    /\.[cm]?ts$/.test(file) && (cause as { code?: unknown } | undefined)?.code === "ERR_UNKNOWN_FILE_EXTENSION";
  const advice = typeScript ? "; this Node runs no TypeScript: use Node 22.18 or later, or compile the module" : "";
  return new PipelineError("PIPELINE_MODULE_UNREADABLE", `module '${file}' cannot be loaded: ${why}${advice}`, {
    ...(cause === undefined ? {} : { cause }),
    details: { module: file },
  });
}
