import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@millrace/protocol/testing";
// @boundaries-ignore a proxy of the package's own tests
import { proxyTo } from "../../../../packages/workflow-sdk/test/client/support/proxy.ts";
import { goingAway } from "../going-away.ts";
import { loadInTrouble } from "../load.ts";
import { realServerProgram, startRealServer } from "../real-server.ts";
import type { SideScenario } from "../side.ts";

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

/** Trouble again and again, at moments that are not the same twice, until the load is done; at least three times. */
const again =
  (everyMs: number, trouble: () => void | Promise<void>) =>
  async (signal: AbortSignal): Promise<void> => {
    let times = 0;
    while (!signal.aborted) {
      await pause(everyMs * (0.5 + Math.random()), signal);
      if (signal.aborted) break;
      await trouble();
      times++;
    }
    assert(times >= 3, `the load was done before the trouble began: ${times} times`);
  };

export const faultScenarios: readonly SideScenario[] = [
  {
    name: "a server with a file that is killed and started again under load: nothing is lost",
    realOnly: true,
    run: async () => {
      const folder = await mkdtemp(join(tmpdir(), "millrace-temporal-"));
      const program = await realServerProgram();
      const options = { port: await freePort(), file: join(folder, "server.db") };
      let server = await startRealServer(program, options);
      try {
        const trouble = async (signal: AbortSignal): Promise<void> => {
          for (let kill = 0; kill < 2; kill++) {
            await pause(1500, signal);
            assert(!signal.aborted, "the load was done before the server was killed");
            await server[Symbol.asyncDispose]();
            server = await startRealServer(program, options);
          }
        };
        await loadInTrouble({ address: server.address, count: 60, trouble });
      } finally {
        await server[Symbol.asyncDispose]();
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
  {
    name: "connections that are cut under load: nothing is lost",
    run: async ({ address }) => {
      await using proxy = await proxyTo(Number(address.split(":").at(-1)));
      await loadInTrouble({ address: proxy.address, count: 20, trouble: again(300, () => proxy.cut()) });
    },
  },
  {
    name: "GOAWAY during polls under load: nothing is lost",
    run: async ({ address }) => {
      await using front = await goingAway(address);
      await loadInTrouble({ address: front.address, count: 20, trouble: again(100, () => front.goAway()) });
    },
  },
];
