import type { MessageInitShape } from "@bufbuild/protobuf";
import { sourceTransformer } from "@millrace/protocol/numaflow";
import { describe, expect, test } from "vitest";
import { MessageT, type SourceTransformComponent } from "../src/index.ts";
import { serve } from "./support/serve.ts";

type Handle = SourceTransformComponent["handle"];
type Request = MessageInitShape<typeof sourceTransformer.SourceTransformRequest_RequestSchema>;

const inputTime = { seconds: 1_700_000_000n, nanos: 123_456_789 };

async function answerTo(
  handle: Handle,
  request: Request = { id: "5-0", value: Buffer.from("a"), eventTime: inputTime },
): Promise<sourceTransformer.SourceTransformResponse> {
  await using served = await serve({ sourceTransform: { component: { kind: "sourceTransform", handle } } });
  const call = served.engine.open(sourceTransformer.SourceTransform.method.sourceTransformFn);
  call.send({ handshake: { sot: true } }, { request });
  const [, answer] = await call.take(2);
  call.halfClose();
  expect((await call.status).code).toBe(0);
  if (answer === undefined) throw new Error("no answer");
  return answer;
}

const timesOf = ({ results }: sourceTransformer.SourceTransformResponse): unknown[] =>
  results.map(({ eventTime }) => eventTime && [eventTime.seconds, eventTime.nanos]);

describe("event times", () => {
  test("[T-1] a new event time goes out with its message", async () => {
    const answer = await answerTo((keys, { value }) => [
      MessageT.toVtx(keys, value, new Date("2026-01-31T12:00:00.250Z"), { tags: ["t"] }),
    ]);
    expect(timesOf(answer)).toEqual([[1_769_860_800n, 250_000_000]]);
    expect(answer.results[0]?.tags).toEqual(["t"]);
  });

  test("[T-1] times before 1970 keep their sign and their milliseconds", async () => {
    const answer = await answerTo((keys, { value }) => [MessageT.toVtx(keys, value, new Date(-1))]);
    expect(timesOf(answer)).toEqual([[-1n, 999_000_000]]);
  });

  test("[T-2] [W-14] no results become one that drops, with the event time of the input", async () => {
    const answer = await answerTo(() => []);
    expect(answer.results.map(({ tags }) => tags)).toEqual([["U+005C__DROP__"]]);
    expect(timesOf(answer)).toEqual([[inputTime.seconds, inputTime.nanos]]);
    expect(answer.id).toBe("5-0");
  });

  test("[T-3] [W-15] each of several results has its event time", async () => {
    const answer = await answerTo((keys, { value, eventTime }) => [
      MessageT.toVtx(keys, value, new Date(1000)),
      MessageT.toAll(value, new Date(2000)),
      MessageT.toVtx(keys, value, eventTime),
    ]);
    expect(timesOf(answer)).toEqual([
      [1n, 0],
      [2n, 0],
      [inputTime.seconds, inputTime.nanos],
    ]);
  });

  test("[T-4] [W-7] an event time that is handed on keeps its nanoseconds", async () => {
    const answer = await answerTo((keys, { value, eventTime }) => [MessageT.toVtx(keys, value, eventTime)]);
    expect(timesOf(answer)).toEqual([[inputTime.seconds, inputTime.nanos]]);
  });

  test("[T-4] an event time that was changed has what it was changed to", async () => {
    const answer = await answerTo((keys, { value, eventTime }) => {
      eventTime.setMilliseconds(500);
      return [MessageT.toVtx(keys, value, eventTime)];
    });
    expect(timesOf(answer)).toEqual([[inputTime.seconds, 500_000_000]]);
  });

  test("[T-5] drops, nacks and failures carry the event time of the input, or their own", async () => {
    const answer = await answerTo(() => [
      MessageT.toDrop(),
      MessageT.toNack({ reason: "no" }),
      MessageT.toFail(),
      MessageT.toDrop(new Date(3000)),
    ]);
    const own = [inputTime.seconds, inputTime.nanos];
    expect(timesOf(answer)).toEqual([own, own, own, [3n, 0]]);
    expect(answer.results.map(({ tags }) => tags[0]?.slice(8, 12))).toEqual(["DROP", "NACK", "FAIL", "DROP"]);
    expect(answer.results[1]?.nackOptions?.reason).toBe("no");
  });

  test("[T-5] an input without event time gives the epoch", async () => {
    expect(timesOf(await answerTo(() => [], { id: "1", value: Buffer.from("a") }))).toEqual([[0n, 0]]);
  });
});

test("[W-16] there is no end of transmission: the end of the requests ends the call", async () => {
  const handle: Handle = (keys, { value }) => [MessageT.toVtx(keys, value, new Date(0))];
  await using served = await serve({ sourceTransform: { component: { kind: "sourceTransform", handle } } });
  const call = served.engine.open(sourceTransformer.SourceTransform.method.sourceTransformFn);
  call.send({ handshake: { sot: true } });
  for (const id of ["1", "2"]) call.send({ request: { id, value: Buffer.from("a") } });
  call.halfClose();
  expect((await call.rest()).map(({ id }) => id)).toEqual(["", "1", "2"]);
});
