import { createGrpcTransport, type GrpcTransport } from "@millrace/protocol/grpc";
import { freePort } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { startCommand } from "./support/command-process.ts";
import { clientsOf } from "./support/served.ts";

/** Asks as SDKs do while they start a server: again and again, until GetSystemInfo is answered. */
async function ready(port: number): Promise<GrpcTransport> {
  const transport = createGrpcTransport({ address: { port } });
  const { workflows } = clientsOf(transport);
  const answers = (): Promise<boolean> =>
    workflows.getSystemInfo({}, { timeoutMs: 5_000 }).then(
      () => true,
      () => false,
    );
  await expect.poll(answers, { timeout: 50_000, interval: 100 }).toBe(true);
  return transport;
}

test("[SRV-31] the line by which official SDKs start a development server", async () => {
  const port = await freePort();
  const line = [
    `server start-dev --port ${port} --namespace default --ip 127.0.0.1 --log-format pretty --log-level warn`,
    "--dynamic-config-value frontend.enableServerVersionCheck=false --headless",
    "--namespace alpha --search-attribute Customer=Keyword --dynamic-config-value no.such.key=true",
  ];
  await using command = startCommand(...line.join(" ").split(" "));
  await using transport = await ready(port);
  const { workflows, operator } = clientsOf(transport);
  const { namespaces } = await workflows.listNamespaces({});
  expect(namespaces.map(({ namespaceInfo }) => namespaceInfo?.name)).toEqual(["default", "alpha"]);
  const listed = await operator.listSearchAttributes({ namespace: "alpha" });
  expect(listed.customAttributes).toEqual({ Customer: 2 });
  expect(command.stdout).toBe(`Temporal-compatible server listens at 127.0.0.1:${port}\n`);
  expect(command.stderr).toContain("dynamic config 'no.such.key' is not known here");
  expect(command.stderr).not.toContain("enableServerVersionCheck");
  command.kill("SIGTERM");
  expect(await command.ended).toBe(0);
});

test("[SRV-31] a port alone, as official SDKs start a test server", async () => {
  const port = await freePort();
  await using command = startCommand(String(port));
  await using transport = await ready(port);
  expect((await clientsOf(transport).workflows.getSystemInfo({})).capabilities?.sdkMetadata).toBe(true);
  command.kill("SIGINT");
  expect(await command.ended).toBe(0);
});
