import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { DifferentialCase } from "./differential-case.ts";
import type { Recording } from "./play-case.ts";

const fileOf = ({ name }: DifferentialCase): string => fileURLToPath(new URL(`recorded/${name}.json`, import.meta.url));

/** What the real server made of a case. */
export const readRecording = (recorded: DifferentialCase): Recording =>
  JSON.parse(readFileSync(fileOf(recorded), "utf8")) as Recording;

export const writeRecording = (recorded: DifferentialCase, recording: Recording): void =>
  writeFileSync(fileOf(recorded), `${JSON.stringify(recording, undefined, 2)}\n`);
