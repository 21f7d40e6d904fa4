import { expect, test, vi } from "vitest";
import { startDataflow } from "../../src/run-dataflow.ts";

/** Whose executables are looked for one after another, which makes the start long. */
const processes = 40;
/** Turns of the event loop. */
const moments = Array.from({ length: 15 }, (_, index) => index * 4);

const serversOpen = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap").length;
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function abortAfter(count: number, controller: AbortController): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn();
  controller.abort();
}

test("[ENG-36] a dataflow that is aborted at any moment of its start ends, and leaves no port open", async () => {
  const commands = Array.from({ length: processes }, (_, index) => ({
    id: `process-${index}`,
    path: process.execPath,
  }));
  const nodes = [{ id: "guest", path: "dynamic", outputs: ["out"] }, ...commands];
  const before = serversOpen();
  for (const count of moments) {
    const controller = new AbortController();
    const starting = startDataflow({ nodes }, { signal: controller.signal, lookupPort: 0, graceMs: 0 });
    await abortAfter(count, controller);
    const running = await starting;
    await running.finished;
    // What is closed stays in the list for a while; what leaks, for ever.
    await vi.waitFor(() => expect(serversOpen(), `aborted after ${count} turns`).toBe(before), { timeout: 5000 });
  }
});
