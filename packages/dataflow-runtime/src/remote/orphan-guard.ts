import { DataflowError } from "../errors.ts";

/** As often as dora's own nodes look. */
const intervalMs = 500;

/** dora's nodes end at once; here the node may first read of it and clean up. */
const lastWordsMs = 2_000;

/**
 * Watches the process of `dora run`: a node does not outlive it. When it is gone, `onOrphan` is told, and a process that
 * does not end by itself is ended 2 s later with code 1. The watch does not keep the process alive.
 *
 * @returns what ends the watch
 */
export function guardOrphan(parentPid: number, onOrphan: (error: DataflowError) => void): () => void {
  const timer = setInterval(() => {
    if (isAlive(parentPid)) return;
    clearInterval(timer);
    setTimeout(() => process.exit(1), lastWordsMs).unref();
    onOrphan(
      new DataflowError(
        "DATAFLOW_ORPHANED",
        `the process ${parentPid} of 'dora run', which started this node, is gone`,
      ),
    );
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to signal it: it lives.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
