import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Scenario } from "@millrace/tooling-engines";
// @boundaries-ignore the corpus and its recordings are test data of the package
import { corpus } from "../../../packages/workflow-sdk/test/differential/corpus/index.ts";
// @boundaries-ignore the same
import { playCase, type Recording } from "../../../packages/workflow-sdk/test/differential/play-case.ts";
// @boundaries-ignore the same
import { readRecording } from "../../../packages/workflow-sdk/test/differential/recordings.ts";

/** They mostly wait for timers; more would make the server late. */
const atOnce = 8;

/**
 * Plays every case on the real server: what was recorded of it, and what our server is held to in `npm test`, is still
 * what it does.
 */
export const corpusScenarios = (address: string): readonly Scenario[] => {
  const plays = corpus.map(() => Promise.withResolvers<Recording>());
  for (const { promise } of plays) promise.catch(() => undefined);
  let next = 0;
  const playOn = async (): Promise<void> => {
    for (let index = next++; index < corpus.length; index = next++) {
      const played = corpus[index];
      if (played === undefined) return;
      await playCase(address, played).then(plays[index]?.resolve, plays[index]?.reject);
    }
  };
  let started = false;
  const start = (): void => {
    if (started) return;
    started = true;
    for (let lane = 0; lane < atOnce; lane++) void playOn();
  };
  return corpus.map((played, index) => ({
    name: `the real server makes the recorded histories of ${played.name}`,
    run: async () => {
      start();
      const recorded = readRecording(played);
      const first = await plays[index]?.promise.catch(() => undefined);
      // Its timeouts are real ones, which others beside it may have made late: by itself it has to be the same.
      if (!isDeepStrictEqual(first, recorded)) assert.deepEqual(await playCase(address, played), recorded);
    },
  }));
};
