import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { cached } from "./cached.ts";
import { must, run } from "./command.ts";
import { EngineError } from "./engine-error.ts";

/** The oldest Go that builds everything here. A newer `go` line in a module is not downloaded. */
const minimum = [1, 26] as const;
const flags = ["-trimpath", "-ldflags=-s -w"];
// An engine of thousands of packages takes a quarter of an hour on two cores that are busy.
const timeoutMs = 45 * 60_000;
// No C compiler, and no toolchain that comes over the net in the middle of a build.
const env = { CGO_ENABLED: "0", GOTOOLCHAIN: "local", GOFLAGS: "" };

const requireGo = async (): Promise<string> => {
  const { code, stdout } = await run("go", ["env", "GOVERSION"]);
  const version = stdout.trim();
  const [major = 0, minor = 0] = version.replace("go", "").split(".").map(Number);
  const enough = major > minimum[0] || (major === minimum[0] && minor >= minimum[1]);
  if (code === 0 && enough) return version;
  throw new EngineError(
    "ENGINE_TOOLCHAIN_MISSING",
    `needs Go ${minimum.join(".")} or newer on the PATH; found ${code === 0 ? version : "none"}`,
  );
};

/**
 * Brings a command from a Go module and gives the path of its binary.
 *
 * @throws EngineError `ENGINE_TOOLCHAIN_MISSING` without Go, `ENGINE_COMMAND_FAILED` when it cannot be built
 */
export const goCommand = async (path: string, version: string): Promise<string> => {
  const go = await requireGo();
  const name = path.split("/").at(-1) ?? path;
  const folder = await cached({
    name,
    key: `${go} ${path}@${version}`,
    install: async (home) => {
      await must("go", ["install", ...flags, `${path}@${version}`], { env: { ...env, GOBIN: home }, timeoutMs });
    },
  });
  return join(folder, name);
};

/** Everything of a module that decides what is built. */
const sourcesOf = async (module: string): Promise<string> => {
  const names = (await readdir(module, { recursive: true })).filter((name) => /\.(go|mod|sum)$/.test(name)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(module, name), "utf8")));
  return names.map((name, index) => `${name}\n${texts[index]}`).join("\n");
};

/**
 * Builds a Go program that lies in this repository, with the versions that its `go.sum` pins.
 *
 * @param command the package to build; default the module's own root. A command of a module that only `go.mod` requires
 *   is built so where `go install` is refused the list of its versions.
 * @returns the path of the binary
 * @throws EngineError `ENGINE_TOOLCHAIN_MISSING` without Go, `ENGINE_COMMAND_FAILED` when it cannot be built
 */
export const goProgram = async (name: string, module: string, command = "."): Promise<string> => {
  const go = await requireGo();
  const folder = await cached({
    name,
    key: `${go}\n${await sourcesOf(module)}`,
    install: async (home) => {
      await must("go", ["build", ...flags, "-o", join(home, name), command], { cwd: module, env, timeoutMs });
    },
  });
  return join(folder, name);
};

/**
 * The folder of a Go module's sources.
 *
 * @throws EngineError `ENGINE_TOOLCHAIN_MISSING` without Go, `ENGINE_COMMAND_FAILED` when it cannot be had
 */
export const goModule = async (path: string, version: string): Promise<string> => {
  await requireGo();
  const answer = await must("go", ["mod", "download", "-json", `${path}@${version}`], { env });
  return (JSON.parse(answer) as { Dir: string }).Dir;
};
