// Plays the corpus on a real server and writes what came of it: node --conditions=@millrace/source src/record-main.ts [name …]
import assert from "node:assert/strict";
// @boundaries-ignore the corpus and its recordings are test data of the package
import { corpus } from "../../../packages/workflow-sdk/test/differential/corpus/index.ts";
// @boundaries-ignore the same
import { playCase } from "../../../packages/workflow-sdk/test/differential/play-case.ts";
// @boundaries-ignore the same
import { writeRecording } from "../../../packages/workflow-sdk/test/differential/recordings.ts";
import { realServerProgram, startRealServer } from "./real-server.ts";

const main = async (names: readonly string[]): Promise<void> => {
  await using server = await startRealServer(await realServerProgram());
  const chosen = corpus.filter(({ name }) => names.length === 0 || names.includes(name));
  for (let at = 0; at < chosen.length; at += 8) {
    await Promise.all(
      chosen.slice(at, at + 8).map(async (played) => {
        try {
          const recording = await playCase(server.address, played);
          // What two plays do not agree on is no oracle.
          assert.deepEqual(await playCase(server.address, played), recording);
          writeRecording(played, recording);
          console.log(`recorded ${played.name}`);
        } catch (error) {
          console.error(`${played.name}: ${String(error)}`);
          process.exitCode = 1;
        }
      }),
    );
  }
};

await main(process.argv.slice(2));
