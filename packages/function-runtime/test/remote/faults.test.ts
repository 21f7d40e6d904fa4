import { expectCode, freePort, memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { coreEntity, fakeCore, open, quickClock, type Reply } from "./support/fake-core.ts";

const artifact = { type: "artifact", project: "p", id: "1" } as const;
const failing = async (first: readonly Reply[], then: Reply) => {
  const left = [...first];
  return fakeCore(({ path }) =>
    path.endsWith("/artifacts/1") || path.endsWith("/artifacts") ? (left.shift() ?? then) : undefined,
  );
};
const cut: Reply = { raw: (response) => void response.destroy() };
const there: Reply = { json: coreEntity("1") };

describe("the level of the API", () => {
  test.each(["15", undefined])("[REM-16] %s is what is known", async (level) => {
    await using core = await fakeCore(() => ({
      json: {},
      headers: level === undefined ? {} : { "x-api-level": level },
    }));
    const logger = memoryLogger();
    await using _ = await open(core, { logger });
    expect(logger.records.filter((record) => record.level === "warn")).toEqual([]);
  });

  test.each(["16", "20"])("[REM-16] %s is warned of once", async (level) => {
    await using core = await fakeCore(() => ({ json: {}, headers: { "x-api-level": level } }));
    const logger = memoryLogger();
    await using platform = await open(core, { logger });
    await platform.setSecret("p", "a", "value");
    expect(logger.records.filter((record) => record.level === "warn")).toHaveLength(1);
  });

  test.each(["14", "21", "new"])("[REM-16] %s is refused", async (level) => {
    await using core = await fakeCore(() => ({ json: {}, headers: { "x-api-level": level } }));
    await expectCode(open(core), "FUNCTION_CORE_API_LEVEL");
  });
});

describe("what passes", () => {
  test("[REM-17] is tried again with growing pauses", async () => {
    await using core = await failing([{ status: 503 }, cut, { status: 502 }, { status: 504 }], there);
    const clock = quickClock();
    await using platform = await open(core, { clock });
    expect(await platform.read(artifact)).toMatchObject({ id: "1" });
    expect(clock.pauses).toHaveLength(4);
    expect(clock.pauses[3]).toBeGreaterThan(clock.pauses[0] ?? Infinity);
  });

  test("[REM-17] lasts as long as the server says, but not for ever", async () => {
    await using core = await failing([{ status: 429, headers: { "retry-after": "2" } }], there);
    const clock = quickClock();
    await using platform = await open(core, { clock });
    await platform.read(artifact);
    expect(clock.pauses).toEqual([2_000]);
    await using slow = await failing([], { status: 503, headers: { "retry-after": "3600" } });
    await using other = await open(slow, { clock });
    await expectCode(other.read(artifact), "FUNCTION_CORE_UNREACHABLE");
    expect(clock.pauses).toHaveLength(1);
  });

  test("[REM-17] too often is an error that may be retried", async () => {
    await using core = await failing([], { status: 503 });
    const clock = quickClock();
    await using platform = await open(core, { clock, retries: 2 });
    expect(await expectCode(platform.read(artifact), "FUNCTION_CORE_UNREACHABLE")).toMatchObject({ retryable: true });
    expect(core.to("/artifacts/1")).toHaveLength(3);
  });

  test("[REM-17] is no reason to create something twice", async () => {
    await using core = await failing([cut], there);
    await using platform = await open(core, { clock: quickClock() });
    await expectCode(platform.create("artifact", { kind: "artifact", project: "p" }), "FUNCTION_CORE_UNREACHABLE");
    expect(core.to("/artifacts")).toHaveLength(1);
  });

  test("[REM-17] without a connection everything is tried again", async () => {
    const clock = quickClock();
    await using core = await failing([], there);
    let left = 2;
    await using platform = await open(core, {
      clock,
      fetch: async (input, init) => {
        if (init?.method !== "POST" || left-- <= 0) return fetch(input, init);
        return fetch(`http://127.0.0.1:${await freePort()}`, init);
      },
    });
    expect(await platform.create("artifact", { kind: "artifact", project: "p" })).toMatchObject({ id: "1" });
    expect(clock.pauses).toHaveLength(2);
  });

  test("[REM-17] nobody there is said with the address", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const error = await expectCode(open({ url } as never, { clock: quickClock() }), "FUNCTION_CORE_UNREACHABLE");
    expect(error.message).toMatch(/\/api\/auth failed: ECONNREFUSED/);
  });
});

