import { Code, ConnectError } from "@connectrpc/connect";
import { map, reduce, sink, sourceTransformer } from "@millrace/protocol/numaflow";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import { connectMiniEngine, type MiniEngineOptions } from "../../src/testing.ts";
import { mapResponse, mapServer, serveScript, type Scripted } from "./scripted-server.ts";

// Servers that do right have to be there and answer within it, on a machine that is busy.
const patience = 2000;

async function sendMap(server: Promise<Scripted>, options: MiniEngineOptions = {}, messages = ["a", "b"]) {
  await using scripted = await server;
  await using engine = await connectMiniEngine("map", {
    directory: scripted.directory,
    timeoutMs: patience,
    ...options,
  });
  return await engine.send(messages);
}

describe("a map server that", () => {
  it("[P-10] writes its file with blanks, without fields and with metadata null is understood", async () => {
    await using scripted = await mapServer(() => undefined);
    await using engine = await connectMiniEngine("map", { directory: scripted.directory });
    expect(engine.info).toEqual({
      protocol: "uds",
      language: "go",
      minimumNumaflowVersion: "",
      version: "",
      metadata: {},
    });
    expect(engine.ending).toBe("cancel");
  });

  it("never ends its call is canceled when its answers are counted, if it is known for that", async () => {
    const never = mapServer(
      ({ id }, call) => void call.send(mapResponse(id)),
      () => undefined,
    );
    expect(await sendMap(never)).toHaveLength(2);
  });

  it("never ends its call is found out otherwise", async () => {
    const never = mapServer(
      ({ id }, call) => void call.send(mapResponse(id)),
      () => undefined,
    );
    const error = await expectCode(sendMap(never, { ending: "halfClose" }), "UDF_ENGINE_TIMEOUT");
    expect(error.message).toContain("did not end the call");
  });

  it("says goodbye with more than was asked for is let go", async () => {
    const goodbye = mapServer(
      ({ id }, call) => void call.send(mapResponse(id)),
      (call) => {
        call.send(mapResponse("", 0));
        call.end();
      },
    );
    expect(await sendMap(goodbye, { ending: "halfClose" })).toHaveLength(2);
  });

  it("answers out of order is understood", async () => {
    const held: string[] = [];
    const backwards = mapServer(({ id }, call) => {
      held.push(id);
      if (held.length === 2) for (const each of held.toReversed()) call.send(mapResponse(each));
    });
    expect((await sendMap(backwards)).map(({ id }) => id)).toEqual(["1", "0"]);
  });

  it.each([
    ["answers twice", ["0", "0"], "it answered '0', which is not open"],
    ["answers what it was not asked", ["other"], "it answered 'other', which is not open"],
  ])("%s is found out", async (_what, ids, message) => {
    const server = mapServer((request, call) => {
      if (request.id === "0") for (const id of ids) call.send(mapResponse(id));
    });
    const error = await expectCode(sendMap(server), "UDF_ENGINE_PROTOCOL");
    expect(error.message).toContain(message);
    expect(error.message).toContain("Map.MapFn");
  });

  it("ends a transmission is found out", async () => {
    const server = mapServer(
      ({ id }, call) =>
        void call.send({ ...mapResponse(id), status: { $typeName: "map.v1.TransmissionStatus", eot: true } }),
    );
    expect((await expectCode(sendMap(server), "UDF_ENGINE_PROTOCOL")).message).toContain("batch and stream maps");
  });

  it("ends the call too early is found out", async () => {
    const server = mapServer((_request, call) => call.end());
    const error = await expectCode(sendMap(server), "UDF_ENGINE_PROTOCOL");
    expect(error.message).toContain("it ended the call with 2 requests unanswered");
  });

  it("answers nothing is given up", async () => {
    const error = await expectCode(sendMap(mapServer(() => undefined)), "UDF_ENGINE_TIMEOUT");
    expect(error.message).toContain("gave no answer (2 are due)");
  });

  it("answers all but one is given up", async () => {
    const server = mapServer(({ id }, call) => void (id === "1" || call.send(mapResponse(id))));
    expect((await expectCode(sendMap(server), "UDF_ENGINE_TIMEOUT")).message).toContain("(1 are due)");
  });

  it("ends the call with an error of its own is quoted", async () => {
    const refusing = mapServer((_request, call) => call.end(new ConnectError("not today", Code.ResourceExhausted)));
    const error = await expectCode(sendMap(refusing), "UDF_ENGINE_CALL_FAILED");
    expect(error.details).toEqual({ status: 8, statusName: "resource_exhausted", statusMessage: "not today" });
  });

  it("sends a stack that is none is quoted without it", async () => {
    const torn = new ConnectError("boom", Code.Internal);
    // A text of 127 bytes, of which one is there.
    torn.details = [{ type: "google.rpc.DebugInfo", value: new Uint8Array([0x12, 0x7f, 0x41]) }];
    const refusing = mapServer((_request, call) => call.end(torn));
    const error = await expectCode(sendMap(refusing), "UDF_ENGINE_CALL_FAILED");
    expect(error.details).toEqual({ status: 13, statusName: "internal", statusMessage: "boom" });
  });

  it("does not greet, greets wrongly, or greets and goes is found out", async () => {
    const opening = (first: (call: { send(message: map.MapResponse): boolean; end(): void }) => void) =>
      serveScript("map.sock", "mapper-server-info", (add) =>
        add(map.Map.method.mapFn, (call) => ({
          message: ({ handshake }) => {
            if (handshake !== undefined) first(call);
          },
          end: () => undefined,
          abort: () => undefined,
        })),
      );
    expect((await expectCode(sendMap(opening(() => undefined)), "UDF_ENGINE_TIMEOUT")).message).toContain(
      "(1 are due)",
    );
    const wrong = opening((call) => call.send(mapResponse("0")));
    expect((await expectCode(sendMap(wrong), "UDF_ENGINE_PROTOCOL")).message).toContain(
      "not the answer to the handshake",
    );
    const leaving = opening((call) => call.end());
    expect((await expectCode(sendMap(leaving), "UDF_ENGINE_PROTOCOL")).message).toContain(
      "without answering the handshake",
    );
  });

  it("has no such service is refused", async () => {
    await using scripted = await serveScript("map.sock", "mapper-server-info", () => undefined);
    await using engine = await connectMiniEngine("map", { directory: scripted.directory, timeoutMs: patience });
    const error = await expectCode(engine.send(["a"]), "UDF_ENGINE_CALL_FAILED");
    expect(error.details).toMatchObject({ statusName: "unimplemented" });
  });
});

