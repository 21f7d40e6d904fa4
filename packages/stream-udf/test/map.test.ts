import { sleep } from "@millrace/protocol";
import { map } from "@millrace/protocol/numaflow";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { EventTime, Message, type Datum, type MapComponent } from "../src/index.ts";
import { serve, type Served } from "./support/serve.ts";

type Handle = MapComponent["handle"];
type Request = MessageInitShape<typeof map.MapRequest_RequestSchema>;

const utf8 = (text: string): Uint8Array => Buffer.from(text);
const serveMap = (handle: Handle): Promise<Served> => serve({ map: { component: { kind: "map", handle } } });
const open = ({ engine }: Served) => {
  const call = engine.open(map.Map.method.mapFn);
  call.send({ handshake: { sot: true } });
  return call;
};

/** The answer to one request. */
async function answerTo(handle: Handle, request: Request = { value: utf8("a") }): Promise<map.MapResponse> {
  await using served = await serveMap(handle);
  const call = open(served);
  call.send({ id: "in-7-0", request });
  const [, answer] = await call.take(2);
  call.halfClose();
  await call.status;
  if (answer === undefined) throw new Error("no answer");
  return answer;
}

/** What a handler sees of a request, by `look`. */
async function seen<T>(request: Request, look: (datum: Datum, keys: readonly string[]) => T): Promise<T> {
  let value: { readonly of: T } | undefined;
  await answerTo((keys, datum) => {
    value = { of: look(datum, keys) };
    return [];
  }, request);
  if (value === undefined) throw new Error("the handler was not called");
  return value.of;
}

describe("results", () => {
  test("[M-1] [W-5] a message is forwarded, and its answer repeats its id as it is", async () => {
    const answer = await answerTo((_keys, { value }) => [Message.toVtx([], value)], { value: utf8("payload") });
    expect(answer.id).toBe("in-7-0");
    expect(answer.results.map(({ value }) => Buffer.from(value).toString())).toEqual(["payload"]);
  });

  test("[M-2] keys and tags go out with the value", async () => {
    const { results } = await answerTo(
      (keys, { value }) => [Message.toVtx([...keys, "b"], value, { tags: ["t", "u"] })],
      {
        keys: ["a"],
        value: utf8("x"),
      },
    );
    expect(results.map(({ keys, tags }) => ({ keys, tags }))).toEqual([{ keys: ["a", "b"], tags: ["t", "u"] }]);
  });

  test("[M-3] [PY-3] toAll has neither keys nor tags", async () => {
    const { results } = await answerTo((_keys, { value }) => [Message.toAll(value)]);
    expect(results.map(({ keys, tags, value }) => ({ keys, tags, value: [...value] }))).toEqual([
      { keys: [], tags: [], value: [97] },
    ]);
  });

  test("[M-4] [W-4] toDrop has the tag of a drop", async () => {
    const { results } = await answerTo(() => [Message.toDrop()]);
    expect(results.map(({ tags }) => tags)).toEqual([["U+005C__DROP__"]]);
  });

  test("[M-5] [W-3] toNack has the tag of a nack, with options or without", async () => {
    const options = { reason: "later", maxDeliveries: 3, delayMs: 1500, details: { shard: "7" } };
    const { results } = await answerTo(() => [Message.toNack(), Message.toNack(options)]);
    expect(results.map(({ tags }) => tags)).toEqual([["U+005C__NACK__"], ["U+005C__NACK__"]]);
    expect(results[0]?.nackOptions).toBeUndefined();
    expect(results[1]?.nackOptions).toMatchObject({
      reason: "later",
      maxDeliveries: 3,
      delay: 1500n,
      nackMap: { shard: "7" },
    });
  });

  test("[M-5] [W-3] options of a nack that are not given are absent on the wire", async () => {
    const { results } = await answerTo(() => [Message.toNack({ delayMs: 2 })]);
    const options = results[0]?.nackOptions;
    expect([options?.reason, options?.maxDeliveries, options?.delay]).toEqual([undefined, undefined, 2n]);
  });

  test("[M-6] toFail has the tag of a failure", async () => {
    const { results } = await answerTo(() => [Message.toFail()]);
    expect(results.map(({ tags }) => tags)).toEqual([["U+005C__FAIL__"]]);
  });

  test("[M-7] many results keep their order", async () => {
    const texts = Array.from({ length: 1000 }, (_, index) => `r${index}`);
    const { results } = await answerTo(() => texts.map((text) => Message.toVtx([], utf8(text))));
    expect(results.map(({ value }) => Buffer.from(value).toString())).toEqual(texts);
  });

  test("[M-8] [W-11] no results are an answer without results, not no answer", async () => {
    const answer = await answerTo(() => []);
    expect([answer.id, answer.results]).toEqual(["in-7-0", []]);
  });

  test("[M-11] [W-2] user metadata is what the result attaches, and nothing else goes back", async () => {
    const metadata = {
      previousVertex: "in",
      userMetadata: { old: { keyValue: { a: utf8("1") } } },
      sysMetadata: { sink: { keyValue: { retry_count: utf8("2") } } },
    };
    const userMetadata = { fresh: { b: utf8("2") } };
    const { results } = await answerTo(
      (_keys, { value }) => [Message.toVtx([], value, { userMetadata }), Message.toVtx([], value)],
      { value: utf8("x"), metadata },
    );
    const sent = results[0]?.metadata;
    expect(Object.keys(sent?.userMetadata ?? {})).toEqual(["fresh"]);
    expect(Buffer.from(sent?.userMetadata["fresh"]?.keyValue["b"] ?? []).toString()).toBe("2");
    expect(sent?.sysMetadata).toEqual({});
    expect(results[1]?.metadata).toBeUndefined();
  });

  test("[M-13] values with zero bytes, and empty ones, arrive as they are", async () => {
    const binary = Uint8Array.from({ length: 256 }, (_, index) => index);
    const { results } = await answerTo((_keys, { value }) => [Message.toAll(value), Message.toAll(new Uint8Array())], {
      value: binary,
    });
    expect(results.map(({ value }) => [...value])).toEqual([[...binary], []]);
  });

  test("[M-14] keys and headers may be any Unicode", async () => {
    const request = { keys: ["ключ", "🔑", ""], value: utf8("x"), headers: { größe: "ä😀" } };
    const { results } = await answerTo((keys, { value }) => [Message.toVtx(keys, value)], request);
    expect(results[0]?.keys).toEqual(request.keys);
    expect(await seen(request, ({ headers }) => ({ ...headers }))).toEqual(request.headers);
  });
});

