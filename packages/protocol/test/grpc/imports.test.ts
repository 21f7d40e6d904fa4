import { expect, test } from "vitest";
import { runFixture } from "../fixtures/run.ts";

test("without connect-node everything else works, and a message says what to install", async () => {
  const [state, error] = (await runFixture("without-connect-node.ts")).split("\n");
  expect(state).toBe("closed");
  expect(error).toMatch(/^GrpcError: \[GRPC_CONNECT_NODE_MISSING\] .*npm install @connectrpc\/connect-node/);
});

test("importing gRPC loads connect, protobuf-es and no other package", async () => {
  const urls = JSON.parse(await runFixture("loaded-modules.ts", "@millrace/protocol/grpc")) as string[];
  const packages = urls.flatMap((url) => /\/node_modules\/(?!\.pnpm)(@[^/]+\/[^/]+|[^@][^/]*)\//.exec(url)?.[1] ?? []);
  expect([...new Set(packages)].sort()).toEqual(["@bufbuild/protobuf", "@connectrpc/connect"]);
});
