import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { parseAddress } from "../../src/remote/connection/address.ts";
import { lazyConnection } from "../../src/remote/connection/connection.ts";

test.each([
  ["localhost", "localhost", 7233],
  ["localhost:80", "localhost", 80],
  ["10.0.0.1:7234", "10.0.0.1", 7234],
  ["[::1]:7000", "::1", 7000],
  ["[::1]", "::1", 7233],
  ["::1", "::1", 7233],
  ["my-ns.a2dd6.tmprl.cloud:7233", "my-ns.a2dd6.tmprl.cloud", 7233],
])("[CLI-1] %s is host %s and port %i", (address, host, port) => {
  expect(parseAddress(address)).toEqual({ host, port });
});

test.each([
  "",
  " ",
  ":7233",
  "host:",
  "host:0",
  "host:65536",
  "host:port",
  "host:1:2",
  "http://localhost:7233",
  "a b:1",
  "[host]:1",
  "localhost:7233/x",
  "[::1",
])("[CLI-1] %j is refused, with the address in the message", async (address) => {
  const error = await expectCode(() => parseAddress(address), "WORKFLOW_INVALID_ADDRESS");
  expect(error.message).toContain(`'${address}'`);
});

test.each([undefined, null, 7233, {}, { transport: "tcp" }, { address: "localhost:7233" }, { connection: {} }])(
  "[CLI-1] %j is no target",
  async (target) => {
    const error = await expectCode(() => lazyConnection(target as never), "WORKFLOW_INVALID_ADDRESS");
    expect(error.message).toContain("'host:port'");
    // Who comes from the official package finds its names.
    expect(error.message).toContain("@millrace/workflow-sdk/client");
  },
);
