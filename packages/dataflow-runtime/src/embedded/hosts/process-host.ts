import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import { withDeadline } from "@millrace/protocol";
import type { Daemon } from "../daemon/daemon.ts";
import type { NodeSession } from "../daemon/node-session.ts";
import type { HostContext, NodeExit, NodeHost, NodeLife, NodeStart } from "../node-host.ts";
import { commandOf } from "./command-of.ts";
import { watchHealth } from "./health.ts";
import { processEnv } from "./process-env.ts";

/** How long pipes and connections may stay open after a process has ended: its children may hold them. */
const leftoverMs = 1000;

type Child = ChildProcessByStdio<null, Readable, Readable>;

export interface ProcessHostOptions extends HostContext {
  readonly daemon: Daemon;
  /** What the processes inherit. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly lookupPort: () => number | undefined;
}

/** Runs nodes as processes that talk to our daemon over dora's wire. */
export function createProcessHost(options: ProcessHostOptions): NodeHost {
  return { start: (start) => startProcess(start, options), close: async () => undefined };
}

function startProcess({ plan, link, output }: NodeStart, options: ProcessHostOptions): NodeLife {
  const { daemon, dataflow } = options;
  const session = daemon.admit(link);
  const { executable, args, cwd } = commandOf(plan, dataflow.directory);
  const env = processEnv({
    inherited: options.env,
    own: plan.env,
    config: { ...link.config, daemonAddress: daemon.address },
    lookupPort: options.lookupPort(),
  });
  // A group of its own: what the node starts ends with it, and Ctrl-C reaches us alone.
  let child: Child;
  try {
    child = spawn(executable, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: hasGroups });
  } catch (error) {
    daemon.dismiss(session);
    return { ended: Promise.resolve(notStarted(error)), terminate: () => undefined, kill: () => undefined };
  }
  child.stdout.setEncoding("utf8").on("data", (text: string) => output("stdout", text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => output("stderr", text));
  let unhealthy: string | undefined;
  const stopWatching = watchHealth(session, plan, options, (reason) => {
    unhealthy = reason;
    signalGroup(child, "SIGKILL");
  });
  return {
    ended: endOf(child, session, daemon).then((exit) => {
      stopWatching();
      return unhealthy === undefined || exit.ok ? exit : { ...exit, error: unhealthy };
    }),
    terminate: () => signalGroup(child, "SIGTERM"),
    kill: () => signalGroup(child, "SIGKILL"),
  };
}

async function endOf(child: Child, session: NodeSession, daemon: Daemon): Promise<NodeExit> {
  const exit = await new Promise<NodeExit>((resolve) => {
    child.once("error", (error) => resolve(notStarted(error)));
    child.once("exit", (code, signal) => resolve(exitOf(code, signal)));
  });
  await leftovers(child, session);
  daemon.dismiss(session);
  // Processes that the node left behind may hold its pipes, and nobody waits for them.
  signalGroup(child, "SIGKILL");
  return exit;
}

/**
 * What the node said last may still be on its way when it has ended. Messages that wait for room in a queue with
 * back-pressure are not lost, however long that takes.
 */
async function leftovers({ stdout, stderr }: Child, session: NodeSession): Promise<void> {
  const pipes = [stdout, stderr].map(
    (pipe) => new Promise<void>((resolve) => (pipe.closed ? resolve() : pipe.once("close", resolve))),
  );
  const everything = Promise.all([...pipes, session.drained()]);
  do {
    try {
      await withDeadline(everything, { timeoutMs: leftoverMs });
      return;
    } catch {
      // Whoever the node has left behind may hold its pipes for ever.
    }
  } while (session.held > 0);
  stdout.destroy();
  stderr.destroy();
}

function notStarted(error: unknown): NodeExit {
  const why = error instanceof Error ? error.message : String(error);
  return { ok: false, error: `could not be started: ${why}`, cause: error };
}

function exitOf(code: number | null, signal: NodeJS.Signals | null): NodeExit {
  if (code === 0) return { ok: true };
  if (signal !== null) return { ok: false, error: `was ended by ${signal}`, signal };
  return { ok: false, error: `exited with code ${code}`, exitCode: code ?? -1 };
}

const hasGroups = process.platform !== "win32";

function signalGroup(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (hasGroups) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended meanwhile, and so has everybody in its group.
  }
}
