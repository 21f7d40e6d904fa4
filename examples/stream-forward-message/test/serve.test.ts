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

test("the program of the image serves the function, and ends at SIGTERM", async () => {
  const directory = await mkdtemp(path.join(tmpdir(), "fw-"));
  const [node, ...args] = entrypoint();
  expect(node).toBe("node");
  const program = spawn(
    process.execPath,
    ["--conditions=@millrace/source", ...args, "--sock", `${directory}/map.sock`],
    {
      cwd: folder,
      stdio: "inherit",
    },
  );
  try {
    await using engine = await connectMiniEngine("map", { directory, timeoutMs: 30_000 });
    const answered = await engine.send(
      Array.from({ length: 1000 }, (_, n) => ({ value: `message ${n}`, keys: [`${n}`] })),
    );
    expect(answered).toHaveLength(1000);
    for (const { id, results } of answered) {
      expect(results).toMatchObject([{ keys: [id], tags: [] }]);
      expect(Buffer.from(results[0]?.value ?? []).toString()).toBe(`message ${id}`);
    }
    const ended = once(program, "exit");
    program.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  } finally {
    program.kill("SIGKILL");
    await rm(directory, { recursive: true, force: true });
  }
});
