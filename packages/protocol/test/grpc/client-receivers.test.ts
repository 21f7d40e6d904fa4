import { Code } from "@connectrpc/connect";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { createGrpcTransport, type ClientStreamCall, type GrpcTransport } from "@millrace/protocol/grpc";
import { silentLogger, type Logger } from "@millrace/protocol";
import { forEachClient } from "./client-implementations.ts";
import { EchoService, NoteSchema, type Note } from "./echo-service.ts";
import { noteOf } from "./grpc-js-client.ts";
import { echo, serve } from "./serve.ts";

const fromEnd = new Error("from end");
const fromAbort = new Error("from abort");

/** A call whose receiver throws at its end. */
const open = (transport: GrpcTransport): ClientStreamCall<Note> =>
  transport.openStream(EchoService.method.bidi, {
    message: () => undefined,
    end: () => {
      throw fromEnd;
    },
    abort: () => {
      throw fromAbort;
    },
  });

/** A logger, and the errors that it was given. */
function collect(): { errors: unknown[]; logger: Logger } {
  const errors: unknown[] = [];
  return { errors, logger: { ...silentLogger, error: (fields) => void errors.push(fields) } };
}

forEachClient(({ options }) => {
  test("what a receiver throws at the end of its call is logged, and harms nobody", async () => {
    const { errors, logger } = collect();
    await using served = await serve(echo);
    await using transport = createGrpcTransport({ address: served.address, logger, ...options });
    open(transport).end();
    while (errors.length === 0) await setImmediate();
    const call = open(transport);
    call.cancel();
    while (errors.length === 1) await setImmediate();
    const path = "/millrace.test.Echo/Bidi";
    expect(errors).toEqual([
      { error: fromEnd, path },
      { error: fromAbort, path },
    ]);
  });

  test("a message may be changed when it was sent", async () => {
    await using served = await serve(echo);
    await using transport = createGrpcTransport({ address: served.address, ...options });
    const got: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const message = ({ text, data }: Note): void => void got.push(text + data.join());
      const call = transport.openStream(EchoService.method.bidi, { message, end: resolve, abort: reject });
      const reused = noteOf({ text: "a", data: Buffer.from([1]) });
      call.send(reused);
      reused.text = "b";
      reused.data[0] = 2;
      call.send(reused);
      reused.data[0] = 3;
      call.end();
    });
    expect(got).toEqual(["a1", "b2"]);
  });

  test("a message that cannot be sent ends the call, and send does not throw", async () => {
    await using served = await serve(echo);
    await using transport = createGrpcTransport({ address: served.address, ...options });
    const error = await new Promise<unknown>((resolve, reject) => {
      const end = (): void => reject(new Error("ended well"));
      const receiver = { message: () => undefined, end, abort: resolve };
      const call = transport.openStream(EchoService.method.bidi, receiver);
      const odd = { ...noteOf({}), $typeName: NoteSchema.typeName, count: "much" as unknown as number };
      call.send(odd);
      call.send(null as unknown as Note);
    });
    expect(error).toMatchObject({ code: Code.Internal });
  });
});
