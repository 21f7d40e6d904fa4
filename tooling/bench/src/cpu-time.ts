import { readFile } from "node:fs/promises";

/** Clock ticks a second, the same on every Linux that Node runs on. */
const ticks = 100;

/** Seconds of CPU that a process, and those that it started and waited for, has used. Linux only. */
export const cpuSecondsOf = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // The second field is the name of the program, in parentheses, and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // utime, stime, cutime, cstime: the 14th to 17th of all.
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / ticks;
};
