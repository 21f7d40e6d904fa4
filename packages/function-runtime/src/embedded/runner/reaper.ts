import { spawn, type ChildProcess } from "node:child_process";
import type { Logger } from "@millrace/protocol";

/** What processes have to end by themselves when their runner has died, in seconds. */
const graceSeconds = 2;

/** Remembers groups until its input ends, which it does when the runner ends, however; then kills those that are left. */
const script = `
live=
while read -r sign group; do
  case $sign in
    +) live="$live $group" ;;
    -) rest=; for one in $live; do [ "$one" = "$group" ] || rest="$rest $one"; done; live=$rest ;;
  esac
done
[ -n "$live" ] || exit 0
sleep ${graceSeconds}
for one in $live; do kill -KILL "-$one"; done
`;

/**
 * Ends the processes of runs when their runner is killed. They hear of it themselves, but for a function that never
 * gives its thread back; a shell beside the runner ends those. Windows has no groups to end.
 */
export class Reaper {
  readonly #logger: Logger;
  #shell: ChildProcess | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(group: number): void {
    this.#tell(`+ ${group}\n`);
  }

  /** It has ended, and its number may be somebody else's from now on. */
  remove(group: number): void {
    this.#tell(`- ${group}\n`);
  }

  close(): void {
    this.#shell?.stdin?.end();
  }

  #tell(line: string): void {
    if (process.platform === "win32") return;
    this.#shell ??= this.#start();
    this.#shell.stdin?.write(line);
  }

  #start(): ChildProcess {
    // A group of its own: what ends the runner's group must not end it.
    const shell = spawn("/bin/sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true, env: {} });
    const onError = (error: unknown): void => {
      this.#logger.warn({ error }, "processes of runs may outlive this one if it is killed: there is no /bin/sh");
    };
    shell.once("error", onError);
    shell.stdin.on("error", () => undefined);
    // It waits for the runner, not the runner for it.
    shell.unref();
    (shell.stdin as unknown as { readonly unref?: () => void }).unref?.();
    return shell;
  }
}
