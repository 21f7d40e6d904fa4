import { sink } from "@millrace/protocol/numaflow";
import { describe, expect, test } from "vitest";
import { Message, Response, type SinkComponent, type UdfServerOptions } from "../src/index.ts";
import { serve, type Served } from "./support/serve.ts";

type Handle = SinkComponent["handle"];
const { SUCCESS, FAILURE, FALLBACK, SERVE, ON_SUCCESS, NACK } = sink.Status;

const serveSink = (handle: Handle, options: UdfServerOptions = {}): Promise<Served> =>
  serve({ sink: { component: { kind: "sink", handle } }, ...options });

function open({ engine }: Served) {
  const call = engine.open(sink.Sink.method.sinkFn);
  call.send({ handshake: { sot: true } });
  return call;
}

type Call = ReturnType<typeof open>;

function sendBatch(call: Call, ids: readonly string[]): void {
  for (const id of ids) call.send({ request: { id, keys: ["k"], value: Buffer.from(`value of ${id}`) } });
  call.send({ status: { eot: true } });
}

/** The results of one batch, up to its end. */
async function resultsOf(call: Call): Promise<sink.SinkResponse_Result[]> {
  const results: sink.SinkResponse_Result[] = [];
  for (;;) {
    const answer = await call.receive();
    if (answer === undefined) throw new Error(`the call ended within a batch: ${(await call.status).details}`);
    if (answer.status?.eot === true) return results;
    results.push(...answer.results);
  }
}

const allOf =
  (answer: (id: string) => Response): Handle =>
  (datums) =>
    [...datums].map(({ id }) => answer(id));

