import { Console } from "node:console";
import process from "node:process";

/** Until it is disposed, what code in this process prints goes to standard error: the answer is the command's own. */
export function consoleToStderr(): Disposable {
  const before = globalThis.console;
  globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr, ignoreErrors: true });
  return {
    [Symbol.dispose]: () => {
      globalThis.console = before;
    },
  };
}
