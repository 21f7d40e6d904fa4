import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { execute } from "../../src/compose/execute.ts";
import { loadedOf } from "../../src/compose/loaded-of.ts";
import { responseOf } from "../../src/compose/response.ts";
import { textOf } from "./support.ts";

interface File {
  readonly fileName: string;
  readonly contentType: string;
  readonly text: string;
}

/** What a job keeps of a returned value. */
async function fileOf(value: unknown): Promise<File> {
  const { outputs } = await execute(
    loadedOf(() => value),
    { reserved: {} },
  );
  const [output] = outputs;
  if (output?.as !== "artifact" || outputs.length > 1) throw new Error(`no file: ${JSON.stringify(outputs)}`);
  return { fileName: output.fileName, contentType: output.contentType, text: await textOf(output.content) };
}

async function* lines(): AsyncGenerator<unknown> {
  yield "one, ";
  yield Buffer.from("zwei é, ");
  yield { three: 3n };
  yield undefined;
  yield await Promise.resolve(4);
}

function* words(): Generator<string> {
  yield "a";
  yield "b";
}

const binary = "application/octet-stream";

describe("files", () => {
  it.each([
    ["bytes", () => new Uint8Array([104, 105]), "output_0.bin", binary, "hi"],
    ["a Buffer", () => Buffer.from("hi"), "output_0.bin", binary, "hi"],
    ["a view of an array buffer", () => new Uint16Array([0x6968]).subarray(0), "output_0.bin", binary, "hi"],
    ["an array buffer", () => new Uint8Array([104, 105]).buffer, "output_0.bin", binary, "hi"],
    ["a Blob with its type", () => new Blob(["<p>"], { type: "text/html" }), "output_0.html", "text/html", "<p>"],
    ["a Blob", () => new Blob(["hi"]), "output_0.bin", binary, "hi"],
    ["a stream of the web", () => new Blob(["hi"]).stream(), "output_0.bin", binary, "hi"],
    ["a stream of Node", () => Readable.from([Buffer.from("hi"), "!"]), "output_0.bin", binary, "hi!"],
    [
      "a web Response",
      () => new Response("a,b", { headers: { "content-type": "text/csv" } }),
      "output_0.csv",
      "text/csv",
      "a,b",
    ],
  ])("[CORE-17] %s is a file", async (_what, make, fileName, contentType, text) => {
    expect(await fileOf(make())).toEqual({ fileName, contentType, text });
  });

  it("[CORE-24] [CORE-28] a generator is a file of the text that a service streams", async () => {
    const text = 'one, zwei é, {"three":"3"}\n4\n';
    const contentType = "text/plain; charset=utf-8";
    expect(await fileOf(lines())).toEqual({ fileName: "output_0.txt", contentType, text });
    const answer = responseOf(lines());
    expect(answer).toMatchObject({ statusCode: 200, contentType });
    expect(await textOf(answer.body ?? "")).toBe(text);
    expect(await textOf(responseOf(words()).body ?? "")).toBe("ab");
  });

  it("[CORE-24] [CORE-28] the first piece says what a stream is", async () => {
    const make = async function* (...pieces: readonly unknown[]): AsyncGenerator<unknown> {
      yield* pieces;
    };
    const lines = { fileName: "output_0.ndjson", contentType: "application/x-ndjson", text: '{"a":1}\n"é"' };
    expect(await fileOf(make({ a: 1 }, '"é"'))).toEqual(lines);
    expect(await fileOf(make(Buffer.from("a")))).toEqual({ fileName: "output_0.bin", contentType: binary, text: "a" });
    expect(await fileOf(make())).toMatchObject({ fileName: "output_0.txt", text: "" });
    const answer = responseOf(make({ a: 1 }, '"é"'));
    expect(await textOf(answer.body ?? "")).toBe(lines.text);
    expect(answer.contentType).toBe(lines.contentType);
  });

  it("[CORE-24] a generator that throws before its first piece fails the job", async () => {
    const broken = (async function* () {
      yield await Promise.reject(new Error("no GPU"));
    })();
    await expect(fileOf(broken)).rejects.toThrow("no GPU");
  });

  it("[CORE-28] a reader who leaves ends the generator", async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) yield "more";
      } finally {
        ended = true;
      }
    }
    const { body } = responseOf(endless());
    for await (const _chunk of body as AsyncIterable<string>) break;
    expect(ended).toBe(true);
  });

  it("[CORE-28] what a generator throws reaches the reader", async () => {
    async function* broken(): AsyncGenerator<string> {
      yield "a";
      throw new Error("half way");
    }
    await expect(textOf(responseOf(broken()).body ?? "")).rejects.toThrow("half way");
  });
});
