import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Client, loadClientConfig } from "../../src/index.ts";
import { scriptedServer } from "./support/scripted-server.ts";
import { tls } from "./support/tls.ts";

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("TEMPORAL_")) vi.stubEnv(name, undefined);
  // Where the system keeps settings; nothing is there.
  for (const name of ["HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA"]) vi.stubEnv(name, path.join("/", "nowhere"));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const toml = `
[profile.default]
address = "file-host:7000"
namespace = "file-ns"

[profile.default.grpc_meta]
Some_Header = "from file"
other-header = "kept"

[profile.cloud]
address = "ns.acct.tmprl.cloud:7233"
api_key = "file-key"

[profile.cloud.tls]
server_name = "cloud"
client_cert_data = "CERT"
client_key_data = "KEY"
disable_host_verification = true
`;

async function configFile(text: string): Promise<{ readonly file: string } & AsyncDisposable> {
  const folder = await tempFolder();
  const file = path.join(folder.path, "temporal.toml");
  await writeFile(file, text);
  return { file, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

describe("loadClientConfig", () => {
  test("[CLI-37] without anything is the server of this machine", async () => {
    expect(await loadClientConfig()).toEqual({
      address: "localhost:7233",
      options: { namespace: "default", metadata: {} },
    });
  });

  test("[CLI-37] reads variables", async () => {
    vi.stubEnv("TEMPORAL_ADDRESS", "env-host:1");
    vi.stubEnv("TEMPORAL_NAMESPACE", "env-ns");
    vi.stubEnv("TEMPORAL_API_KEY", "env-key");
    vi.stubEnv("TEMPORAL_TLS", "true");
    vi.stubEnv("TEMPORAL_TLS_SERVER_CA_CERT_DATA", "CA");
    vi.stubEnv("TEMPORAL_TLS_SERVER_NAME", "name");
    vi.stubEnv("TEMPORAL_GRPC_META_SOME_HEADER", "value");
    expect(await loadClientConfig()).toEqual({
      address: "env-host:1",
      options: {
        namespace: "env-ns",
        apiKey: "env-key",
        tls: { ca: "CA", serverName: "name" },
        metadata: { "some-header": "value" },
      },
    });
    expect(await loadClientConfig({ disableEnv: true })).toMatchObject({ address: "localhost:7233" });
  });

  test("[CLI-37] an empty variable is none", async () => {
    vi.stubEnv("TEMPORAL_ADDRESS", "");
    vi.stubEnv("TEMPORAL_API_KEY", "");
    expect(await loadClientConfig()).toEqual({
      address: "localhost:7233",
      options: { namespace: "default", metadata: {} },
    });
  });

  test("[CLI-38] reads a profile of a file, and puts variables in its place", async () => {
    await using config = await configFile(toml);
    vi.stubEnv("TEMPORAL_CONFIG_FILE", config.file);
    vi.stubEnv("TEMPORAL_NAMESPACE", "env-ns");
    vi.stubEnv("TEMPORAL_GRPC_META_SOME_HEADER", "");
    expect(await loadClientConfig()).toEqual({
      address: "file-host:7000",
      options: { namespace: "env-ns", metadata: { "other-header": "kept" } },
    });
    expect(await loadClientConfig({ disableFile: true })).toMatchObject({ address: "localhost:7233" });
    vi.stubEnv("TEMPORAL_PROFILE", "cloud");
    vi.stubEnv("TEMPORAL_API_KEY", "env-key");
    expect(await loadClientConfig()).toEqual({
      address: "ns.acct.tmprl.cloud:7233",
      options: {
        namespace: "env-ns",
        apiKey: "env-key",
        tls: { serverName: "cloud", cert: "CERT", key: "KEY", rejectUnauthorized: false },
        metadata: {},
      },
    });
    expect(await loadClientConfig({ profile: "default" })).toMatchObject({ address: "file-host:7000" });
  });

  test("[CLI-38] finds the file where the system keeps settings", async () => {
    await using folder = await tempFolder();
    const place = path.join(folder.path, "temporalio");
    const { mkdir } = await import("node:fs/promises");
    await mkdir(place);
    await writeFile(path.join(place, "temporal.toml"), toml);
    vi.stubEnv("XDG_CONFIG_HOME", folder.path);
    vi.stubEnv("APPDATA", folder.path);
    const expected = process.platform === "darwin" ? "localhost:7233" : "file-host:7000";
    expect((await loadClientConfig()).address).toBe(expected);
  });

  test("[CLI-38] TLS that is switched off stays off, whatever else is there", async () => {
    await using config = await configFile('[profile.default]\napi_key = "k"\n[profile.default.tls]\nserver_name = "x"');
    vi.stubEnv("TEMPORAL_TLS", "0");
    expect((await loadClientConfig({ configFile: config.file })).options).toMatchObject({ apiKey: "k", tls: false });
  });

  test("[CLI-38] what it gives connects", async () => {
    await using server = await scriptedServer({}, { tls: { cert: tls.serverCert, key: tls.serverKey } });
    await using folder = await tempFolder();
    const ca = path.join(folder.path, "ca.pem");
    await writeFile(ca, tls.ca);
    vi.stubEnv("TEMPORAL_ADDRESS", server.address);
    vi.stubEnv("TEMPORAL_API_KEY", "k");
    vi.stubEnv("TEMPORAL_TLS_SERVER_CA_CERT_PATH", ca);
    vi.stubEnv("TEMPORAL_GRPC_META_X_TEAM", "blue");
    const { address, options } = await loadClientConfig();
    await using client = await Client.connect(address, options);
    expect(client.namespace).toBe("default");
    const [call] = server.calls;
    expect(call?.headers.get("authorization")).toBe("Bearer k");
    expect(call?.headers.get("x-team")).toBe("blue");
  });
});

describe("configurations that cannot be", () => {
  test.each([
    ["no TOML", '[profile.default]\naddress = "', /temporal\.toml:2:\d+ is no TOML/],
    ["a number for a text", "[profile.default]\naddress = 7233", /'address' of \[profile\.default\] must be a text/],
    ["a text for a table", 'profile = "x"', /\[profile\] must be a table/],
    ["a text for a boolean", '[profile.default.tls]\ndisabled = "no"', /'disabled' .* must be true or false/],
    [
      "a certificate twice",
      '[profile.default.tls]\nclient_cert_path = "a"\nclient_cert_data = "b"',
      /'client_cert_path' and 'client_cert_data' .* exclude each other/,
    ],
    [
      "a certificate that is not there",
      '[profile.default.tls]\nclient_cert_path = "/nowhere/c.pem"',
      /c\.pem cannot be read/,
    ],
  ])("[CLI-39] %s", async (_, text, message) => {
    await using config = await configFile(text);
    const error = await expectCode(loadClientConfig({ configFile: config.file }), "WORKFLOW_INVALID_CONFIG");
    expect(error.message).toMatch(message);
  });

  test("[CLI-39] a profile or file that was named and is not there", async () => {
    await using config = await configFile(toml);
    const missing = await expectCode(
      loadClientConfig({ configFile: config.file, profile: "prod" }),
      "WORKFLOW_INVALID_CONFIG",
    );
    expect(missing.message).toContain("'default', 'cloud'");
    await expectCode(loadClientConfig({ configFile: "/nowhere/t.toml" }), "WORKFLOW_INVALID_CONFIG");
    vi.stubEnv("TEMPORAL_PROFILE", "prod");
    await expectCode(loadClientConfig(), "WORKFLOW_INVALID_CONFIG");
  });

  test("[CLI-39] keys that nobody knows, if strict", async () => {
    await using config = await configFile('[profile.default]\nadress = "x"');
    expect((await loadClientConfig({ configFile: config.file })).address).toBe("localhost:7233");
    const error = await expectCode(
      loadClientConfig({ configFile: config.file, strict: true }),
      "WORKFLOW_INVALID_CONFIG",
    );
    expect(error.message).toContain("did you mean 'address'?");
  });

  test("[CLI-39] variables that contradict the file, or say nothing", async () => {
    await using config = await configFile('[profile.default.tls]\nclient_key_path = "/k"');
    vi.stubEnv("TEMPORAL_TLS_CLIENT_KEY_DATA", "KEY");
    await expectCode(loadClientConfig({ configFile: config.file }), "WORKFLOW_INVALID_CONFIG");
    vi.stubEnv("TEMPORAL_TLS", "perhaps");
    await expectCode(loadClientConfig(), "WORKFLOW_INVALID_CONFIG");
    await expectCode(loadClientConfig({ configfile: "x" } as never), "PROTOCOL_UNKNOWN_OPTION");
  });
});
