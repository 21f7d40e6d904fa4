import { describe, expect, test } from "vitest";
import { runFixture } from "./fixtures/run.ts";

/** What importing the specifiers loads: paths within the package, and other modules by their URLs. */
async function loadedBy(...specifiers: string[]): Promise<{ own: string[]; others: string[] }> {
  const urls = JSON.parse(await runFixture("loaded-modules.ts", ...specifiers)) as string[];
  const folder = "/packages/protocol/src/";
  const own = urls.filter((url) => url.includes(folder)).map((url) => url.slice(url.indexOf(folder) + folder.length));
  return { own, others: urls.filter((url) => !url.includes(folder) && !url.startsWith("node:")) };
}

describe("importing", () => {
  test.each([".", "/context", "/payload", "/testing"])(
    "@millrace/protocol%s loads no third-party module",
    async (entry) => {
      const { own, others } = await loadedBy(`@millrace/protocol${entry === "." ? "" : entry}`);
      expect(others).toEqual([]);
      expect(own.length).toBeGreaterThan(0);
    },
  );

  test("the root loads neither payloads, nor the context, nor the test kit, nor messages of an engine", async () => {
    const { own } = await loadedBy("@millrace/protocol");
    expect(own).toContain("index.ts");
    const folders = /^(codec|gen|grpc|numaflow|payload|temporal|testing)\/|^context\.ts|protobuf/;
    expect(own.filter((path) => folders.test(path))).toEqual([]);
  });

  // Temporal's servers answer gRPC's own health checks too.
  test.each([
    ["numaflow", /^gen\/numaflow\//],
    ["temporal", /^gen\/(temporal|health)\//],
  ])("the messages of %s load protobuf-es alone, and those of no other", async (entry, theirs) => {
    const { own, others } = await loadedBy(`@millrace/protocol/${entry}`);
    expect(others.filter((url) => !url.includes("/@bufbuild/protobuf/"))).toEqual([]);
    const messages = own.filter((path) => path.startsWith("gen/"));
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.filter((path) => !theirs.test(path))).toEqual([]);
  });

  test("the context loads nothing of the rest", async () => {
    const { own } = await loadedBy("@millrace/protocol/context");
    expect(own).toEqual(["context.ts"]);
  });

  test("payloads load protobuf-es when it is used", async () => {
    const { others } = await loadedBy("@millrace/protocol/payload", "./load-protobuf.ts");
    expect(others.filter((url) => url.includes("/@bufbuild/protobuf/")).length).toBeGreaterThan(0);
  });
});

describe("where protobuf-es is not installed", () => {
  test("everything else works, and a message says what to install", async () => {
    const [others, error] = (await runFixture("without-protobuf.ts")).split("\n");
    expect(others).toBe("3");
    expect(error).toBe(
      "ProtocolError: [PROTOCOL_PROTOBUF_MISSING] protobuf payloads need the package @bufbuild/protobuf; run `npm install @bufbuild/protobuf`",
    );
  });
});