describe("what a handler sees", () => {
  const request: Request = {
    keys: ["k1", "k2"],
    value: utf8("v"),
    eventTime: { seconds: 1_700_000_000n, nanos: 123_456_789 },
    watermark: { seconds: 1_699_999_999n, nanos: 0 },
    headers: { "x-id": "7" },
    metadata: {
      previousVertex: "in",
      userMetadata: { group: { keyValue: { key: utf8("user") } } },
      sysMetadata: { sink: { keyValue: { retry_count: utf8("2") } } },
    },
  };

  test("[M-10] keys, value, headers, event time and watermark", async () => {
    const look = await seen(request, (datum, keys) => ({
      keys: [...keys],
      same: datum.keys.join() === keys.join(),
      value: Buffer.from(datum.value).toString(),
      eventTime: datum.eventTime.getTime(),
      watermark: datum.watermark.toISOString(),
      headers: { ...datum.headers },
    }));
    expect(look).toEqual({
      keys: ["k1", "k2"],
      same: true,
      value: "v",
      eventTime: 1_700_000_000_123,
      watermark: "2023-11-14T22:13:19.000Z",
      headers: { "x-id": "7" },
    });
  });

  test("[M-10] [W-1] metadata of users and of the engine", async () => {
    const look = await seen(request, ({ userMetadata, systemMetadata }) => [
      Buffer.from(userMetadata["group"]?.["key"] ?? []).toString(),
      Buffer.from(systemMetadata["sink"]?.["retry_count"] ?? []).toString(),
    ]);
    expect(look).toEqual(["user", "2"]);
  });

  test("[M-10] without metadata there are no groups", async () => {
    expect(
      await seen({ value: utf8("v") }, ({ userMetadata, systemMetadata }) => [userMetadata, systemMetadata]),
    ).toEqual([{}, {}]);
  });

  test("[M-12] [W-6] times that the engine does not send", async () => {
    const look = await seen({ value: utf8("v") }, ({ eventTime, watermark }) => [
      eventTime.getTime(),
      watermark.getTime(),
    ]);
    expect(look).toEqual([0, -1]);
  });

  test("[W-7] an event time has its nanoseconds", async () => {
    const eventTime = await seen(request, (datum) => datum.eventTime);
    expect(eventTime).toBeInstanceOf(Date);
    expect(EventTime.instantOf(eventTime)).toMatchObject({ seconds: 1_700_000_000n, nanos: 123_456_789 });
  });
});

