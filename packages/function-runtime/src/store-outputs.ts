import type { Output } from "./compose/call.ts";
import type { EntityRecord, JsonValue } from "./entity.ts";
import { parseKey } from "./keys.ts";
import type { Project } from "./project.ts";
import { relate } from "./relationships.ts";

/** Stores what a function returned as outputs of its run; gives those that are plain values. */
export async function storeOutputs(
  project: Project,
  run: EntityRecord,
  outputs: readonly Output[],
): Promise<Record<string, JsonValue>> {
  const results: Record<string, JsonValue> = {};
  for (const output of outputs) {
    switch (output.as) {
      case "result":
        results[output.name] = output.value;
        break;
      case "dataitem":
        await project.logDataitem({ name: output.name, data: output.table });
        break;
      case "artifact":
        await logFile(project, output);
        break;
      case "entity":
        project.scope?.outputs.set(output.name, await markProduced(project, run, output.entity));
    }
  }
  return results;
}

async function logFile(project: Project, output: Extract<Output, { readonly as: "artifact" }>): Promise<void> {
  const { name, content: data, contentType, fileName } = output;
  if (output.type === "model") await project.logModel({ name, data, contentType, fileName });
  else await project.logArtifact({ name, data, contentType, fileName });
}

/** An entity that the function made or got itself: from now on, this run has produced it. */
async function markProduced({ platform }: Project, run: EntityRecord, entity: unknown): Promise<string> {
  const { key } = entity as { readonly key: string };
  const { type, project, id = "" } = parseKey(key);
  await relate(platform, { type, project, id }, [{ type: "produced_by", dest: run.key }]);
  return key;
}
