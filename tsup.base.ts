import { defineConfig, type Options } from "tsup";

/** One build for all packages: ESM only (a CommonJS copy would split class identity), types rolled up per entry. */
export const library = (entry: Record<string, string>, own: Options = {}): ReturnType<typeof defineConfig> =>
  defineConfig({
    entry,
    format: ["esm"],
    target: "node22",
    platform: "node",
    dts: true,
    clean: true,
    splitting: true,
    sourcemap: true,
    ...own,
  });
