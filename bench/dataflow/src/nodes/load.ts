import { writeFile } from "node:fs/promises";

/** What the nodes of a measurement are told, by the variable `LOAD`. */
export interface Load {
  readonly bytes: number;
  /** Before those that count. */
  readonly warmUp: number;
  readonly messages: number;
  /** How the data comes into being: written in the engine's memory, or an array of the sender's own. */
  readonly data: "raw" | "array";
  /** How many messages may be unanswered; absent: as many as the engine lets through. */
  readonly window?: number;
  /** Where the sender writes its figures, as a JSON array of microseconds. */
  readonly figures: string;
}

export const readLoad = (): Load => JSON.parse(String(process.env["LOAD"])) as Load;

export const writeFigures = ({ figures }: Load, values: readonly number[]): Promise<void> =>
  writeFile(figures, JSON.stringify(values));

const pageBytes = 4096;

/** Looks at every page of the data, as somebody who works with it does at least. */
export function touch(data: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += pageBytes) sum += data[at] ?? 0;
  return sum;
}