describe("a source transform server that", () => {
  const serve = (results: sourceTransformer.SourceTransformResponse["results"]) =>
    serveScript("sourcetransform.sock", "sourcetransformer-server-info", (add) =>
      add(sourceTransformer.SourceTransform.method.sourceTransformFn, (call) => ({
        message: ({ handshake, request }) =>
          void call.send({
            $typeName: "sourcetransformer.v1.SourceTransformResponse",
            id: request?.id ?? "",
            results: request === undefined ? [] : results,
            handshake: handshake && { $typeName: "sourcetransformer.v1.Handshake", sot: true },
          }),
        end: () => call.end(),
        abort: () => undefined,
      })),
    );

  it.each([
    ["gives no results", [], "the answer to '0' has no results"],
    [
      "gives a result without event time",
      [
        {
          $typeName: "sourcetransformer.v1.SourceTransformResponse.Result" as const,
          keys: [],
          value: new Uint8Array(),
          tags: [],
        },
      ],
      "has no event time",
    ],
  ])("%s is found out", async (_what, results, message) => {
    await using scripted = await serve(results);
    await using engine = await connectMiniEngine("sourceTransform", { directory: scripted.directory });
    expect((await expectCode(engine.send(["a"]), "UDF_ENGINE_PROTOCOL")).message).toContain(message);
  });
});

describe("a sink server that", () => {
  const serve = (ids: readonly string[], status = 0, early = false) =>
    serveScript("sink.sock", "sinker-server-info", (add) =>
      add(sink.Sink.method.sinkFn, (call) => ({
        message: (request) => {
          if (request.handshake !== undefined) {
            call.send({
              $typeName: "sink.v1.SinkResponse",
              results: [],
              handshake: { $typeName: "sink.v1.Handshake", sot: true },
            });
            if (early) call.send(responseOf(["0"], 0));
          }
          if (request.status?.eot !== true) return;
          call.send(responseOf(ids, status));
          call.send({
            $typeName: "sink.v1.SinkResponse",
            results: [],
            status: { $typeName: "sink.v1.TransmissionStatus", eot: true },
          });
        },
        end: () => {
          // As the Rust crate says goodbye.
          call.send(responseOf([], 0));
          call.send({
            $typeName: "sink.v1.SinkResponse",
            results: [],
            status: { $typeName: "sink.v1.TransmissionStatus", eot: true },
          });
          call.end();
        },
        abort: () => undefined,
      })),
    );

  const responseOf = (ids: readonly string[], status: number): sink.SinkResponse => ({
    $typeName: "sink.v1.SinkResponse",
    results: ids.map((id) => ({
      $typeName: "sink.v1.SinkResponse.Result",
      id,
      status: status as sink.Status,
      errMsg: "",
    })),
  });

  const send = async (server: Promise<Scripted>) => {
    await using scripted = await server;
    await using engine = await connectMiniEngine("sink", { directory: scripted.directory, timeoutMs: patience });
    return await engine.send([["a", "b"]]);
  };

  it("says goodbye once more is let go", async () => {
    expect(await send(serve(["1", "0"]))).toHaveLength(1);
  });

  it.each([
    ["leaves one out", ["0"], 0, "no answer for '1'"],
    ["answers one twice", ["0", "1", "1"], 0, "more than one for '1'"],
    ["answers another", ["0", "1", "2"], 0, "one for '2'"],
    ["answers with an unknown status", ["0", "1"], 9, "the unknown status 9"],
  ])("%s is found out", async (_what, ids, status, message) => {
    expect((await expectCode(send(serve(ids, status)), "UDF_ENGINE_PROTOCOL")).message).toContain(message);
  });

  it("answers before it is asked is found out", async () => {
    const error = await expectCode(send(serve(["0", "1"], 0, true)), "UDF_ENGINE_PROTOCOL");
    expect(error.message).toMatch(/before it was sent a batch|more than one for '0'/u);
  });
});

