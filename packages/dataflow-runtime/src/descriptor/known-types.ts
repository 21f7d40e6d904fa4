import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { parse } from "yaml";

/** The types that dora 1.1.0 knows by itself. */
const standardNames: Readonly<Record<string, string>> = {
  core: "Bool Bytes Float32 Float64 Int8 Int16 Int32 Int64 String UInt8 UInt16 UInt32 UInt64",
  math: "Pose Quaternion Transform Vector3",
  control: "JointState Odometry Twist",
  media: "AudioFrame CompressedImage Image PointCloud",
  vision: "BoundingBox Detection Segmentation",
};

/** URNs of the standard types, and of those that `types/` beside the dataflow declares (`types/mine/v1.yml`: `mine/v1/Name`). */
export async function knownTypes(folder: string): Promise<ReadonlySet<string>> {
  const standard = Object.entries(standardNames).flatMap(([library, names]) =>
    names.split(" ").map((name) => `std/${library}/v1/${name}`),
  );
  return new Set([...standard, ...(await ownTypes(join(folder, "types")))]);
}

async function ownTypes(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = files
    .filter((file) => file.isFile() && file.name.endsWith(".yml"))
    .map(async ({ parentPath, name }) => {
      const library = relative(folder, join(parentPath, name)).slice(0, -".yml".length).replaceAll(sep, "/");
      if (library.startsWith("std/")) return [];
      return namesOf(await readFile(join(parentPath, name), "utf8")).map((type) => `${library}/${type}`);
    });
  return (await Promise.all(found)).flat();
}

/** The names under `types:`; none for what is no type library. */
function namesOf(text: string): readonly string[] {
  let document: unknown;
  try {
    document = parse(text);
  } catch {
    return [];
  }
  const types: unknown =
    typeof document === "object" && document !== null && "types" in document ? document.types : undefined;
  return typeof types === "object" && types !== null ? Object.keys(types) : [];
}
