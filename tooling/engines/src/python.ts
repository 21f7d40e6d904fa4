import { join } from "node:path";
import { cached } from "./cached.ts";
import { must, run } from "./command.ts";
import { EngineError } from "./engine-error.ts";

/** A Python version by its first two numbers. */
export type PythonVersion = readonly [major: number, minor: number];

const requirePython = async (minimum: PythonVersion): Promise<{ command: string; version: string }> => {
  for (const command of ["python3", "python"]) {
    const { code, stdout } = await run(command, ["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"]);
    const version = stdout.trim();
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (code === 0 && major === minimum[0] && minor >= minimum[1]) return { command, version };
  }
  throw new EngineError("ENGINE_TOOLCHAIN_MISSING", `needs Python ${minimum.join(".")} or newer on the PATH`);
};

/**
 * A Python with exactly these packages (`name==version`) and what they need.
 *
 * @param minimum the oldest Python that they support; default 3.10
 * @param withoutWheel names of those, also among what they need, that are published as sources only; pure Python
 * @returns the path of its interpreter
 * @throws EngineError `ENGINE_TOOLCHAIN_MISSING` without Python, `ENGINE_COMMAND_FAILED` when they cannot be installed
 */
export const pythonWith = async (
  name: string,
  packages: readonly string[],
  minimum: PythonVersion = [3, 10],
  withoutWheel: readonly string[] = [],
): Promise<string> => {
  const { command, version } = await requirePython(minimum);
  const folder = await cached({
    name,
    key: [version, ...packages, ...withoutWheel].join("\n"),
    install: async (home) => {
      await must(command, ["-m", "venv", home]);
      const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"];
      if (withoutWheel.length > 0) pip.push(`--no-binary=${withoutWheel.join(",")}`);
      await must(join(home, "bin", "python"), [...pip, ...packages]);
    },
  });
  return join(folder, "bin", "python");
};
