import { inspect } from "node:util";
import { MillraceError } from "@millrace/protocol";
import { collect, seededRandom, type SeededRandom } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import type { Platform } from "../../src/platform.ts";
import { fakeCore, open } from "./support/fake-core.ts";

const names = [
  "id",
  "kind",
  "key",
  "metadata",
  "relationships",
  "spec",
  "status",
  "content",
  "totalElements",
  "millrace",
  "url",
  "uploadId",
  "path",
  "config",
  "function",
  "tok",
  "state",
];
const texts = [
  "",
  "container",
  "nodejs+job:run",
  "store://p/run/nodejs+job/1",
  "://",
  "s3://b/",
  "http://127.0.0.1:1/x",
  "%",
  "\u0000",
];

const run = { id: "1", kind: "nodejs+job:run", project: "p", name: "1", key: "k", metadata: {}, spec: {}, status: {} };

/** JSON of the shapes that answers have, filled with what does not belong there. */
function oddJson(random: SeededRandom, depth = 0): unknown {
  const kind = random.int(0, depth > 3 ? 4 : 9);
  if (kind === 0) return null;
  if (kind === 1) return random.int(-3, 1_000_000);
  if (kind === 2) return random.int(0, 1) === 1;
  if (kind <= 4) return random.pick(texts);
  if (kind === 5) return Array.from({ length: random.int(0, 3) }, () => oddJson(random, depth + 1));
  const entries = Array.from({ length: random.int(1, 6) }, () => [random.pick(names), oddJson(random, depth + 1)]);
  return Object.fromEntries(entries) as unknown;
}

/** An entity, or a page of them, in which a part or two are odd. */
function almostRight(random: SeededRandom, isPage: boolean): unknown {
  const odd = (): Record<string, unknown> => ({ [random.pick(names)]: oddJson(random, 2) });
  const entity = {
    ...run,
    kind: random.pick(["container", "container+job:run", "project"]),
    metadata: random.pick([
      { relationships: [{ type: "run_of", dest: random.pick(texts), ...odd() }] },
      { relationships: oddJson(random) },
      { relationships: [oddJson(random)] },
    ]),
    spec: { config: oddJson(random) },
    status: { millrace: { kind: "nodejs", spec: {}, ...odd() }, ...odd() },
    ...(random.int(0, 2) === 0 ? odd() : {}),
  };
  return isPage ? { content: [entity], ...(random.int(0, 2) === 0 ? odd() : {}) } : entity;
}

const place = { type: "run", project: "p", id: "1" } as const;
const file = "s3://told/p/artifact/a/1/x.txt";

const calls: Readonly<Record<string, (platform: Platform) => Promise<unknown>>> = {
  create: (platform) => platform.create("run", run),
  read: (platform) => platform.read(place),
  "read a project": (platform) => platform.read({ type: "project", id: "p" }),
  list: (platform) => platform.list("run", "p"),
  update: (platform) => platform.update("run", run),
  delete: (platform) => platform.delete(place),
  secret: (platform) => platform.secret("p", "tok"),
  act: (platform) => platform.act(place, "stop"),
  logs: (platform) => collect(platform.logs(place)),
  fileInfo: (platform) => platform.fileInfo(file),
  files: (platform) => platform.files("s3://told/p/artifact/a/1/"),
  upload: (platform) => platform.upload(file, new Uint8Array(3)),
  download: (platform) => platform.download(file),
};

test.each(["nodejs", "container"] as const)(
  "[REM-20] whatever JSON comes, what is thrown has a code (%s)",
  async (kind) => {
    const random = seededRandom(7);
    await using core = await fakeCore(({ method, path }) => {
      if (!path.startsWith("/api/v1/")) return undefined;
      const isPage = method === "GET" && path.endsWith("/runs");
      return { json: random.int(0, 3) === 0 ? oddJson(random) : almostRight(random, isPage) };
    });
    await using platform = await open(core, { kind, retries: 0 });
    const uncoded: string[] = [];
    for (let round = 0; round < 40; round++) {
      for (const [name, call] of Object.entries(calls)) {
        await call(platform).catch((error: unknown) => {
          if (!MillraceError.is(error)) uncoded.push(`${name}: ${inspect(error)}`);
        });
      }
    }
    expect(uncoded).toEqual([]);
  },
);
