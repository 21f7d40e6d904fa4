import { MillraceError } from "@millrace/protocol";
import { expectCode, seededRandom } from "@millrace/protocol/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeReply, decodeRequest, replyFrame, requestFrame } from "../../src/wire/codec.ts";
import { decodeNodeConfigReply } from "../../src/wire/node-config-reply.ts";
import { nodeConfigFromYaml } from "../../src/wire/node-config-read.ts";
import { replyPayloadOffset, requestPayloadOffset } from "../../src/wire/payload-offset.ts";
import { reply, request } from "./support.ts";

const bodyOf = (frame: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(frame).subarray(8));
const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const ts = "88ef99abc5e88c9111 0102030405060708090a0b0c0d0e0f10";

test("[WIRE-1] [WIRE-7] every request comes back as it was", () => {
  const check = fc.property(request, (given) => {
    const body = bodyOf(requestFrame(given.request, given.timestamp));
    expect(decodeRequest(body)).toEqual(given);
  });
  fc.assert(check, { numRuns: 400, seed: 1 });
});

test("[WIRE-1] [WIRE-7] every reply comes back as it was", () => {
  const check = fc.property(reply, (given) => {
    expect(decodeReply(bodyOf(replyFrame(given)))).toEqual(given);
  });
  fc.assert(check, { numRuns: 400, seed: 2 });
});

test("[WIRE-10] where a payload begins is found from the beginning of its message", () => {
  const check = fc.property(request, (given) => {
    const body = bodyOf(requestFrame(given.request, given.timestamp));
    const offset = requestPayloadOffset(body);
    const sent = given.request.type === "sendMessage" ? given.request.data : undefined;
    const found = offset === undefined ? undefined : body.subarray(offset, offset + (sent?.length ?? 0));
    expect(found).toEqual(sent);
  });
  fc.assert(check, { numRuns: 200, seed: 3 });
  expect(replyPayloadOffset(bytesOf("0102 02 02696e 02"))).toBeUndefined();
});

test("[WIRE-7] parameters are written in the order of the bytes of their keys", () => {
  const keys = ["b", "_framing", "Z", "ä", "\u{1F600}", "\uFFFD"];
  const parameters = new Map(keys.map((key) => [key, { kind: "bool", value: true } as const]));
  const timestamp = { time: 1n, id: new Uint8Array(16).fill(1) };
  const body = bodyOf(
    requestFrame({ type: "outputSent", outputId: "o", metadata: { timestamp, parameters } }, timestamp),
  );
  const { request: read } = decodeRequest(body);
  // As UTF-8 the sign beyond 16 bits comes last, as UTF-16 it would not.
  expect(read.type === "outputSent" && [...read.metadata.parameters.keys()]).toEqual([
    "Z",
    "_framing",
    "b",
    "ä",
    "\uFFFD",
    "\u{1F600}",
  ]);
});

test("[WIRE-7] that order is the order of bytes for any keys", () => {
  const key = fc.string({ unit: "binary", maxLength: 4 }).filter((value) => value.isWellFormed());
  const check = fc.property(fc.uniqueArray(key, { minLength: 2 }), (keys) => {
    const parameters = new Map(keys.map((name) => [name, { kind: "bool", value: true } as const]));
    const metadata = { timestamp: { time: 1n, id: new Uint8Array(16) }, parameters };
    const body = bodyOf(requestFrame({ type: "outputSent", outputId: "o", metadata }, metadata.timestamp));
    const { request: read } = decodeRequest(body);
    const bytewise = keys.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect(read.type === "outputSent" && [...read.metadata.parameters.keys()]).toEqual(bytewise);
  });
  fc.assert(check, { numRuns: 200, seed: 6 });
});

test.for([
  ["an empty body", ""],
  ["a tag of more than 32 bits", "8080808010"],
  ["a number that goes on for ever", "ffffffffff01"],
  ["a bool of 2", `0a 0161 0162 02 ${ts}`],
  ["a text that is not UTF-8", `08 02 c328 ${ts}`],
  ["a text longer than the body", `08 ff01 61 ${ts}`],
  ["a list longer than the body", `04 ffffffff0f ${ts}`],
  ["a time of more than 64 bits", "01 ffffffffffffffffff02 0102030405060708090a0b0c0d0e0f10"],
  ["a time cut short", `01 ${ts.slice(0, -2)}`],
  ["a byte after the end", `01 ${ts} 00`],
  ["a UUID of 15 bytes", `00 0f 0198f0a12b3c7d4e8f501122334455 0161 0162 02 ${ts}`],
  ["metadata of version 1", `03 0161 01 ${ts} 00 ${ts}`],
  ["a parameter of an unknown kind", `03 0161 02 ${ts} 01 0161 08 ${ts}`],
  ["data of an unknown kind", `02 0161 02 ${ts} 00 01 01 00 ${ts}`],
  ["a version of metadata of more than 16 bits", `03 0161 808004 ${ts} 00 ${ts}`],
] as const)("[WIRE-3] %s is a coded error", async ([, hex]) => {
  const error = await expectCode(() => decodeRequest(bytesOf(hex)), "DATAFLOW_WIRE_MALFORMED");
  expect(error.message).toMatch(/byte \d+ of \d+/);
});

