import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { pythonWith, run, type CommandResult } from "@millrace/tooling-engines";

export const doraVersion = "1.1.0";

/** A dataflow file as a plain object; JSON is YAML, so it is written as that. */
export interface Flow {
  readonly nodes: readonly FlowNode[];
  readonly [key: string]: unknown;
}

export interface FlowNode {
  readonly id: string;
  readonly path: string;
  readonly args?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly string[];
  readonly [key: string]: unknown;
}

/** dora's command and its Python, from their wheels. */
export interface Dora {
  /** Runs `dora <args>` in a folder that holds `flow.yml`. */
  readonly command: (args: readonly string[], flow: Flow, options?: DoraOptions) => Promise<CommandResult>;
  /** `PATH` and the other variables with which dora, its Python and this Node are found. */
  readonly env: Readonly<Record<string, string>>;
  readonly python: string;
}

export interface DoraOptions {
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export const bringDora = async (): Promise<Dora> => {
  const packages = [`dora-rs-cli==${doraVersion}`, `dora-rs==${doraVersion}`];
  const python = await pythonWith("dora", packages, [3, 11]);
  const places = [dirname(python), dirname(process.execPath), process.env["PATH"] ?? ""];
  const env = { PATH: places.join(delimiter), RUST_BACKTRACE: "0", PYTHONDONTWRITEBYTECODE: "1" };
  return {
    python,
    env,
    command: async (args, flow, { timeoutMs = 120_000, env: more = {} } = {}) => {
      const folder = await mkdtemp(join(tmpdir(), "millrace-dora-"));
      try {
        await writeFile(join(folder, "flow.yml"), JSON.stringify(flow, null, 2));
        return await run("dora", args, { cwd: folder, env: { ...env, ...more }, timeoutMs });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
};

const here = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** A node of `nodes/`, run from its source. */
export const ours = (name: string, ...args: readonly string[]): Pick<FlowNode, "path" | "args"> => ({
  path: "node",
  args: ["--conditions=@millrace/source", here(`nodes/${name}.ts`), ...args].join(" "),
});

/** A node of `python/`. */
export const theirs = (name: string, ...args: readonly string[]): Pick<FlowNode, "path" | "args"> => ({
  path: here(`python/${name}.py`),
  args: args.join(" "),
});
