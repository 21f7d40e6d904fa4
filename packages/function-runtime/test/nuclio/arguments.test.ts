import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { readArguments } from "../../src/nuclio/arguments.ts";

test("[NUC-1] the arguments of runtime nodejs", () => {
  expect(readArguments(["/tmp/nuclio-rpc-1.sock", "/opt/nuclio/handler.ts", "handler"])).toMatchObject({
    protocol: "nodejs",
    address: { path: "/tmp/nuclio-rpc-1.sock" },
    module: "/opt/nuclio/handler.ts",
    handlerName: "handler",
  });
  expect(readArguments(["127.0.0.1:1337", "h.js", "h"]).address).toEqual({ host: "127.0.0.1", port: 1337 });
});

test("[NUC-2] the arguments of runtime python, with some that are not known yet", () => {
  const argv = ["--handler", "pkg.mod:fn", "--event-socket-path", "/e", "--control-socket-path", "/c"];
  const more = ["--platform-kind", "kube", "--namespace", "n", "--worker-id", "3", "--trigger-kind", "http"];
  const rest = ["--trigger-name", "w", "--decode-event-strings", "--something-new"];
  expect(readArguments([...argv, ...more, ...rest])).toEqual({
    protocol: "python",
    address: { path: "/e" },
    controlPath: "/c",
    module: "pkg.mod",
    handlerName: "fn",
    workerId: 3,
    trigger: { kind: "http", name: "w" },
    platform: { kind: "kube", namespace: "n" },
  });
});

test.each([
  [[], "0 arguments"],
  [["a", "b"], "2 arguments"],
  [["a", "b", ""], "3 arguments"],
  [["host:99999", "b", "c"], "'host:99999' is no host:port"],
  [["--handler", "m:f"], "no --event-socket-path"],
  [["--handler", "no-colon", "--event-socket-path", "/e"], "--handler 'no-colon'"],
  [["--handler", "a:b:c", "--event-socket-path", "/e"], "--handler 'a:b:c'"],
])("[NUC-1, NUC-2] %o are refused", async (argv, message) => {
  const error = await expectCode(() => readArguments(argv), "FUNCTION_NUCLIO_ARGUMENTS");
  expect(error.message).toContain(message);
});