test("[WIRE-9] the Register of a node of dora 0.5 is no request", async () => {
  const captured =
    "00000000 1000000000000000 01a1fd8252747cd68c9df380060970cb 0300000000000000 736e64 0500000000000000 302e382e30 2097cba60c69016b bf1e998bfb5e48b8b1b3449dc4289d8a";
  await expectCode(() => decodeRequest(bytesOf(captured)), "DATAFLOW_WIRE_MALFORMED");
});

test("[WIRE-5] an unknown request or reply is a coded error with its tag", async () => {
  expect((await expectCode(() => decodeRequest(bytesOf(`63 ${ts}`)), "DATAFLOW_WIRE_UNKNOWN_TAG")).details).toEqual({
    tag: 99,
  });
  await expectCode(() => decodeReply(bytesOf("06")), "DATAFLOW_WIRE_UNKNOWN_TAG");
  // Tag 2 is only ever sent as JSON.
  await expectCode(() => decodeReply(bytesOf("02")), "DATAFLOW_WIRE_UNKNOWN_TAG");
});

test("[WIRE-5] the events before an unknown one are kept", () => {
  const known = `03 02696e ${ts}`;
  const answer = decodeReply(bytesOf(`01 03 ${known} 0b 0161 ${ts} ${known}`));
  expect(answer).toMatchObject({ type: "nextEvents", unknownTag: 11 });
  expect(answer.type === "nextEvents" && answer.events.map(({ event }) => event)).toEqual([
    { type: "inputClosed", id: "in" },
  ]);
});

const decoders: Readonly<Record<string, (body: Uint8Array) => unknown>> = {
  requests: decodeRequest,
  replies: decodeReply,
  "answers to dynamic nodes": decodeNodeConfigReply,
  "node configurations": (body) => nodeConfigFromYaml(Buffer.from(body).toString()),
};

const yaml = `dataflow_id: 0198f0a1-2b3c-7d4e-8f50-112233445566
node_id: n
run_config: {inputs: {a: {source: x/y, queue_size: 1}}, outputs: [b]}
daemon_communication: !Tcp
  socket_addr: 127.0.0.1:1
restart_count: 0
`;

const seeds = (name: string): Uint8Array[] => {
  const samples = { numRuns: 30, seed: 4 };
  if (name === "requests")
    return fc.sample(request, samples).map((one) => bodyOf(requestFrame(one.request, one.timestamp)));
  if (name === "replies") return fc.sample(reply, samples).map((one) => bodyOf(replyFrame(one)));
  if (name === "node configurations") return [new Uint8Array(Buffer.from(yaml))];
  return [
    new Uint8Array(Buffer.from('{"NodeConfig":{"result":{"Ok":{"node_id":"x","restart_count":0,"run_config":{}}}}}')),
  ];
};

test.for(Object.entries(decoders))(
  "[WIRE-6] [WIRE-42] broken %s are decoded or refused with a code",
  ([name, decode]) => {
    const random = seededRandom(`fuzz ${name}`);
    const valid = seeds(name);
    const rounds = name === "node configurations" ? 300 : 3000;
    for (let round = 0; round < rounds; round++) {
      const body = broken(random.pick(valid), random);
      const shown = Buffer.from(body).toString("hex");
      expect(failureOf(decode, body), `round ${round}: ${shown}`).toSatisfy(
        (failure) => failure === undefined || MillraceError.is(failure),
      );
    }
  },
);

function failureOf(decode: (body: Uint8Array) => unknown, body: Uint8Array): unknown {
  try {
    decode(body);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Cut, longer, with bytes changed, or nothing but chance. */
function broken(valid: Uint8Array, random: ReturnType<typeof seededRandom>): Uint8Array {
  const body = new Uint8Array(valid);
  switch (random.int(0, 3)) {
    case 0:
      return body.slice(0, random.int(0, body.length));
    case 1:
      return new Uint8Array([...body, ...random.bytes(random.int(1, 9))]);
    case 2:
      return random.bytes(random.int(0, 80));
    default:
      for (let changes = random.int(1, 4); changes > 0; changes--) {
        body[random.int(0, Math.max(0, body.length - 1))] = random.int(0, 255);
      }
      return body;
  }
}
