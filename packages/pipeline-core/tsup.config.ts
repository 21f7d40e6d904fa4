import { readFile } from "node:fs/promises";
// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

type Options = NonNullable<Parameters<typeof library>[1]>;

const entries = { index: "src/index.ts", testing: "src/testing.ts" };

/**
 * All of dist is to stay below 300 KB. Pages, graphs and commands are drawn by code in which no user's stack begins or
 * ends: its names are shortened, and so are the style and the script that every page contains. The names of all else
 * stay, because they are in the stacks that users read.
 */
const thinDrawing: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "thin-drawing",
  setup: (build) => {
    build.onLoad(
      {
        filter:
          /(tooling[\\/](report|cli)[\\/]src|pipeline-core[\\/]src[\\/](cli|summary|graph-view))[\\/].+\.ts$|[\\/](describe|preview|progress-view|event-records|stage-output)\.ts$/,
      },
      async ({ path }) => {
        let source = await readFile(path, "utf8");
        const loader = /[\\/]html[\\/]style\.ts$/.test(path) ? "css" : "js";
        if (loader === "css" || /[\\/]html[\\/]script\.ts$/.test(path)) {
          const [start, end] = [source.indexOf("`") + 1, source.lastIndexOf("`")];
          const { code } = await build.esbuild.transform(source.slice(start, end), { loader, minify: true });
          source = source.slice(0, start) + code.trim().replaceAll(/[\\`$]/g, String.raw`\$&`) + source.slice(end);
        }
        const { code } = await build.esbuild.transform(source, {
          loader: "ts",
          format: "esm",
          minifyIdentifiers: true,
        });
        return { contents: code };
      },
    );
  },
};

export default library(
  { ...entries, cli: "src/cli.ts" },
  {
    dts: { entry: entries },
    // No maps and no indentation. Lines are short, because Node prints the line that threw above an uncaught error.
    sourcemap: false,
    esbuildPlugins: [thinDrawing],
    esbuildOptions: (options) => {
      options.minifyWhitespace = true;
      options.minifySyntax = true;
      options.lineLimit = 80;
    },
  },
);
