import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { expectCode } from "@millrace/protocol/testing";
import { DoraStatus, startDataflow, type DoraEvent } from "../../src/index.ts";
import { hostOperators } from "../../src/run-operators.ts";
import { FakeLink } from "../node/fake-link.ts";

const directory = fileURLToPath(new URL("./fixtures", import.meta.url));
const waits = { module: "operators.mjs", exportName: "waits", placement: "worker" } as const;
const input = { source: "other/out", queueSize: 10, queuePolicy: "drop_oldest" } as const;

const portsOpen = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "MessagePort").length;

/** A thread keeps ports open as long as it lives. */
const atMost = { timeout: 10_000 } as const;

/** A host of an operator of this thread and of one with a thread of its own; both are at work. */
async function startPair(a: (event: DoraEvent) => DoraStatus): Promise<{ link: FakeLink; ended: Promise<void> }> {
  const inputs = new Map(["a/in", "b/in"].map((id) => [id, input]));
  const link = new FakeLink({ inputs, outputs: [], dataflowDescriptor: {} });
  const ended = hostOperators(link, { a, b: waits }, { directory });
  ended.catch(() => undefined);
  await expect.poll(() => link.starts, atMost).toBe(1);
  link.input(Uint8Array.of(1), {}, "a/in");
  return { link, ended };
}

test("[OP-5] an operator that fails ends the threads of the others", async () => {
  const before = portsOpen();
  const { ended } = await startPair(() => {
    throw new RangeError("no such pixel");
  });
  await expectCode(ended, "DATAFLOW_OPERATOR_FAILED");
  await expect.poll(portsOpen, atMost).toBe(before);
});

test("[OP-4] STOP_ALL ends the operators of other threads too, where the engine takes no such wishes", async () => {
  const before = portsOpen();
  const { ended } = await startPair(() => DoraStatus.STOP_ALL);
  await ended;
  await expect.poll(portsOpen, atMost).toBe(before);
});

test("[ENG-15] an operator that is never done is killed with its thread when the grace is over", async () => {
  const before = portsOpen();
  const { promise: spinning, resolve } = Promise.withResolvers<void>();
  const args = "operators --operator b=./operators.mjs#spins --worker b";
  const nodes = [{ id: "host", path: "millrace-dataflow", args, inputs: { "b/tick": "dora/timer/millis/50" } }];
  const onLog = (): void => resolve();
  const running = await startDataflow({ nodes }, { directory, onLog });
  await spinning;
  const { failures } = await running.stop({ graceMs: 0 });
  expect(failures.map(({ id }) => id)).toEqual(["host"]);
  await expect.poll(portsOpen, atMost).toBe(before);
});

const refusals: Readonly<Record<string, FakeLink["onSend"]>> = {
  "at once": () => {
    throw new RangeError("longer than a frame");
  },
  later: async () => {
    throw new RangeError("longer than a frame");
  },
};

test.each(Object.entries(refusals))(
  "[OP-5] what the engine does not take of an operator's thread ends the host, when refused %s",
  async (_, onSend) => {
    const link = new FakeLink({ inputs: new Map([["b/in", input]]), outputs: ["b/out"], dataflowDescriptor: {} });
    link.onSend = onSend;
    const ended = hostOperators(link, { b: { ...waits, exportName: "Pythonic" } }, { directory });
    ended.catch(() => undefined);
    await expect.poll(() => link.starts, atMost).toBe(1);
    link.input(Uint8Array.of(1), {}, "b/in");
    await expect(ended).rejects.toThrow("longer than a frame");
  },
);
