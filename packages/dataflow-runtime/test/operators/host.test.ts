import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  DataflowError,
  DoraStatus,
  DoraValue,
  type DoraEvent,
  type Operator,
  type SendOutput,
} from "../../src/index.ts";
import { hostOperators, type OperatorEntry } from "../../src/run-operators.ts";
import { FakeLink } from "../node/fake-link.ts";

const input = { source: "other/out", queueSize: 10, queuePolicy: "drop_oldest" } as const;

/** A host on a link that the test leads. */
const start = async (
  operators: Readonly<Record<string, OperatorEntry>>,
  inputs: readonly string[],
  directory = process.cwd(),
) => {
  const link = new FakeLink({
    inputs: new Map(inputs.map((id) => [id, input])),
    outputs: ["a/out", "b/out"],
    dataflowDescriptor: { nodes: [{ id: "js" }] },
  });
  const ended = hostOperators(link, operators, { directory });
  ended.catch(() => undefined);
  await expect.poll(() => link.starts).toBe(1);
  return { link, ended };
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("a host of operators", () => {
  test("[SEED-3] [SEED-4] [SEED-5] [SEED-6] [SEED-7] [SEED-8] an operator gets events with id, data, value and metadata", async () => {
    const seen: unknown[] = [];
    const watcher = (event: DoraEvent): DoraStatus => {
      if (event.type === "INPUT") {
        const { id, data, value, metadata } = event;
        seen.push([id, [...data], value.toArray(), metadata.parameters, metadata.timestamp instanceof Date]);
      } else seen.push([event.type, "id" in event ? event.id : undefined]);
      return DoraStatus.CONTINUE;
    };
    const { link, ended } = await start({ a: watcher }, ["a/image"]);
    link.input(Uint8Array.of(1, 2), { seq: { kind: "integer", value: 7 } }, "a/image");
    link.tell({ type: "inputClosed", id: "a/image" }, { type: "stop" }, { type: "end" });
    await ended;
    expect(seen).toEqual(
      expect.arrayContaining([
        ["image", [1, 2], Uint8Array.of(1, 2), { seq: 7 }, true],
        ["INPUT_CLOSED", "image"],
        ["STOP", "ALL_INPUTS_CLOSED"],
      ]),
    );
  });

  test("[SEED-9] [SEED-10] errors and unknown events reach the operators", async () => {
    const seen: string[] = [];
    const { link, ended } = await start(
      {
        a: (event) => {
          seen.push(event.type);
          return DoraStatus.CONTINUE;
        },
      },
      ["a/in"],
    );
    const lost = new DataflowError("DATAFLOW_DAEMON_LOST", "the daemon is gone");
    link.tell({ type: "unknown", detail: "tag 99" }, { type: "error", error: lost }, { type: "end" });
    await ended;
    expect(seen).toEqual(["UNKNOWN", "ERROR"]);
  });

  test("[SEED-11] [SEED-12] [SEED-13] [SEED-14] the detector of dora's example: BGR to RGB, boxes with the image's metadata", async () => {
    const width = 2;
    class Detector implements Operator {
      onEvent(event: DoraEvent, sendOutput: SendOutput): DoraStatus {
        if (event.type === "INPUT") {
          const rgb = event.data.slice();
          for (let at = 0; at < rgb.length; at += 3) rgb.subarray(at, at + 3).reverse();
          const reds = Array.from({ length: width }, (_, pixel) => rgb[3 * pixel] ?? 0);
          const boxes = Float32Array.of(reds.indexOf(255), 0, 1, 1);
          sendOutput("out", new Uint8Array(boxes.buffer), event.metadata);
        }
        return DoraStatus.CONTINUE;
      }
    }
    const { link, ended } = await start({ a: Detector }, ["a/image"]);
    link.input(Uint8Array.of(0, 0, 0, 0, 0, 255), { frame: { kind: "integer", value: 3 } }, "a/image");
    await expect.poll(() => link.sent.length).toBe(1);
    link.tell({ type: "stop" }, { type: "end" });
    await ended;
    const [sent] = link.sent;
    expect(sent?.outputId).toBe("a/out");
    expect(new Float32Array(sent?.value?.bytes.slice().buffer as ArrayBuffer)).toEqual(Float32Array.of(1, 0, 1, 1));
    expect(sent?.metadata.parameters.get("frame")).toEqual({ kind: "integer", value: 3 });
  });

  test("[OP-1] one event after the other: the next waits for the handler and for room", async () => {
    const log: string[] = [];
    const turn = Promise.withResolvers<void>();
    const room = Promise.withResolvers<void>();
    const { link, ended } = await start(
      {
        a: async (event, sendOutput) => {
          if (event.type !== "INPUT") return DoraStatus.CONTINUE;
          log.push(`begin ${event.data[0]}`);
          if (event.value.get(0) === 1) await turn.promise;
          sendOutput("out", event.value);
          log.push(`end ${event.data[0]}`);
          return DoraStatus.CONTINUE;
        },
      },
      ["a/in"],
    );
    link.onSend = ({ value }) => (value?.get(0) === 1 ? room.promise : undefined);
    link.input(Uint8Array.of(1), {}, "a/in");
    link.input(Uint8Array.of(2), {}, "a/in");
    await expect.poll(() => log).toEqual(["begin 1"]);
    turn.resolve();
    await expect.poll(() => log).toEqual(["begin 1", "end 1"]);
    expect(link.sent.length).toBe(1);
    room.resolve();
    await expect.poll(() => log).toEqual(["begin 1", "end 1", "begin 2", "end 2"]);
    link.tell({ type: "end" });
    await ended;
  });

  test("[OP-2] operators do not wait for each other", async () => {
    const stuck = Promise.withResolvers<void>();
    const quick: unknown[] = [];
    const { link, ended } = await start(
      {
        a: async () => {
          await stuck.promise;
          return DoraStatus.CONTINUE;
        },
        b: (event) => {
          if (event.type === "INPUT") quick.push(event.value.get(0));
          return DoraStatus.CONTINUE;
        },
      },
      ["a/in", "b/in"],
    );
    link.input(Uint8Array.of(1), {}, "a/in");
    link.input(Uint8Array.of(2), {}, "b/in");
    await expect.poll(() => quick).toEqual([2]);
    stuck.resolve();
    link.tell({ type: "end" });
    await ended;
  });

  test("[OP-8] RELOAD imports the file again, keeps the fields, and forgives one failure", async () => {
    const folder = mkdtempSync(join(tmpdir(), "millrace-operators-"));
    folders.push(folder);
    const write = (answer: string): void =>
      writeFileSync(
        join(folder, "operator.mjs"),
        `export class Operator { count = 0; onEvent(event, send) { if (event.type === "INPUT") { this.count += 1; send("out", ${answer}); } return 0; } }`,
      );
    write("[this.count]");
    const { link, ended } = await start({ a: { module: "operator.mjs" } }, ["a/in"], folder);
    const answer = async (count: number): Promise<unknown> => {
      link.input(undefined, {}, "a/in");
      await expect.poll(() => link.sent.length).toBe(count);
      return link.sent.at(-1)?.value?.get(0);
    };
    expect(await answer(1)).toBe(1);
    write("[this.count * 100]");
    link.tell({ type: "reload", operatorId: "a" });
    expect(await answer(2)).toBe(200);
    write("missing()");
    link.tell({ type: "reload", operatorId: undefined });
    link.input(undefined, {}, "a/in");
    await expect.poll(() => link.lines.join()).toContain("failed right after it was loaded again");
    link.input(undefined, {}, "a/in");
    await expect(ended).rejects.toMatchObject({ code: "DATAFLOW_OPERATOR_FAILED" });
  });

  test("[OP-9] the operator gets the descriptor, by dora's name too", async () => {
    const modern: Operator = { onEvent: () => DoraStatus.CONTINUE, dataflowDescriptor: undefined };
    const snake = { on_event: () => DoraStatus.CONTINUE, dataflow_descriptor: undefined as unknown };
    const { link, ended } = await start({ a: modern, b: snake }, ["a/in", "b/in"]);
    link.tell({ type: "end" });
    await ended;
    expect(modern.dataflowDescriptor).toEqual({ nodes: [{ id: "js" }] });
    expect(snake.dataflow_descriptor).toEqual({ nodes: [{ id: "js" }] });
  });

  test("[OP-10] each ends with its own inputs, and its outputs close", async () => {
    const ends: string[] = [];
    const operator =
      (name: string) =>
      (event: DoraEvent): DoraStatus => {
        if (event.type === "STOP") ends.push(`${name} ${event.id}`);
        return DoraStatus.CONTINUE;
      };
    const { link, ended } = await start({ a: operator("a"), b: operator("b") }, ["a/in", "b/in"]);
    link.tell({ type: "inputClosed", id: "a/in" });
    await expect.poll(() => link.closedOutputs).toEqual(["a/out"]);
    expect(ends).toEqual(["a ALL_INPUTS_CLOSED"]);
    link.input(DoraValue.from([1]), {}, "b/in");
    link.tell({ type: "inputClosed", id: "b/in" }, { type: "end" });
    await ended;
    expect(ends).toEqual(["a ALL_INPUTS_CLOSED", "b ALL_INPUTS_CLOSED"]);
    expect(link.closedOutputs).toEqual(["a/out", "b/out"]);
  });
});
