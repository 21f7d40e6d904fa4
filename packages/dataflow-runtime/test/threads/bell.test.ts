import { setImmediate as nextLoop } from "node:timers/promises";
import { MessageChannel } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { Bell, BellRope, createBell } from "../../src/embedded/threads/bell.ts";
import { Pump, type Work } from "../../src/embedded/threads/pump.ts";

/** Work that comes from elsewhere, and what became of it. */
class Queue implements Work {
  waiting = 0;
  done = 0;
  get isReady(): boolean {
    return this.waiting > 0;
  }
  run(): number {
    const count = this.waiting;
    this.waiting = 0;
    this.done += count;
    return count;
  }
}

/** Long enough for a pump to have fallen asleep. */
async function settle(): Promise<void> {
  for (let loops = 0; loops < 20; loops++) await nextLoop();
}

describe.each([
  ["Atomics.waitAsync", false],
  ["a port", true],
])("a thread that sleeps at %s", (_, usesPort) => {
  async function pumpOf(): Promise<{ queue: Queue; pump: Pump; rope: BellRope; close: () => void }> {
    const memory = createBell();
    const { port1, port2 } = new MessageChannel();
    const pump = new Pump(new Bell(memory, usesPort));
    port2.on("message", () => pump.poke());
    const queue = new Queue();
    pump.add(queue);
    await settle();
    const close = (): void => {
      pump.close();
      port1.close();
    };
    return { queue, pump, rope: new BellRope(memory, port1), close };
  }

  test("[THR-3] is woken by whoever has something for it, each time", async () => {
    const { queue, rope, close } = await pumpOf();
    for (let round = 1; round <= 50; round++) {
      queue.waiting = 1;
      rope.ring();
      await expect.poll(() => queue.done, { interval: 0 }).toBe(round);
      if (round % 7 === 0) await settle();
    }
    close();
  });

  test("[THR-3] wakes itself", async () => {
    const { queue, pump, close } = await pumpOf();
    for (let round = 1; round <= 10; round++) {
      queue.waiting = 1;
      pump.poke();
      await expect.poll(() => queue.done, { interval: 0 }).toBe(round);
    }
    close();
  });

  test("[THR-3] does not sleep on what came before it slept", async () => {
    const bell = new Bell(createBell(), usesPort);
    let woken = 0;
    bell.sleep(
      () => true,
      () => woken++,
    );
    await expect.poll(() => woken).toBe(1);
  });

  test("[THR-3] does nothing any more once it is closed", async () => {
    const { queue, rope, close } = await pumpOf();
    close();
    await settle();
    queue.waiting = 1;
    rope.ring();
    await settle();
    expect(queue.done).toBe(0);
  });
});

test("[THR-3] a pump that always finds work leaves timers and sockets their turn", async () => {
  const queue = new Queue();
  const pump = new Pump(new Bell(createBell()));
  const endless: Work = { isReady: true, run: () => queue.run() + 1 };
  pump.add(endless);
  let loops = 0;
  while (loops < 20) {
    await nextLoop();
    loops++;
  }
  expect(loops).toBe(20);
  pump.delete(endless);
  pump.close();
});
