import { fileURLToPath } from "node:url";
import { readFile } from "node:fs/promises";
import type { EntityRecord, JsonObject } from "../../src/entity.ts";
import type { EmbeddedPlatform } from "../../src/embedded/embedded-platform.ts";
import type { EntityPlace, LogLine } from "../../src/platform.ts";
import { isFinal } from "../../src/run-states.ts";
import { allOf } from "../store/all-of.ts";

const fixture = fileURLToPath(new URL("../fixtures/functions/jobs.ts", import.meta.url));

/** Begins a run of a function of `test/fixtures/functions/jobs.ts` in the project `p`. */
export async function begin(
  platform: EmbeddedPlatform,
  handler: string,
  spec: JsonObject = {},
  action = "job",
): Promise<EntityRecord> {
  const source = {
    base64: (await readFile(fixture)).toString("base64"),
    handler: `main:${handler}`,
    lang: "typescript",
  };
  const node = `NODE_${process.versions.node.split(".", 1)[0]}`;
  const fn = await platform.create("function", {
    kind: "nodejs",
    name: "fixture",
    project: "p",
    spec: { source, node_version: node },
  });
  const reference = `nodejs://p/fixture:${fn.id}`;
  const task = await platform.create("task", { kind: `nodejs+${action}`, project: "p", spec: { function: reference } });
  return platform.create("run", {
    kind: `nodejs+${action}:run`,
    project: "p",
    spec: { ...spec, function: reference, task: `nodejs+${action}://p/${task.id}`, local_execution: false },
  });
}

export const placeOf = ({ id }: EntityRecord): EntityPlace => ({ type: "run", project: "p", id });

/** The run as soon as it is so. */
export async function when(
  platform: EmbeddedPlatform,
  run: EntityRecord,
  is: (run: EntityRecord) => boolean,
): Promise<EntityRecord> {
  const ends = new AbortController();
  let last = run;
  for await (last of platform.watch(placeOf(run), ends.signal)) if (is(last)) break;
  if (is(last)) return last;
  throw new Error(`the run was deleted as ${last.status.state ?? "?"}`);
}

export const ended = (platform: EmbeddedPlatform, run: EntityRecord): Promise<EntityRecord> =>
  when(platform, run, ({ status }) => isFinal(status.state));

/** Begins a run and waits for its end. */
export async function job(platform: EmbeddedPlatform, handler: string, spec?: JsonObject): Promise<EntityRecord> {
  return ended(platform, await begin(platform, handler, spec));
}

export const statesOf = ({ status }: EntityRecord): readonly string[] =>
  (status["transitions"] as readonly { readonly status: string }[]).map((transition) => transition.status);

export const logOf = (platform: EmbeddedPlatform, run: EntityRecord): Promise<readonly LogLine[]> =>
  allOf(platform.logs(placeOf(run)));

export const textOf = async (platform: EmbeddedPlatform, run: EntityRecord): Promise<string> =>
  (await logOf(platform, run)).map(({ text }) => text).join("\n");

/** Resolves when a line of the run's log has this text. */
export async function saying(platform: EmbeddedPlatform, run: EntityRecord, text: string): Promise<void> {
  for await (const line of platform.logs(placeOf(run), { follow: true })) if (line.text.includes(text)) return;
  throw new Error(`the run ended without saying '${text}'`);
}

export const isServing = ({ status }: EntityRecord): boolean => status["service"] !== undefined;

export const serviceUrl = ({ status }: EntityRecord): string =>
  `http://${(status["service"] as { readonly url: string }).url}/`;
