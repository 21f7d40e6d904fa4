import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { EntityType } from "@millrace/function-runtime";
import { must, pythonWith, type Scenario } from "@millrace/tooling-engines";
import { withProject } from "./nodejs-scenarios.ts";
import type { Peer } from "./peer.ts";

/** What is asked of every answer. What a body must be is not all in the document, so that a 400 proves nothing. */
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_schema_conformance",
];

const kinds: Readonly<Partial<Record<EntityType, string>>> = {
  function: "python",
  task: "python+job",
  run: "python+job:run",
  artifact: "artifact",
  dataitem: "table",
  model: "model",
  secret: "secret",
};

/** One entity of each type, all of this id. */
const known = "known";

const fill = (peer: Peer, name: string): Promise<void> =>
  withProject(peer, name, async ({ platform }) => {
    for (const [type, kind] of Object.entries(kinds)) {
      const path = `s3://millrace/${name}/${type}/${known}/${known}/file.bin`;
      await platform.upload(path, new Uint8Array([1, 2, 3]));
      const spec = { path, function: `python://${name}/${known}:${known}`, local_execution: true };
      await platform.create(type as EntityType, { kind, name: known, id: known, project: name, spec });
    }
  });

/** The server's document, whose paths lead to what there is more often than by chance. */
const documentOf = async (peer: Peer, project: string): Promise<string> => {
  const text = await (await fetch(`${peer.server.url}/v1/api-docs`)).text();
  return JSON.stringify(JSON.parse(text), (_, value: unknown) => {
    const { name, in: place } = (value ?? {}) as { readonly name?: unknown; readonly in?: unknown };
    if (place !== "path") return value;
    if (name === "project") return { ...(value as object), schema: { type: "string", enum: [project] } };
    const anything = { type: "string", minLength: 1 };
    return name === "id" ? { ...(value as object), schema: { anyOf: [{ enum: [known] }, anything] } } : value;
  });
};

/** Schemathesis reads the document and sends what nobody would think of. */
export const fuzzScenarios = (peer: Peer): readonly Scenario[] =>
  ["coverage", "fuzzing"].map((phase) => ({
    name: `schemathesis, ${phase}: no answer that the server's own document does not know`,
    run: async () => {
      const python = await pythonWith("schemathesis", ["schemathesis==4.32.5"]);
      const name = peer.newProject();
      await fill(peer, name);
      const folder = await peer.newFolder();
      await writeFile(join(folder, "openapi.json"), await documentOf(peer, name));
      const limits = ["--max-time", "60", "--seed", "7", "--workers", "1", "--no-color"];
      const args = ["--url", peer.server.url, "--phases", phase, "--checks", checks.join(","), ...limits];
      // Deleting would leave nothing to find for those that follow.
      const spared = ["--exclude-method", "DELETE"];
      await must(join(dirname(python), "st"), ["run", "openapi.json", ...args, ...spared], {
        cwd: folder,
        timeoutMs: 300_000,
      });
    },
  }));
