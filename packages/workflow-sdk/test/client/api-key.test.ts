import { workflowservice } from "@millrace/protocol/temporal";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { connect, lazyConnection } from "../../src/remote/connection/connection.ts";
import { proxyTo } from "./support/proxy.ts";
import { scriptedServer } from "./support/scripted-server.ts";
import { tls } from "./support/tls.ts";

const { getClusterInfo } = workflowservice.WorkflowService.method;
const serverTls = { cert: tls.serverCert, key: tls.serverKey };

describe("API keys", () => {
  test("[CLI-8] are sent with each call: one text, or what a function gives then", async () => {
    await using server = await scriptedServer({ getClusterInfo: () => ({}) });
    let key = 0;
    await using connection = await connect(server.address, { apiKey: async () => `key-${++key}`, tls: false });
    await connection.call(getClusterInfo, {});
    connection.setApiKey("fixed");
    await connection.call(getClusterInfo, {});
    await connection.context.withApiKey("inner", () => connection.call(getClusterInfo, {}));
    expect(server.calls.map(({ headers }) => headers.get("authorization"))).toEqual([
      "Bearer key-1",
      "Bearer key-2",
      "Bearer fixed",
      "Bearer inner",
    ]);
  });

  test("[CLI-8] what the function throws reaches the caller", async () => {
    await using server = await scriptedServer({});
    const apiKey = async (): Promise<string> => {
      throw new TypeError("no vault");
    };
    await using connection = lazyConnection(server.address, { apiKey, tls: false });
    await expect(connection.call(getClusterInfo, {})).rejects.toThrow("no vault");
    expect(server.calls).toEqual([]);
  });

  test("[CLI-8] that a function gives and cannot be sent are not shown", async () => {
    await using server = await scriptedServer({});
    await using connection = lazyConnection(server.address, { apiKey: () => "two\nlines", tls: false });
    const error = await expectCode(connection.call(getClusterInfo, {}), "WORKFLOW_INVALID_OPTION");
    expect(error.message).not.toContain("lines");
    await expectCode(() => connection.setApiKey(""), "WORKFLOW_INVALID_OPTION");
  });

  test("[CLI-8] switch TLS on", async () => {
    await using server = await scriptedServer({}, { tls: serverTls });
    await using proxy = await proxyTo(server.port);
    await expect(connect(proxy.address, { apiKey: "k" })).rejects.toThrow(/certificate/);
    expect(proxy.connections).toBe(1);
    await using connection = await connect(server.address, { apiKey: "k", tls: { ca: tls.ca } });
    expect(server.calls.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer k"]);
    expect(connection.address).toBe(server.address);
  });

  test.each(["", "two words", "line\nbreak", "schlüssel", 7, null])("[CLI-8] %j is none", async (apiKey) => {
    await expectCode(() => lazyConnection("localhost", { apiKey: apiKey as never }), "WORKFLOW_INVALID_OPTION");
  });

  test("[CLI-8] exclude an authorization of the caller's own", async () => {
    const metadata = { Authorization: "Basic x" };
    await expectCode(() => lazyConnection("localhost", { apiKey: "k", metadata }), "WORKFLOW_INVALID_OPTION");
    await using server = await scriptedServer({});
    await using connection = await connect(server.address, { metadata });
    expect(server.calls[0]?.headers.get("authorization")).toBe("Basic x");
    expect(connection.identity).not.toBe("");
  });
});

describe("TLS", () => {
  test("[CLI-17] with certificates on both sides", async () => {
    await using server = await scriptedServer({}, { tls: { ...serverTls, ca: tls.ca, requestCert: true } });
    const { ca, clientCert: cert, clientKey: key } = tls;
    await using connection = await connect(server.address, { tls: { ca, cert, key } });
    expect((await connection.capabilities()).serverVersion).toBe("scripted");
    const options = { tls: { ca }, connectTimeoutMs: 30_000 };
    const error = await expectCode(connect(server.address, options), "WORKFLOW_CONNECT_FAILED");
    expect(error.message).toContain("certificate required");
  });

  test("[CLI-17] keys that cannot be read are refused before a call", async () => {
    await expectCode(() => lazyConnection("localhost", { tls: { cert: "x", key: "y" } }), "PROTOCOL_INVALID_OPTION");
  });
});

test.each([
  ["PROTOCOL_UNKNOWN_OPTION", { apikey: "k" }],
  ["PROTOCOL_INVALID_OPTION", { callTimeoutMs: "1s" }],
  ["PROTOCOL_INVALID_OPTION", { connectTimeoutMs: 0 }],
  ["PROTOCOL_INVALID_OPTION", { keepaliveMs: -1 }],
  ["WORKFLOW_INVALID_OPTION", { identity: "" }],
  ["WORKFLOW_INVALID_OPTION", { metadata: { "bad name": "x" } }],
  ["WORKFLOW_INVALID_OPTION", { metadata: { name: 7 } }],
  ["WORKFLOW_INVALID_OPTION", { metadata: { "grpc-timeout": "1S" } }],
  ["WORKFLOW_INVALID_OPTION", { metadata: "x" }],
])("[CLI-18] %s for the options %j", async (code, options) => {
  await expectCode(() => lazyConnection("localhost", options as never), code);
});
