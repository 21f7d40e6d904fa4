import { expect, test } from "vitest";
import { protocols, useWrapper } from "./support/wrapper.ts";

const start = useWrapper();

test.each([
  ["/throw", "Error: boom"],
  ["/reject", "Error: late boom"],
  ["/callback-error", "Error: said boom"],
  ["/cycle", "FUNCTION_INVALID_OUTPUT"],
])("[NUC-11] %s is answered with 500 and a stack, and the next event is served", async (path, message) => {
  const processor = await start("classic.cjs:handler");
  const reply = await processor.send({ path });
  expect(reply.statusCode).toBe(500);
  expect(reply.contentType).toBe("text/plain");
  expect(reply.body.toString()).toContain(message);
  expect(reply.body.toString()).toMatch(/\n +at /);
  expect((await processor.send()).body.toString()).toBe("ok");
  expect(processor.logs).toContainEqual(expect.objectContaining({ level: "error", message: "Error in handler" }));
});

test.each([["/thrown"], ["/stray"], ["/header"], ["/status"]])(
  "[NUC-11] what cannot be shown or sent is answered with 500, and the next event is served: %s",
  async (path) => {
    const processor = await start("odd.mjs:handler");
    expect((await processor.send({ path })).statusCode).toBe(500);
    expect((await processor.send()).body.toString()).toBe("ok");
  },
);

test.each([["/stray"], ["/stray-rejection"]])(
  "[NUC-20] what nobody handles fails its own event and no other: %s",
  async (path) => {
    const processor = await start("classic.cjs:handler", { transport: "async", connections: 2 });
    const other = processor.send({ path: "/later" }, { connection: 1 });
    const reply = await processor.send({ path });
    expect(reply.statusCode).toBe(500);
    expect(reply.body.toString()).toContain("Error: stray");
    expect((await other).body.toString()).toBe("later");
    expect((await processor.send()).body.toString()).toBe("ok");
    expect(processor.output).toContain("stray");
  },
);

test.each([
  ["3", 3],
  ["0", 1],
])("[NUC-21] process.exit(%s) answers the event and ends with %d", async (code, expected) => {
  const processor = await start("classic.cjs:handler");
  const reply = await processor.send({ path: "/exit", fields: { code } });
  expect(reply.statusCode).toBe(500);
  expect(reply.body.toString()).toContain(`the function ended its process with code ${code}`);
  expect(await processor.ended).toBe(expected);
});

test.each(protocols)("[NUC-34] bytes that are no message end the process with 1: %s", async (protocol) => {
  const processor = await start("classic.cjs:handler", { protocol });
  await processor.sendRaw(protocol === "nodejs" ? Buffer.from("no json\n") : Buffer.from([0, 0, 0, 1, 0xc1]));
  expect(await processor.ended).toBe(1);
  expect(processor.output).toMatch(/FUNCTION_NUCLIO_MESSAGE.*(no JSON|not a MessagePack message)/);
});

test("[NUC-34] a message of no length ends the process with 1", async () => {
  const processor = await start("classic.cjs:handler", { protocol: "python" });
  await processor.sendRaw(Buffer.alloc(4));
  expect(await processor.ended).toBe(1);
  expect(processor.output).toContain("a message of 0 bytes was announced");
});

test.each([
  ["none.cjs:handler", /there is no .*none\.cjs/],
  ["broken.mjs:handler", /broken\.mjs cannot be loaded: Error: broken on import/],
  ["modules.mjs:none", /modules\.mjs has no function 'none'/],
])("[NUC-40] %s cannot be loaded", async (handler, message) => {
  const failure = await start(handler).then(
    () => "it started",
    (error: unknown) => String(error),
  );
  expect(failure).toMatch(message);
  expect(failure).toContain("FUNCTION_NUCLIO_HANDLER");
});

test.each([
  ["failing-init.mjs:handler", {}, "no database"],
  ["modules.mjs:greet", { MILLRACE_INIT_FUNCTION: "failingInit" }, "no cache"],
  ["modules.mjs:greet", { MILLRACE_INIT_FUNCTION: "none" }, "no init function 'none'"],
  ["modules.mjs:greet", { MILLRACE_INIT_PARAMETERS: "[1]" }, "MILLRACE_INIT_PARAMETERS is no JSON object: [1]"],
])("[NUC-19] a failing init ends the process with 1 and says why: %s %o", async (handler, env, why) => {
  const failure = await start(handler, { env }).then(
    () => "it started",
    (error: unknown) => String(error),
  );
  expect(failure).toContain("the wrapper closed the connection");
  expect(failure).toContain(why);
});
