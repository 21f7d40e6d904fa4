import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { startMockProcessor } from "../../src/testing.ts";

/** A wrapper that says what it is given, whatever that is. */
const wrapperThatSays = (...lines: readonly string[]): string => `
  import { connect } from "node:net";
  const socket = connect(process.argv[2]);
  socket.write("s\\n");
  socket.once("data", () => socket.write(${JSON.stringify(lines.map((line) => `${line}\n`).join(""))}));
`;

const withWrapper = async (source: string, use: (wrapper: string) => Promise<void>): Promise<void> => {
  await using folder = await tempFolder();
  const wrapper = path.join(folder.path, "wrapper.mjs");
  await writeFile(wrapper, source);
  await use(wrapper);
};

const reply = '{"status_code":200,"content_type":"","headers":{},"body":"b","body_encoding":"text"}';

test.each([
  ["an unknown type", ["x"], "a line of type 'x'"],
  ["an unknown encoding", [`r${reply.replace('"text"', '"utf8"')}`], "unknown body encoding 'utf8'"],
  ["a part of no stream", ["bYQ=="], "a part of a stream that has not begun"],
  ["no JSON", ["r{"], "JSON"],
  ["an array for one event", [`r[${reply}]`], "an event was answered with an array"],
])("a wrapper that breaks the protocol is found out: %s", async (_, lines, message) => {
  await withWrapper(wrapperThatSays(...lines), async (wrapper) => {
    await using processor = await startMockProcessor({ wrapper, handler: "none.js:handler" });
    const error = await expectCode(processor.send(), "FUNCTION_MOCK_PROCESSOR");
    expect(error.message).toContain(message);
  });
});

test("a wrapper that ends, and one that never says that it is ready, are errors with what they printed", async () => {
  await withWrapper('console.log("sorry"); process.exit(4)', async (wrapper) => {
    const error = await expectCode(startMockProcessor({ wrapper, handler: "a:b" }), "FUNCTION_MOCK_PROCESSOR");
    expect(error.message).toMatch(/ended before it connected[^]*sorry/);
  });
  await withWrapper("setTimeout(() => undefined, 60_000)", async (wrapper) => {
    const options = { wrapper, handler: "a:b", timeoutMs: 300 };
    await expectCode(startMockProcessor(options), "FUNCTION_MOCK_PROCESSOR");
  });
});

test("options that there are not are refused", async () => {
  const options = { wrapper: "w", handler: "a:b", sockets: 2 } as never;
  await expectCode(startMockProcessor(options), "PROTOCOL_UNKNOWN_OPTION");
  await expectCode(
    startMockProcessor({ wrapper: "w", handler: "a:b", protocol: "ruby" as never }),
    "PROTOCOL_INVALID_OPTION",
  );
});

test("plays against this package's wrapper unless told otherwise", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "hello.mjs");
  await writeFile(file, "export const hello = ({ name }) => `hello ${name}`;");
  await using processor = await startMockProcessor({ handler: `${file}:hello` });
  const { body } = await processor.send({ method: "POST", contentType: "application/json", body: '{"name":"Ada"}' });
  expect(body.toString()).toBe("hello Ada");
});
