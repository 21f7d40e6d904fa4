import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Our command as the one file that other SDKs want to start. Disposing removes it. */
export interface OurCommand extends AsyncDisposable {
  readonly path: string;
}

export const ourCommand = async (): Promise<OurCommand> => {
  const folder = await mkdtemp(join(tmpdir(), "millrace-workflow-"));
  const path = join(folder, "millrace-workflow");
  const program = fileURLToPath(new URL("../../../packages/workflow-sdk/src/cli.ts", import.meta.url));
  const quoted = [process.execPath, "--conditions=@millrace/source", program].map((text) => `'${text}'`).join(" ");
  await writeFile(path, `#!/bin/sh\nexec ${quoted} "$@"\n`);
  await chmod(path, 0o755);
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
};
