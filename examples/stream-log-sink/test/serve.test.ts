import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { connectMiniEngine } from "@millrace/stream-udf/testing";
import { expect, test } from "vitest";

const folder = path.join(import.meta.dirname, "..");

/** What the image runs: the list behind ENTRYPOINT. */
function entrypoint(): readonly string[] {
  const [, list] = /^ENTRYPOINT (\[.*\])$/mu.exec(readFileSync(path.join(folder, "Dockerfile"), "utf8")) ?? [];
  return JSON.parse(list ?? "") as string[];
}

test("the program of the image serves the sink, and ends at SIGTERM", async () => {
  const directory = await mkdtemp(path.join(tmpdir(), "lg-"));
  const [node, ...args] = entrypoint();
  expect(node).toBe("node");
  const program = spawn(
    process.execPath,
    ["--conditions=@millrace/source", ...args, "--sock", `${directory}/sink.sock`],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let log = "";
  program.stdout.on("data", (chunk: Buffer) => (log += chunk.toString()));
  try {
    await using engine = await connectMiniEngine("sink", { directory, timeoutMs: 30_000 });
    const batches = [["one", "two"], ["three"]];
    const answers = await engine.send(batches);
    expect(answers.flat().map(({ id, status }) => `${id} ${status}`)).toEqual(["0 success", "1 success", "2 success"]);
    const ended = once(program, "exit");
    program.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(log).toBe("User Defined Sink one\nUser Defined Sink two\nUser Defined Sink three\n");
  } finally {
    program.kill("SIGKILL");
    await rm(directory, { recursive: true, force: true });
  }
});
