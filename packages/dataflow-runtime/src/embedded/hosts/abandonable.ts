import type { NodeExit, NodeLife } from "../node-host.ts";

/** Code of this thread cannot be ended from outside: after the grace its life is over, whatever it still does. */
export function abandonable(exit: Promise<NodeExit>): NodeLife {
  let abandon: (exit: NodeExit) => void = () => undefined;
  const abandoned = new Promise<NodeExit>((resolve) => (abandon = resolve));
  const error = "did not stop within the grace, and code of this thread cannot be killed";
  return {
    ended: Promise.race([exit, abandoned]),
    terminate: () => undefined,
    kill: () => abandon({ ok: false, error }),
  };
}
