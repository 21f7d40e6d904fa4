import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { checkOneOf, checkOptions } from "@millrace/protocol";
import { FunctionError } from "../../errors.ts";
import { bundleFunction, entryOfSource } from "./bundle.ts";
import { codeOf } from "./code-of.ts";
import { copySource } from "./copy-source.ts";
import { dockerfile, dockerignore, imageOptionNames, imageSettings, type ImageOptions } from "./dockerfile.ts";
import { writeImageLayout } from "./oci-layout.ts";
import { manifestOf } from "./requirements.ts";

export interface BuildOptions extends ImageOptions {
  /** Where the function's source lies. */
  readonly folder: string;
  /** `module.sub:function`, or `function` alone for `main` or the only file of code. */
  readonly handler: string;
  /** In the same forms. */
  readonly initFunction?: string;
  /** The one file of code, relative to the folder, where the source is one. */
  readonly codeFile?: string;
  /** Where the result goes. What an earlier build left there is replaced, anything else stays. */
  readonly outDir: string;
  /**
   * Whether function and runtime become one bundle, which needs the optional package `esbuild`. Default true. Without
   * it the source is copied, the image installs this package from npm, and there is no image layout.
   */
  readonly bundle?: boolean;
  /** A folder with the base image as an OCI image layout; its layers come below ours. Default: ours alone. */
  readonly baseLayout?: string;
  /** Of the image layout. Default: that of `baseLayout`, else `"amd64"`. */
  readonly architecture?: "amd64" | "arm64";
}

/** What a build left in its folder; paths are absolute. */
export interface BuildResult {
  /** The build context: `docker build` takes it as it is. */
  readonly context: string;
  readonly dockerfile: string;
  /** The bundle's entry, or the one that starts the copied source: `node index.mjs serve`. */
  readonly entry: string;
  /** The OCI image layout. Absent where only a container engine can make the image; see `layoutOmitted`. */
  readonly layout?: string;
  /** `sha256:…` of the layout's manifest: the same input gives the same digest. */
  readonly digest?: string;
  /** Why there is no layout. */
  readonly layoutOmitted?: string;
}

const ownNames = ["folder", "handler", "initFunction", "codeFile", "outDir", "bundle", "baseLayout", "architecture"];

/**
 * Makes an image of a function, without a container engine: a bundle, a Dockerfile with everything that it copies, and,
 * where nothing has to run inside the image to complete it, the image itself as an OCI image layout.
 *
 * The image runs as uid 8877, serves on port 8080 when it is started plainly, and runs the function once when it is
 * started with `job --parameters JSON`.
 *
 * @throws `FUNCTION_INVALID_BUILD`, `FUNCTION_ESBUILD_MISSING`, `FUNCTION_BUNDLE_FAILED`, `FUNCTION_INVALID_LAYOUT`,
 *   `FUNCTION_INVALID_HANDLER`, `FUNCTION_NOT_LOADED`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export async function buildFunction(options: BuildOptions): Promise<BuildResult> {
  checkOptions(options, [...ownNames, ...imageOptionNames], "buildFunction");
  const { folder, outDir, bundle = true, architecture = "amd64" } = options;
  checkOneOf(architecture, "architecture", "buildFunction", ["amd64", "arm64"]);
  const settings = imageSettings(options);
  const code = await codeOf(options);
  const context = path.resolve(outDir);
  if (isInside(path.resolve(folder), context)) {
    throw new FunctionError("FUNCTION_INVALID_BUILD", `'outDir' ${context} may not contain the source or be it`);
  }
  const files = bundle ? await bundleFunction(code, settings) : [entryOfSource(code)];

  const app = path.join(context, "app");
  const layout = path.join(context, "image");
  await Promise.all([app, layout].map((made) => rm(made, { recursive: true, force: true })));
  await mkdir(app, { recursive: true });
  if (!bundle) await copySource(code.folder, path.join(app, "source"), context);
  await Promise.all(files.map(({ name, bytes }) => writeFile(path.join(app, name), bytes)));
  await writeFile(path.join(context, "Dockerfile"), dockerfile(settings, { bundled: bundle }));
  await writeFile(path.join(context, ".dockerignore"), dockerignore);
  await writeFile(path.join(context, "package.json"), manifestOf(settings.requirements, { bundled: bundle }));

  const made = { context, dockerfile: path.join(context, "Dockerfile"), entry: path.join(app, "index.mjs") };
  const layoutOmitted = whyNoLayout(settings, bundle);
  if (layoutOmitted !== undefined) return { ...made, layoutOmitted };
  const digest = await writeImageLayout(layout, files, {
    settings,
    ...(options.baseLayout !== undefined && { baseLayout: options.baseLayout }),
    ...(options.architecture !== undefined && { architecture: options.architecture }),
  });
  return { ...made, layout, digest };
}

function whyNoLayout({ requirements, instructions }: ReturnType<typeof imageSettings>, bundle: boolean) {
  if (!bundle) return "the source is not bundled, so the image installs this package from npm";
  if (requirements.length > 0) return "requirements are installed by npm inside the image";
  return instructions.length > 0 ? "instructions run inside the image" : undefined;
}

const isInside = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(outer + path.sep);
