import { FunctionError } from "../../errors.ts";
import type { ImageFile } from "./bundle.ts";

const blockBytes = 512;
const encoder = new TextEncoder();

/**
 * A ustar archive that has nothing of the machine or the hour: names in order, times zero. All belongs to root, who does
 * not run it, and may be read by everybody.
 *
 * @param folder where the files go, without a slash at its start: `function`.
 */
export function tar(files: readonly ImageFile[], folder: string): Uint8Array {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const folders = [...new Set([folder, ...sorted.flatMap(({ name }) => parents(`${folder}/${name}`))])].toSorted();
  const parts: Uint8Array[] = folders.map((name) => header(`${name}/`, { size: 0, mode: 0o755, type: "5" }));
  for (const { name, bytes } of sorted) {
    parts.push(header(`${folder}/${name}`, { size: bytes.length, mode: 0o644, type: "0" }));
    parts.push(bytes, new Uint8Array((blockBytes - (bytes.length % blockBytes)) % blockBytes));
  }
  parts.push(new Uint8Array(2 * blockBytes));
  return Buffer.concat(parts);
}

const parents = (name: string): string[] =>
  name.split("/").flatMap((_, index, all) => (index === 0 ? [] : [all.slice(0, index).join("/")]));

interface Entry {
  readonly size: number;
  readonly mode: number;
  readonly type: "0" | "5";
}

function header(name: string, { size, mode, type }: Entry): Uint8Array {
  const block = new Uint8Array(blockBytes);
  const put = (text: string, at: number): void => block.set(encoder.encode(text), at);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");
  const [prefix, rest] = split(name);
  put(rest, 0);
  put(octal(mode, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(0, 11), 136);
  put(" ".repeat(8), 148);
  put(type, 156);
  put("ustar\u000000", 257);
  put(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\0 `, 148);
  return block;
}

/** A name of more than 100 bytes is cut at a slash: up to 155 bytes before it, up to 100 behind. */
function split(name: string): readonly [prefix: string, rest: string] {
  const length = (text: string): number => encoder.encode(text).length;
  if (length(name) <= 100) return ["", name];
  for (let at = name.indexOf("/"); at > 0; at = name.indexOf("/", at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (rest !== "" && length(rest) <= 100 && length(prefix) <= 155) return [prefix, rest];
  }
  throw new FunctionError("FUNCTION_INVALID_BUILD", `the name ${name} is too long for an image's layer`);
}
