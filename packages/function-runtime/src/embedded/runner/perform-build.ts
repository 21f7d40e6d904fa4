import path from "node:path";
import type { Logger } from "@millrace/protocol";
import type { EntityRecord, JsonObject, JsonValue } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import { nodeVersions } from "../../kinds.ts";
import { sourceFolder } from "../../source-folder.ts";
import { buildFunction, type BuildOptions, type BuildResult } from "../build/build-function.ts";
import { functionOf } from "./function-of.ts";
import type { ChildProducts } from "./child-messages.ts";
import type { PlatformProxy } from "./platform-proxy.ts";

/** Makes the image of a run's function, in a folder of the store. `outputs.image` is how it is called. */
export async function performBuild(
  platform: PlatformProxy,
  run: EntityRecord,
  { signal, logger }: { readonly signal: AbortSignal; readonly logger: Logger },
): Promise<ChildProducts> {
  const { spec } = run;
  const source = spec["source"];
  if (!isObject(source)) {
    throw new FunctionError("FUNCTION_RUN_NOT_EXECUTABLE", `the function of run '${run.id}' has no source to build`);
  }
  const { requirements, ...options } = optionsOf(spec, source);
  const root = path.join(platform.dir, "src");
  // What the function requires is installed in the image, not here.
  const fetched = await sourceFolder(source, { root, run, requirements: [], platform, signal });
  try {
    const { folder, codeFile } = fetched;
    const outDir = path.join(platform.dir, "builds", run.id);
    signal.throwIfAborted();
    const result = await buildFunction({
      ...options,
      requirements,
      folder,
      ...(codeFile === undefined ? {} : { codeFile }),
      outDir,
    });
    signal.throwIfAborted();
    return productsOf(run, result, logger);
  } finally {
    await fetched.release();
  }
}

function productsOf(run: EntityRecord, result: BuildResult, logger: Logger): ChildProducts {
  if (result.layoutOmitted !== undefined)
    logger.warn({ run: run.id }, `there is no image layout: ${result.layoutOmitted}`);
  const { context, dockerfile, layout, digest } = result;
  return {
    outputs: { image: imageName(run) },
    results: {
      context,
      dockerfile,
      ...(layout === undefined ? {} : { layout }),
      ...(digest === undefined ? {} : { digest }),
    },
  };
}

type FunctionOptions = Omit<BuildOptions, "folder" | "outDir"> & { readonly requirements: readonly string[] };

function optionsOf(spec: JsonObject, source: JsonObject): FunctionOptions {
  const initFunction = text(source["init_function"]);
  const baseImage = text(spec["base_image"]);
  const handler = text(source["handler"]);
  const nodeVersion = nodeVersions.find((version) => version === spec["node_version"]);
  if (handler === undefined || nodeVersion === undefined) {
    const lacks =
      handler === undefined ? "spec.source.handler" : `spec.node_version, one of ${nodeVersions.join(", ")}`;
    throw new FunctionError("FUNCTION_RUN_NOT_EXECUTABLE", `the function lacks ${lacks}`);
  }
  return {
    handler,
    nodeVersion,
    ...(initFunction === undefined ? {} : { initFunction }),
    ...(baseImage === undefined ? {} : { baseImage }),
    requirements: textsOf(spec["requirements"]),
    instructions: textsOf(spec["instructions"]),
    envs: envsOf(spec["envs"]),
  };
}

/** The run's variables are those of its image too; its secrets are not. */
function envsOf(value: JsonValue | undefined): Readonly<Record<string, string>> {
  const envs = Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : [];
  return Object.fromEntries(envs.map(({ name, value: given }) => [text(name) ?? "", text(given) ?? ""]));
}

/** `{project}-{function}:{first of the run's id}`, as the platform calls its images. */
function imageName(run: EntityRecord): string {
  const { project, name } = functionOf(run);
  return `${project}-${name}`.toLowerCase().replaceAll(/[^a-z0-9._-]/g, "-") + `:${run.id.slice(0, 8)}`;
}

const text = (value: JsonValue | undefined): string | undefined => (typeof value === "string" ? value : undefined);

const textsOf = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === "string") : [];

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
