import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UdfError } from "@millrace/stream-udf";
import {
  connectMiniEngine,
  type EngineMessage,
  type EngineWindow,
  type MiniEngineOptions,
} from "@millrace/stream-udf/testing";
import { type Scenario, startProcess } from "@millrace/tooling-engines";
import type { Judge } from "./judges.ts";
import { casesOf, type Kind, kinds } from "./kinds.ts";
import { hourMs, textOf } from "./servers/values.ts";

const total = 10_000;
const batchSize = 500;
const keyCount = 10;
const eventTime = new Date("2026-03-01T12:00:00.123Z");
const watermark = new Date(eventTime.getTime() - 60_000);
const dropTag = "U+005C__DROP__";

const message = (index: number): EngineMessage => ({
  value: `value-${index}`,
  keys: [`key-${index % keyCount}`],
  eventTime,
  watermark,
});
const range = (from: number, to: number): readonly EngineMessage[] =>
  Array.from({ length: to - from }, (_, index) => message(from + index));
const one = (value: string): readonly EngineMessage[] => [{ value, keys: ["k"], eventTime, watermark }];

/** gRPC's status of a connection that is gone. */
const unavailable = 14;

/** What the SDKs do with a handler's error, where they do not do alike. */
const differences: Readonly<Record<string, { readonly text?: RegExp; readonly races?: true }>> = {
  // The text has the name of the error class in front.
  "pynumaflow sink": { text: /^UDSinkError, UDF_EXECUTION_ERROR\(.*boom/ },
  // A handler's panic ends the server while it still answers. Who is first decides, seen on the wire in 150 runs:
  // the error (about half), OK without a result (half), a connection closed without any status (one of fifty).
  "numaflow-go reduce": { races: true },
};

const expectFailure = async (sdk: string, kind: Kind, sending: Promise<unknown>): Promise<void> => {
  const { text = /^UDF_EXECUTION_ERROR\(.*boom/, races } = differences[`${sdk} ${kind}`] ?? {};
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined && races === true) return;
  assert(error instanceof UdfError, `the handler's error did not arrive: ${String(error)}`);
  if (races === true && error.code === "UDF_ENGINE_PROTOCOL") return;
  assert.equal(error.code, "UDF_ENGINE_CALL_FAILED", error.message);
  const { status, statusMessage, stack } = error.details ?? {};
  if (races === true && status === unavailable) return;
  assert.equal(status, 13);
  assert.match(String(statusMessage), text);
  assert(stack, "no stack trace among the details");
};

type Place = Required<Pick<MiniEngineOptions, "socketPath" | "serverInfoPath">>;

const drives: Readonly<Record<Kind, (name: string, sdk: string, place: Place) => Promise<void>>> = {
  async map(name, sdk, place) {
    await using engine = await connectMiniEngine("map", { ...place, timeoutMs: 30_000 });
    if (name === "error") return await expectFailure(sdk, "map", engine.send(one("boom")));
    const answers = await engine.send(name === "drop" ? one("drop") : range(0, name === "many" ? total : 1));
    for (const { id, results } of answers) {
      assert.equal(results.length, 1);
      const [result] = results;
      if (name === "drop") return assert.deepEqual(result?.tags, [dropTag]);
      assert.equal(textOf(result?.value ?? new Uint8Array()), `value-${id}`);
      assert.deepEqual([result?.keys, result?.tags], [[`key-${Number(id) % keyCount}`], ["seen"]]);
    }
    assert.equal(answers.length, name === "many" ? total : 1);
  },

  async sourcetransform(name, sdk, place) {
    await using engine = await connectMiniEngine("sourceTransform", { ...place, timeoutMs: 30_000 });
    if (name === "error") return await expectFailure(sdk, "sourcetransform", engine.send(one("boom")));
    const answers = await engine.send(name === "drop" ? one("drop") : range(0, name === "many" ? total : 1));
    for (const { id, results } of answers) {
      assert.equal(results.length, 1);
      const [result] = results;
      if (name === "drop") return assert.deepEqual(result?.tags, [dropTag]);
      assert.equal(textOf(result?.value ?? new Uint8Array()), `value-${id}`);
      assert.equal(result?.eventTime?.getTime(), eventTime.getTime() + hourMs);
    }
    assert.equal(answers.length, name === "many" ? total : 1);
  },

  async sink(name, sdk, place) {
    await using engine = await connectMiniEngine("sink", { ...place, timeoutMs: 30_000 });
    if (name === "error") return await expectFailure(sdk, "sink", engine.send([one("boom")]));
    if (name === "statuses") {
      const [answers = []] = await engine.send([["ok", "fail", "fb"]]);
      const byId = [...answers].toSorted((a, b) => Number(a.id) - Number(b.id));
      assert.deepEqual(
        byId.map(({ status }) => status),
        ["success", "failure", "fallback"],
      );
      return assert.equal(byId[1]?.error, "no");
    }
    const batches = Array.from({ length: name === "many" ? total / batchSize : 1 }, (_, index) =>
      range(index * batchSize, (index + 1) * batchSize),
    );
    const answers = await engine.send(batches);
    assert.equal(answers.flat().length, batches.length * batchSize);
    assert(answers.flat().every(({ status }) => status === "success"));
  },

  async reduce(name, sdk, place) {
    await using engine = await connectMiniEngine("reduce", { ...place, timeoutMs: 30_000 });
    const window = (messages: readonly EngineMessage[]): EngineWindow => ({
      start: new Date("2026-03-01T12:00:00Z"),
      end: new Date("2026-03-01T12:01:00Z"),
      messages,
    });
    if (name === "error") return await expectFailure(sdk, "reduce", engine.send([window(one("boom"))]));
    const [results = []] = await engine.send([window(range(0, total))]);
    const counts = results.map(({ keys, value }) => `${keys.join()} ${textOf(value)}`).toSorted();
    const expected = Array.from({ length: keyCount }, (_, key) => `key-${key} n=${total / keyCount}`);
    assert.deepEqual(counts, expected);
  },
};

const scenario = (judge: Judge, kind: Kind, name: string): Scenario => ({
  name: `our mini engine drives ${judge.name}'s ${kind}: ${name}`,
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), "millrace-sdk-"));
    try {
      const [command, ...args] = judge.server(kind, folder);
      await using server = startProcess(command, args);
      const place = { socketPath: join(folder, `${kind}.sock`), serverInfoPath: join(folder, `${kind}-server-info`) };
      const sdk = judge.name.split(" ")[0] ?? "";
      await drives[kind](name, sdk, place).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${server.output().slice(-1000)}`, { cause: error });
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});

/** The mini engine that we made drives the servers that others made. */
export const theirServers = (judges: readonly Judge[]): readonly Scenario[] =>
  judges.flatMap((judge) => kinds.flatMap((kind) => casesOf[kind].map((name) => scenario(judge, kind, name))));