describe("a reduce server that", () => {
  type Response = reduce.ReduceResponse;
  const window = (startMs: number): reduce.Window => ({
    $typeName: "reduce.v1.Window",
    start: { $typeName: "google.protobuf.Timestamp", seconds: 0n, nanos: startMs * 1e6 },
    end: { $typeName: "google.protobuf.Timestamp", seconds: 0n, nanos: 10e6 },
    slot: "0",
  });
  const eof: Response = { $typeName: "reduce.v1.ReduceResponse", window: window(0), EOF: true };
  const result: Response = {
    $typeName: "reduce.v1.ReduceResponse",
    window: window(0),
    EOF: false,
    result: { $typeName: "reduce.v1.ReduceResponse.Result", keys: [], value: new Uint8Array(), tags: [] },
  };

  // Many and large, so that the engine still sends when the first answer comes.
  const messages = Array.from({ length: 20 }, () => Buffer.alloc(1024 * 1024));

  const send = async (responses: readonly Response[], when: "at once" | "at the end") => {
    const server = serveScript("reduce.sock", "reducer-server-info", (add) =>
      add(reduce.Reduce.method.reduceFn, (call) => {
        const respond = (): void => responses.forEach((response) => void call.send(response));
        return {
          message: () => void (when === "at once" && respond()),
          end: () => {
            if (when === "at the end") respond();
            call.end();
          },
          abort: () => undefined,
        };
      }),
    );
    await using scripted = await server;
    await using engine = await connectMiniEngine("reduce", { directory: scripted.directory, timeoutMs: patience });
    return await engine.send([{ start: new Date(0), end: new Date(10), messages }]);
  };

  it("reads nothing is given up", async () => {
    const deaf = serveScript("reduce.sock", "reducer-server-info", (add) =>
      add(reduce.Reduce.method.reduceFn, (call) => {
        call.pause();
        return { message: () => undefined, end: () => undefined, abort: () => undefined };
      }),
    );
    await using scripted = await deaf;
    await using engine = await connectMiniEngine("reduce", { directory: scripted.directory, timeoutMs: patience });
    const sent = engine.send([{ start: new Date(0), end: new Date(10), messages }]);
    const error = await expectCode(sent, "UDF_ENGINE_TIMEOUT");
    expect(error.message).toContain("did not read what it was sent");
  });

  it("answers after the end of the window is not heard", async () => {
    expect(await send([result, eof, result], "at the end")).toMatchObject([[{ keys: [] }]]);
  });

  it("does not end the window is found out", async () => {
    expect((await expectCode(send([result], "at the end"), "UDF_ENGINE_PROTOCOL")).message).toContain(
      "without the end of the window",
    );
  });

  it("names no window, or another, is found out", async () => {
    const { window: _, ...nameless } = result;
    expect((await expectCode(send([nameless as Response], "at the end"), "UDF_ENGINE_PROTOCOL")).message).toContain(
      "no window",
    );
    const other = { ...result, window: window(5) };
    expect((await expectCode(send([other, eof], "at the end"), "UDF_ENGINE_PROTOCOL")).message).toContain(
      "another window",
    );
  });

  it("ends the window before it is closed is found out", async () => {
    const error = await expectCode(send([eof], "at once"), "UDF_ENGINE_PROTOCOL");
    expect(error.message).toContain("before the engine closed it");
  });
});
