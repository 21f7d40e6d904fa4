import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import process from "node:process";

/** A process, told from later ones of the same number where the system helps with that. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** When it started, as Linux has it; absent elsewhere. */
  readonly started?: string;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), ...startOf(process.pid) };
}

/** Whether a process may still live. Of another host that is not known, and yes. */
export function mayLive(other: ProcessIdentity): boolean {
  if (other.host !== hostname()) return true;
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const { started } = startOf(other.pid);
  return started === undefined || other.started === undefined || started === other.started;
}

/** Boot and tick at which the process started: numbers of processes are used again, in containers at once. */
function startOf(pid: number): { readonly started?: string } {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program, in parentheses, may have spaces; the start is the 20th field behind it.
    const tick = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return tick === undefined ? {} : { started: `${boot}/${tick}` };
  } catch {
    return {};
  }
}
