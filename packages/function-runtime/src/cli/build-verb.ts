import type { MillraceCommand } from "@millrace/tooling-cli";
import { flag, nodeVersionOf, nodeVersionOption, text, texts } from "./shared-options.ts";
import { functionTarget, targetArgument } from "./target.ts";

export function addBuildVerb(command: MillraceCommand): void {
  command.verb({
    name: "build",
    summary: "Make an image of a function: bundle, Dockerfile and OCI layout, without a container engine",
    arguments: { function: targetArgument },
    options: {
      out: { ...text("Where to write it", "folder"), short: "o", default: "build" },
      initFunction: text("The function of the file that runs once before the first call", "name"),
      baseImage: text("The image to start from. Default: node:<version>-slim", "image"),
      baseLayout: text("A folder with that image as an OCI layout, to put its layers below", "folder"),
      requirement: texts("A package that is installed in the image, as npm names it; may be repeated", "specifier"),
      instruction: texts("A shell line that runs while the image is built; may be repeated", "line"),
      copySource: flag("Copy the source instead of bundling it, which needs no esbuild"),
      architecture: { type: "string", summary: "Of the layout. Default: amd64", choices: ["amd64", "arm64"] },
      nodeVersion: nodeVersionOption,
    },
    examples: [
      "millrace-function build greet.ts:greet --out build",
      "docker build -t greet build && docker run -p 8080:8080 greet",
    ],
    run: async ({ arguments: { function: target }, options, print, note }) => {
      const { out, initFunction, baseImage, baseLayout, requirement, instruction, copySource, architecture } = options;
      const { folder, codeFile, name } = await functionTarget(target);
      const { buildFunction } = await import("../embedded/build/build-function.ts");
      const result = await buildFunction({
        folder,
        codeFile,
        handler: name,
        outDir: out,
        nodeVersion: nodeVersionOf(options.nodeVersion),
        requirements: requirement,
        instructions: instruction,
        bundle: !copySource,
        ...(initFunction === undefined ? {} : { initFunction }),
        ...(baseImage === undefined ? {} : { baseImage }),
        ...(baseLayout === undefined ? {} : { baseLayout }),
        ...(architecture === undefined ? {} : { architecture: architecture as "amd64" | "arm64" }),
      });
      print(`wrote ${result.dockerfile}`);
      if (result.layout !== undefined) print(`wrote ${result.layout} (${result.digest ?? ""})`);
      if (result.layoutOmitted !== undefined)
        note(`no image layout: ${result.layoutOmitted}; docker build makes the image`);
      return { json: result };
    },
  });
}
