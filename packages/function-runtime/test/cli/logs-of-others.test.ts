import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { kill, otherProcess } from "../store/other-process.ts";
import { projectFolder } from "./support/project-folder.ts";
import { jsonOf, runVerb, startVerb } from "./support/run-verb.ts";

const files = {
  "told.mjs": `import { existsSync } from "node:fs";
export const told = ({ file }) => new Promise((resolve) => {
  console.log("waiting");
  const timer = setInterval(() => existsSync(file) && (clearInterval(timer), console.log("told"), resolve(1)), 20);
});`,
};

const holder = new URL("./run-and-hold.ts", import.meta.url);

describe("logs of a run in a store that another process has open", () => {
  test("[CLI-15] are followed until the run has ended", async () => {
    await using folder = await projectFolder(files);
    const dir = folder.at("store");
    const child = otherProcess(holder, [dir, folder.at("told.mjs"), folder.at("go")]);
    const [id] = (await once(child, "message")) as [string];
    expect((await runVerb("run", `${folder.at("told.mjs")}:told`, "--dir", dir)).stderr).toContain("STORE_LOCKED");

    const following = startVerb(["logs", id, "--dir", dir, "--follow"]);
    await following.said(/waiting/);
    child.send("go");
    expect(await following.ended).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("told\nthe run is COMPLETED\n"),
    });
    expect(jsonOf(await runVerb("logs", id, "--dir", dir, "--json"))).toMatchObject({ state: "COMPLETED" });
    expect(await runVerb("logs", "nothing", "--dir", dir)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("FUNCTION_NOT_FOUND"),
    });
  });

  test("[CLI-15] end when the other process is gone", async () => {
    await using folder = await projectFolder(files);
    const dir = folder.at("store");
    const child = otherProcess(holder, [dir, folder.at("told.mjs"), folder.at("go")]);
    const [id] = (await once(child, "message")) as [string];
    const following = startVerb(["logs", id, "--dir", dir, "--follow"]);
    await following.said(/waiting/);
    await kill(child);
    expect(await following.ended).toMatchObject({ code: 0 });
  });
});