describe("answers", () => {
  test("[K-1] [W-19] every status, with what it carries", async () => {
    const answers: Record<string, (id: string) => Response> = {
      ok: (id) => Response.asSuccess(id),
      failure: (id) => Response.asFailure(id, "disk full"),
      fallback: (id) => Response.asFallback(id),
      serve: (id) => Response.asServe(id, Buffer.from("result")),
      onSuccess: (id) => Response.asOnSuccess(id),
      onSuccessWith: (id) =>
        Response.asOnSuccess(
          id,
          Message.toVtx(["k"], Buffer.from("m"), { userMetadata: { g: { k: Buffer.from("1") } } }),
        ),
      nack: (id) => Response.asNack(id),
      nackWith: (id) => Response.asNack(id, { reason: "busy", delayMs: 7 }),
    };
    await using served = await serveSink(allOf((id) => answers[id]?.(id) ?? Response.asSuccess(id)));
    const call = open(served);
    sendBatch(call, Object.keys(answers));
    const results = Object.fromEntries((await resultsOf(call)).map((result) => [result.id, result]));
    expect(Object.values(results).map(({ id, status }) => [id, status])).toEqual([
      ["ok", SUCCESS],
      ["failure", FAILURE],
      ["fallback", FALLBACK],
      ["serve", SERVE],
      ["onSuccess", ON_SUCCESS],
      ["onSuccessWith", ON_SUCCESS],
      ["nack", NACK],
      ["nackWith", NACK],
    ]);
    expect([SUCCESS, FAILURE, FALLBACK, SERVE, ON_SUCCESS, NACK]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(results["failure"]?.errMsg).toBe("disk full");
    expect(Buffer.from(results["serve"]?.serveResponse ?? []).toString()).toBe("result");
    expect(results["onSuccess"]?.onSuccessMsg).toBeUndefined();
    const message = results["onSuccessWith"]?.onSuccessMsg;
    expect([message?.keys, Buffer.from(message?.value ?? []).toString()]).toEqual([["k"], "m"]);
    expect(Object.keys(message?.metadata?.userMetadata ?? {})).toEqual(["g"]);
    expect(results["nack"]?.nackOptions).toBeUndefined();
    expect(results["nackWith"]?.nackOptions).toMatchObject({ reason: "busy", delay: 7n });
  });

  test.each([
    ["too few", (datums: readonly string[]) => datums.slice(1), { missing: ["1"], doubled: [], unknown: [] }],
    ["none", () => [], { missing: ["1", "2"], doubled: [], unknown: [] }],
    ["one twice", (ids: readonly string[]) => [...ids, "2"], { missing: [], doubled: ["2"], unknown: [] }],
    ["an unknown one", (ids: readonly string[]) => [...ids, "9"], { missing: [], doubled: [], unknown: ["9"] }],
    ["another one", () => ["1", "7"], { missing: ["2"], doubled: [], unknown: ["7"] }],
  ])("[K-2] [W-18] %s: an error that names the ids, before anything is sent", async (_what, answered, details) => {
    const handle: Handle = (datums) => answered([...datums].map(({ id }) => id)).map((id) => Response.asSuccess(id));
    await using served = await serveSink(handle);
    const call = open(served);
    sendBatch(call, ["1", "2"]);
    expect((await call.rest()).flatMap(({ results }) => results)).toEqual([]);
    const { code, details: text } = await call.status;
    expect([code, text]).toEqual([13, expect.stringContaining("UDF_SINK_RESPONSES")]);
    expect(await served.outcome).toMatchObject({ code: "UDF_SINK_RESPONSES", details });
  });

  test("[K-2] many faults are counted, not listed", async () => {
    await using served = await serveSink(() => []);
    const call = open(served);
    sendBatch(
      call,
      Array.from({ length: 500 }, (_, index) => `id-${index}`),
    );
    expect((await call.status).details).toContain("no answer for 'id-0', 'id-1', 'id-2' and 497 more");
  });
});

describe("batches", () => {
  test("[K-3] [W-17] [INT-2] a batch is answered whole; what failed may come again, in a batch of its own", async () => {
    const batches: string[][] = [];
    await using served = await serveSink((datums) => {
      batches.push([...datums].map(({ id }) => id));
      const last = batches.length > 1;
      return [...datums].map(({ id }) =>
        last || id !== "2" ? Response.asSuccess(id) : Response.asFailure(id, "again"),
      );
    });
    const call = open(served);
    await call.receive();
    sendBatch(call, ["1", "2", "3"]);
    const failed = (await resultsOf(call)).filter(({ status }) => status === FAILURE).map(({ id }) => id);
    sendBatch(call, failed);
    expect((await resultsOf(call)).map(({ id, status }) => [id, status])).toEqual([["2", SUCCESS]]);
    expect(batches).toEqual([["1", "2", "3"], ["2"]]);
    call.halfClose();
    expect((await call.status).code).toBe(0);
  });

  test("[W-17] the next batch is not handed over before the one before it is answered", async () => {
    const gates: (() => void)[] = [];
    await using served = await serveSink(async (datums) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      return [...datums].map(({ id }) => Response.asSuccess(id));
    });
    const call = open(served);
    await call.receive();
    for (const ids of [["1", "2"], ["3"], ["4"]]) sendBatch(call, ids);
    call.halfClose();
    for (const expected of [["1", "2"], ["3"], ["4"]]) {
      await expect.poll(() => gates.length).toBe(1);
      gates.pop()?.();
      expect((await resultsOf(call)).map(({ id }) => id)).toEqual(expected);
    }
    expect(await call.rest()).toEqual([]);
    expect((await call.status).code).toBe(0);
  });

  test("[INT-2] an empty batch is answered without the handler", async () => {
    let called = 0;
    await using served = await serveSink((datums) => {
      called++;
      return [...datums].map(({ id }) => Response.asSuccess(id));
    });
    const call = open(served);
    await call.receive();
    sendBatch(call, []);
    expect(await resultsOf(call)).toEqual([]);
    sendBatch(call, ["1"]);
    expect((await resultsOf(call)).map(({ id }) => id)).toEqual(["1"]);
    expect(called).toBe(1);
  });

  test("[INT-2] [G-15] a batch whose end never comes is not handed over", async () => {
    let called = 0;
    await using served = await serveSink((datums) => {
      called++;
      return [...datums].map(({ id }) => Response.asSuccess(id));
    });
    const call = open(served);
    call.send({ request: { id: "1", value: Buffer.from("a") } });
    call.halfClose();
    expect(await call.rest()).toHaveLength(1);
    expect([(await call.status).code, called]).toEqual([0, 0]);
  });

  test("answers that carry much go out in several messages", async () => {
    const big = new Uint8Array(400_000);
    await using served = await serveSink(
      allOf((id) => Response.asServe(id, big)),
      { maxMessageBytes: 2_000_000 },
    );
    const call = open(served);
    const ids = Array.from({ length: 20 }, (_, index) => String(index));
    sendBatch(call, ids);
    await call.receive();
    expect((await resultsOf(call)).map(({ id }) => id)).toEqual(ids);
  });

  test("500 messages keep their order and their values", async () => {
    const seen: string[] = [];
    await using served = await serveSink(async (datums) => {
      const responses: Response[] = [];
      for await (const { id, value } of datums) {
        seen.push(Buffer.from(value).toString());
        responses.push(Response.asSuccess(id));
      }
      return responses;
    });
    const call = open(served);
    const ids = Array.from({ length: 500 }, (_, index) => `id-${index}`);
    sendBatch(call, ids);
    await call.receive();
    expect((await resultsOf(call)).map(({ id }) => id)).toEqual(ids);
    expect(seen).toEqual(ids.map((id) => `value of ${id}`));
  });
});

test("[K-5] a message tells how often it was tried", async () => {
  let count: string | undefined;
  await using served = await serveSink((datums) =>
    [...datums].map(({ id, systemMetadata }) => {
      count = Buffer.from(systemMetadata["sink"]?.["retry_count"] ?? []).toString();
      return Response.asSuccess(id);
    }),
  );
  const call = open(served);
  call.send({
    request: {
      id: "1",
      value: Buffer.from("a"),
      metadata: { sysMetadata: { sink: { keyValue: { retry_count: Buffer.from("3") } } } },
    },
  });
  call.send({ status: { eot: true } });
  await call.receive();
  await resultsOf(call);
  expect(count).toBe("3");
});