describe("answers that never come, or come broken", () => {
  test("[REM-18] a slow one is given up", async () => {
    await using core = await fakeCore(({ path }) =>
      path.endsWith("/artifacts/1") ? { raw: () => undefined } : undefined,
    );
    await using platform = await open(core, { timeoutMs: 200, retries: 1, clock: quickClock() });
    const error = await expectCode(platform.read(artifact), "FUNCTION_CORE_UNREACHABLE");
    expect(error.message).toContain("within 200 ms");
    expect(core.to("/artifacts/1")).toHaveLength(2);
  });

  test("[REM-18] one that stops in the middle is given up", async () => {
    const halting: Reply = { raw: (response) => void response.writeHead(200).write('{"id":') };
    await using core = await failing([], halting);
    await using platform = await open(core, { timeoutMs: 200, retries: 0 });
    await expectCode(platform.read(artifact), "FUNCTION_CORE_UNREACHABLE");
  });

  test("[REM-20] one that is shorter than it said is asked for again", async () => {
    const short: Reply = {
      raw: (response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write('{"id":"1"}', () => response.destroy());
      },
    };
    await using core = await failing([short], there);
    await using platform = await open(core, { clock: quickClock() });
    expect(await platform.read(artifact)).toMatchObject({ id: "1" });
  });

  test.each([
    ["no JSON", { text: '{"id": "1"' }],
    ["a page", { text: "<html>Sign in</html>", headers: { "content-type": "text/html" } }],
    ["a list", { json: [1] }],
    ["null", { json: null }],
    ["nothing", {}],
    ["an entity without a kind", { json: { id: "1" } }],
  ] satisfies [string, Reply][])("[REM-20] %s is no entity", async (_, reply) => {
    await using core = await failing([], reply);
    await using platform = await open(core);
    await expectCode(platform.read(artifact), "FUNCTION_CORE_BAD_ANSWER");
    await expectCode(platform.list("artifact", "p"), "FUNCTION_CORE_BAD_ANSWER");
  });

  test("[REM-20] one without end is given up before memory is", async () => {
    const chunk = Buffer.alloc(2 ** 20, 32);
    const endless: Reply = {
      raw: (response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on("drain", more).writeHead(200);
        more();
      },
    };
    await using core = await failing([], endless);
    await using platform = await open(core);
    await expectCode(platform.read(artifact), "FUNCTION_CORE_BAD_ANSWER");
  });

  test("[REM-20] a redirect is not followed, and no credentials with it", async () => {
    await using elsewhere = await fakeCore();
    await using core = await fakeCore(() => ({ status: 302, headers: { location: `${elsewhere.url}/login?state=x` } }));
    const error = await expectCode(open(core, { auth: { accessToken: "t-123" } }), "FUNCTION_CORE_BAD_ANSWER");
    expect(error.message).toContain(`${elsewhere.url}/login;`);
    expect(elsewhere.seen).toEqual([]);
  });

  test("[REM-20] a page for people is no Core", async () => {
    await using core = await fakeCore(() => ({ text: "<!doctype html>", headers: { "content-type": "text/html" } }));
    await expectCode(open(core), "FUNCTION_CORE_BAD_ANSWER");
  });
});

describe("refusals", () => {
  test.each([
    [400, "Duplicated entity: ARTIFACT", "FUNCTION_ALREADY_EXISTS"],
    [400, "invalid kind", "FUNCTION_CORE_UNKNOWN_KIND"],
    [400, "missing spec", "FUNCTION_CORE_REJECTED"],
    [401, "expired", "FUNCTION_CORE_UNAUTHORIZED"],
    [403, "Access Denied", "FUNCTION_CORE_UNAUTHORIZED"],
    [404, "No such EntityName: ARTIFACT", "FUNCTION_NOT_FOUND"],
    [500, "oops", "FUNCTION_CORE_REJECTED"],
  ] as const)("[REM-19] %i %s", async (status, message, code) => {
    await using core = await failing([], { status, json: { status, message } });
    await using platform = await open(core);
    const error = await expectCode(platform.create("artifact", { kind: "artifact", project: "p" }), code);
    expect(error.message).toContain(message);
    expect(error.details).toMatchObject({ status });
  });

  test("[REM-19] of a server of ours keep their code", async () => {
    const message = "[FUNCTION_INVALID_STATE] a run cannot go back";
    await using core = await failing([], {
      status: 400,
      json: { status: 400, message, errorCode: "FUNCTION_INVALID_STATE" },
    });
    await using platform = await open(core);
    const error = await expectCode(
      platform.create("artifact", { kind: "artifact", project: "p" }),
      "FUNCTION_INVALID_STATE",
    );
    expect(error.message.match(/FUNCTION_INVALID_STATE/g)).toHaveLength(1);
  });

  test("[REM-35] a closed client refuses, and ends what is under way", async () => {
    await using core = await fakeCore(({ path }) =>
      path.endsWith("/artifacts/1") ? { raw: () => undefined } : undefined,
    );
    const platform = await open(core);
    const reading = platform.read(artifact);
    await Promise.all([platform.close(), expectCode(reading, "FUNCTION_CLOSED")]);
    await expectCode(platform.read(artifact), "FUNCTION_CLOSED");
  });
});