describe("a call", () => {
  test("[M-9] [W-10] [W-13] [INT-1] 500 requests are at work at the same time, and are answered as they finish", async () => {
    const count = 500;
    const finish: (() => void)[] = [];
    await using served = await serveMap(async (_keys, { value }) => {
      await new Promise<void>((resolve) => finish.push(resolve));
      return [Message.toAll(value)];
    });
    const call = open(served);
    for (let id = 0; id < count; id++) call.send({ id: `id-${id}`, request: { value: utf8(`v${id}`) } });
    await call.receive();
    await expect.poll(() => finish.length).toBe(count);
    // The last first: an answer that waits for its turn would keep all others waiting.
    for (const resolve of finish.toReversed()) {
      resolve();
      await Promise.resolve();
    }
    const answers = await call.take(count);
    expect(answers[0]?.id).toBe(`id-${count - 1}`);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(count);
    for (const { id, results } of answers)
      expect(
        `id-${Buffer.from(results[0]?.value ?? [])
          .toString()
          .slice(1)}`,
      ).toBe(id);
    call.halfClose();
    expect((await call.status).code).toBe(0);
  });

  test("[W-12] the end of the requests lets handlers finish, then the call ends well", async () => {
    const gate = Promise.withResolvers<void>();
    await using served = await serveMap(async (_keys, { value }) => {
      await gate.promise;
      return [Message.toAll(value)];
    });
    const call = open(served);
    call.send({ id: "1", request: { value: utf8("a") } });
    call.halfClose();
    await call.receive();
    gate.resolve();
    expect((await call.rest()).map(({ id }) => id)).toEqual(["1"]);
    expect((await call.status).code).toBe(0);
  });

  test("[G-13] a message that asks for nothing, such as the end of a batch, is ignored", async () => {
    await using served = await serveMap((_keys, { value }) => [Message.toAll(value)]);
    const call = open(served);
    call.send({ status: { eot: true } }, {}, { id: "1", request: { value: utf8("a") } });
    call.halfClose();
    expect((await call.rest()).map(({ id }) => id)).toEqual(["", "1"]);
  });

  test("[INT-4] no more handlers are at work than `concurrency`, and all requests are answered", async () => {
    let working = 0;
    let most = 0;
    const handle: Handle = async (_keys, { value }) => {
      most = Math.max(most, ++working);
      await sleep(5);
      working--;
      return [Message.toAll(value)];
    };
    await using served = await serve({ map: { component: { kind: "map", handle } }, concurrency: 7 });
    const call = open(served);
    const ids = Array.from({ length: 300 }, (_, index) => String(index));
    for (const id of ids) call.send({ id, request: { value: Buffer.alloc(200) } });
    call.halfClose();
    const [, ...answers] = await call.rest();
    expect(answers.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(most).toBe(7);
  });

  test("handlers that await nothing are answered in the order of their requests", async () => {
    await using served = await serveMap((_keys, { value }) => [Message.toAll(value)]);
    const call = open(served);
    const ids = Array.from({ length: 5000 }, (_, index) => String(index));
    for (const id of ids) call.send({ id, request: { value: Buffer.alloc(100) } });
    call.halfClose();
    const [, ...answers] = await call.rest();
    expect(answers.map(({ id }) => id)).toEqual(ids);
  });
});
