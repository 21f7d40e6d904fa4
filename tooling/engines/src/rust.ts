import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { cached } from "./cached.ts";
import { must, run } from "./command.ts";
import { EngineError } from "./engine-error.ts";

const requireCargo = async (): Promise<string> => {
  const { code, stdout } = await run("cargo", ["--version"]);
  if (code === 0) return stdout.trim();
  throw new EngineError("ENGINE_TOOLCHAIN_MISSING", "needs Rust 1.85 or newer, with cargo, on the PATH");
};

/**
 * Builds a Rust program that lies in this repository, with the versions that its `Cargo.lock` pins. Takes minutes once.
 *
 * @returns the path of the binary
 * @throws EngineError `ENGINE_TOOLCHAIN_MISSING` without cargo, `ENGINE_COMMAND_FAILED` when it cannot be built
 */
export const rustProgram = async (name: string, crate: string): Promise<string> => {
  const cargo = await requireCargo();
  const names = ["Cargo.toml", "Cargo.lock", ...(await readdir(join(crate, "src"))).map((file) => join("src", file))];
  const texts = await Promise.all(names.map((file) => readFile(join(crate, file), "utf8")));
  const folder = await cached({
    name,
    key: [cargo, ...texts].join("\n"),
    install: async (home) => {
      await must("cargo", ["build", "--release", "--locked", "--target-dir", home], {
        cwd: crate,
        timeoutMs: 1_800_000,
      });
    },
  });
  return join(folder, "release", name);
};
