import { setTimeout as tick } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EntityRecord, EntityType } from "../../src/entity.ts";
import { FunctionError } from "../../src/errors.ts";
import type { EntityPlace, Platform } from "../../src/platform.ts";

export interface ContractPlatform {
  readonly platform: Platform;
  readonly close: () => Promise<void>;
}

const project = "contract";

/**
 * What every platform keeps to. Registers tests; the platform is opened once, and its project `contract` must not be
 * there yet.
 */
export function platformContract(name: string, open: () => Promise<ContractPlatform>): void {
  describe(`${name} keeps the contract of platforms`, () => {
    let opened: ContractPlatform;
    let platform: Platform;
    const place = (type: EntityType, { id }: EntityRecord): EntityPlace => ({ type, project, id });
    const artifact = (called: string): Promise<EntityRecord> =>
      platform.create("artifact", {
        kind: "artifact",
        name: called,
        project,
        spec: { path: `s3://millrace/${called}` },
      });
    /** A run that its client executes. */
    const localRun = async (): Promise<EntityRecord> => {
      const fn = await platform.create("function", functionOf(project));
      const reference = `nodejs://${project}/${fn.name}:${fn.id}`;
      const task = await platform.create("task", { kind: "nodejs+job", project, spec: { function: reference } });
      const spec = { function: reference, task: `nodejs+job://${project}/${task.id}`, local_execution: true };
      return platform.create("run", { kind: "nodejs+job:run", project, spec });
    };
    const moved = (run: EntityRecord, state: string, more: object = {}): Promise<EntityRecord> =>
      platform.update("run", { ...run, status: { ...run.status, ...more, state } });

    beforeAll(async () => {
      opened = await open();
      platform = opened.platform;
      await platform.create("project", { kind: "project", name: project });
    });
    afterAll(() => opened.close());

    it("[STO-1] computes keys and ids, and gives an entity back as it was made", async () => {
      const made = await artifact("keyed");
      expect(made.key).toBe(`store://${project}/artifact/artifact/keyed:${made.id}`);
      expect(made.id).toMatch(/^[0-9a-f]{32}$/);
      expect(made.metadata).toMatchObject({ project, name: "keyed" });
      expect(Date.parse(made.metadata.created ?? "")).not.toBeNaN();
      expect(await platform.read(place("artifact", made))).toEqual(made);
    });

    it("[STO-2] takes an id that is given, once", async () => {
      const entity = {
        kind: "artifact",
        name: "own-id",
        project,
        id: "0123456789abcdef0123456789abcdef",
        spec: { path: "s3://b/k" },
      };
      expect((await platform.create("artifact", entity)).id).toBe(entity.id);
      await expect(platform.create("artifact", entity)).rejects.toSatisfy((error) =>
        FunctionError.is(error, "FUNCTION_ALREADY_EXISTS"),
      );
    });

    it("[STO-3] has no entity where there is none, and makes none in a project that there is not", async () => {
      expect(await platform.read({ type: "artifact", project, id: "nothing" })).toBeUndefined();
      await expect(
        platform.create("artifact", { kind: "artifact", name: "a", project: "nowhere", spec: { path: "s3://b/k" } }),
      ).rejects.toSatisfy((error) => FunctionError.is(error));
    });

    it("[STO-4] lists the latest version of each name, or all of them, the newest first", async () => {
      const first = await artifact("versioned");
      const second = await artifact("versioned");
      const latest = await platform.list("artifact", project, { name: "versioned" });
      expect(latest.content.map(({ id }) => id)).toEqual([second.id]);
      const all = await platform.list("artifact", project, { name: "versioned", versions: "all" });
      expect(all.content.map(({ id }) => id)).toEqual([second.id, first.id]);
      expect(all.totalElements).toBe(2);
    });

    it("[STO-5] lists in pages", async () => {
      for (const called of ["page-a", "page-b", "page-c"]) await artifact(called);
      const names = async (page: number): Promise<readonly string[]> =>
        (await platform.list("artifact", project, { q: "page-" }, { page, size: 2 })).content.map((one) => one.name);
      expect(await names(0)).toEqual(["page-c", "page-b"]);
      expect(await names(1)).toEqual(["page-a"]);
      expect(await names(2)).toEqual([]);
    });

    it("[STO-6] filters by name, kind, state, function and task", async () => {
      const run = await localRun();
      const { function: reference, task } = run.spec;
      const ids = async (filter: object): Promise<readonly string[]> =>
        (await platform.list("run", project, filter)).content.map(({ id }) => id);
      expect(await ids({ function: reference })).toEqual([run.id]);
      expect(await ids({ task })).toEqual([run.id]);
      expect(await ids({ function: reference, state: "CREATED" })).toEqual([run.id]);
      expect(await ids({ function: reference, state: "RUNNING" })).toEqual([]);
      expect(
        (await platform.list("task", project, { function: textOf(run, "function"), kind: "nodejs+job" })).totalElements,
      ).toBe(1);
    });

    it("[STO-7] keeps the spec of an entity, and replaces its status and metadata", async () => {
      const made = await artifact("changed");
      const changed = await platform.update("artifact", {
        ...made,
        spec: { path: "s3://elsewhere/x" },
        metadata: { ...made.metadata, description: "new" },
        status: { ...made.status, state: "READY" },
      });
      expect(changed.spec).toMatchObject({ path: "s3://millrace/changed" });
      expect(changed.metadata.description).toBe("new");
      expect(changed.metadata.created).toBe(made.metadata.created);
      expect(changed.status.state).toBe("READY");
      expect((await platform.read(place("artifact", made)))?.metadata.description).toBe("new");
    });

    it("[STO-8] moves a run through its states and keeps their transitions", async () => {
      let run = await localRun();
      for (const state of ["BUILT", "READY", "RUNNING"]) run = await moved(run, state);
      run = await moved(run, "COMPLETED", { outputs: {}, results: { rows: 3 } });
      const read = await platform.read(place("run", run));
      expect(read?.status).toMatchObject({ state: "COMPLETED", results: { rows: 3 } });
      const transitions = read?.status["transitions"] as readonly { readonly status: string }[];
      expect(transitions.map(({ status }) => status)).toEqual(["CREATED", "BUILT", "READY", "RUNNING", "COMPLETED"]);
    });

    it("[STO-9] tells of changes by push", async () => {
      let run = await localRun();
      const ends = new AbortController();
      const seen: (string | undefined)[] = [];
      const watching = (async () => {
        for await (const { status } of platform.watch(place("run", run), ends.signal)) {
          seen.push(status.state);
          if (status.state === "COMPLETED") ends.abort();
        }
      })();
      await expect.poll(() => seen.length).toBeGreaterThan(0);
      for (const state of ["BUILT", "READY", "RUNNING", "COMPLETED"]) run = await moved(run, state);
      await watching;
      expect(seen.at(0)).toBe("CREATED");
      expect(seen.at(-1)).toBe("COMPLETED");
    });

    it("[STO-10] stores files, the same bytes back, and tells their size", async () => {
      const made = await artifact("filed");
      const path = platform.filePath({ ...place("artifact", made), name: made.name }, "data.bin");
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
      async function* pieces(): AsyncGenerator<Uint8Array> {
        for (let at = 0; at < bytes.length; at += 16_384) {
          yield bytes.subarray(at, at + 16_384);
          await tick(0);
        }
      }
      const info = await platform.upload(path, pieces(), "application/x-test");
      expect(info).toMatchObject({ path, name: "data.bin", size: bytes.length });
      expect(await platform.fileInfo(path)).toMatchObject({ size: bytes.length, content_type: "application/x-test" });
      const read: Uint8Array[] = [];
      for await (const piece of await platform.download(path)) read.push(piece);
      expect(Buffer.compare(Buffer.concat(read), bytes)).toBe(0);
    });

    it("[STO-11] lists the files below a path", async () => {
      const made = await artifact("folder");
      const at = { ...place("artifact", made), name: made.name };
      for (const file of ["a/one.txt", "a/two.txt", "b.txt"])
        await platform.upload(platform.filePath(at, file), Buffer.from(file));
      const below = await platform.files(platform.filePath(at, "a/"));
      expect(new Set(below.map(({ path }) => path.split("/").at(-1)))).toEqual(new Set(["one.txt", "two.txt"]));
      expect(await platform.fileInfo(platform.filePath(at, "none"))).toBeUndefined();
    });

    it("[STO-12] deletes one version, and with cascade what belongs to it", async () => {
      const run = await localRun();
      const task = { type: "task", project, id: textOf(run, "task").split("/").at(-1) ?? "" } as const;
      const fn = { type: "function", project, id: textOf(run, "function").split(":").at(-1) ?? "" } as const;
      await platform.delete(fn, { cascade: true });
      for (const gone of [place("run", run), task, fn]) expect(await platform.read(gone)).toBeUndefined();
    });

    it("[STO-13] keeps secrets apart from entities", async () => {
      await platform.setSecret(project, "token", "s3cret-value");
      expect(await platform.secret(project, "token")).toBe("s3cret-value");
      expect(await platform.secret(project, "other")).toBeUndefined();
      for (const type of ["secret", "artifact", "function"] as const) {
        expect(JSON.stringify(await platform.list(type, project, { versions: "all" }))).not.toContain("s3cret-value");
      }
    });
  });
}

/** A part of a spec that is a text. */
function textOf({ spec }: EntityRecord, part: string): string {
  const text = spec[part];
  return typeof text === "string" ? text : "";
}

let functions = 0;

const functionOf = (
  of: string,
): {
  kind: string;
  name: string;
  project: string;
  spec: { source: { handler: string; base64: string }; node_version: string };
} => ({
  kind: "nodejs",
  name: `fn-${functions++}`,
  project: of,
  spec: { source: { handler: "main:f", base64: "ZXhwb3J0IGNvbnN0IGYgPSAoKSA9PiAxOw==" }, node_version: "NODE_24" },
});
