import { readdirSync } from "node:fs";
import path from "node:path";
import { leakCheck, tempFolder } from "@millrace/protocol/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { fileOf, startProgram, type Child } from "./support/child.ts";
import { Engine } from "./support/engine.ts";
import { eachKind, kinds, type KindCase } from "./support/kinds.ts";
import { serve } from "./support/serve.ts";

const [mapKind] = kinds as [KindCase];

describe("closing", () => {
  test.each(eachKind)("[G-9] [P-18] %s: an open call goes on until the engine ends it", async (_name, kind) => {
    await using served = await serve(kind.components(() => undefined));
    const call = kind.open(served.engine);
    call.send(Buffer.from("a"));
    await served.engine.ready(kind.service);
    const closed = served.server.close();
    expect(served.server.state).toBe("draining");
    call.send(Buffer.from("b"));
    call.flush();
    expect([await call.answer(), await call.answer()]).toEqual(["a", "b"]);
    call.halfClose();
    expect((await call.status).code).toBe(0);
    served.engine.close();
    await closed;
    expect(await served.outcome).toBeUndefined();
    expect(readdirSync(served.directory)).toEqual([]);
  });

  test("[G-10] [P-19] a call that the engine does not end is cut when the grace is over", async () => {
    const aborted = Promise.withResolvers<void>();
    await using served = await serve(
      mapKind.components((_value, { signal }) => {
        signal.addEventListener("abort", () => aborted.resolve());
        return new Promise(() => undefined);
      }),
    );
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    await served.engine.ready(mapKind.service);
    await served.server.close({ graceMs: 50 });
    await aborted.promise;
    expect((await call.status).code).toBe(14);
    expect(readdirSync(served.directory)).toEqual([]);
  });

  test("[G-7] a handler that fails while the server drains is a failure all the same", async () => {
    const gate = Promise.withResolvers<void>();
    await using served = await serve(
      mapKind.components(async () => {
        await gate.promise;
        throw new RangeError("late");
      }),
    );
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    await served.engine.ready(mapKind.service);
    const closed = served.server.close();
    gate.resolve();
    expect((await call.status).details).toContain("late");
    served.engine.close();
    await closed;
    expect(await served.outcome).toMatchObject({ code: "UDF_HANDLER_FAILED" });
  });

  test("aborting the signal of run() equals closing", async () => {
    const controller = new AbortController();
    await using served = await serve(mapKind.components(() => undefined));
    const running = served.server.run({ signal: controller.signal });
    controller.abort();
    await running;
    expect(served.server.state).toBe("closed");
  });

  test("a server that never started is closed at once, and does not start", async () => {
    await using served = await serve(mapKind.components(() => undefined));
    await served.server.close({ graceMs: 0 });
    await served.server.close();
    expect(served.server.state).toBe("closed");
  });

  test("nothing stays open", async () => {
    await using _leaks = leakCheck();
    await using served = await serve({ ...mapKind.components(() => undefined), handlerTimeoutMs: 60_000 });
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    expect(await call.answer()).toBe("a");
    call.halfClose();
    await call.status;
  });
});

describe("a program", () => {
  async function program(graceMs = 25_000): Promise<{ child: Child; directory: string; engine: Engine }> {
    const folder = await tempFolder();
    const child = startProgram("map-program.ts", [folder.path, String(graceMs)]);
    onTestFinished(async () => {
      await child[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    });
    await fileOf(child, path.join(folder.path, "mapper-server-info"));
    const engine = new Engine({ path: path.join(folder.path, "map.sock") });
    onTestFinished(() => engine.close());
    return { child, directory: folder.path, engine };
  }

  test.each(["SIGTERM", "SIGINT"] as const)(
    "[G-9] [P-8] %s: what is at work is answered, the call ends well, socket and info file are gone, exit code 0",
    async (signal) => {
      const { child, directory, engine } = await program();
      const call = mapKind.open(engine);
      call.send(Buffer.from("a"));
      expect(await call.answer()).toBe("a");
      call.send(Buffer.from("slow"));
      // Behind the slow one, so that the signal does not overtake it.
      call.send(Buffer.from("b"));
      expect(await call.answer()).toBe("b");
      child.process.kill(signal);
      call.halfClose();
      expect(await call.answer()).toBe("slow");
      expect((await call.status).code).toBe(0);
      expect(await child.ended).toBe(0);
      expect(readdirSync(directory)).toEqual([]);
    },
  );

  test("[G-10] [P-19] a handler that never ends does not keep it", async () => {
    const { child, engine } = await program(100);
    const call = mapKind.open(engine);
    call.send(Buffer.from("never"));
    call.send(Buffer.from("a"));
    expect(await call.answer()).toBe("a");
    child.process.kill("SIGTERM");
    expect((await call.status).code).not.toBe(0);
    expect(await child.ended).toBe(0);
  });

  test("[G-7] [P-22] a handler that fails ends it with an exit code, and says why", async () => {
    const { child, directory, engine } = await program();
    const call = mapKind.open(engine);
    call.send(Buffer.from("boom"));
    expect((await call.status).code).toBe(13);
    expect(await child.ended).toBe(1);
    expect(child.errors()).toContain("this value is too much");
    expect(readdirSync(directory)).toEqual(["application-errors"]);
  });

  test("[G-3] [P-3] SIGKILL leaves socket and info file, and the next one takes their place", async () => {
    const { child, directory } = await program();
    child.process.kill("SIGKILL");
    await child.ended;
    expect(readdirSync(directory).toSorted()).toEqual(["map.sock", "mapper-server-info"]);
    await using served = await serve({ ...mapKind.components(() => undefined), directory });
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    expect(await call.answer()).toBe("a");
  });
});
