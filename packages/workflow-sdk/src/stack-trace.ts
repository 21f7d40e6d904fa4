import { fileURLToPath } from "node:url";

/** The folder of this package's modules, in the two forms in which stack traces name it. */
const ownUrl: string = new URL(".", import.meta.url).href;
const ownFolder: string = fileURLToPath(ownUrl);

const ofPlatform = /\((?:node:|<anonymous>|native)|^\s+at (?:async )?node:|[\\/]@millrace[\\/]/;

/**
 * A stack trace without what lies below the user's code: the frames of this package that called it, and those of the
 * platform beneath. Frames between the user's own stay.
 */
export function cutStack(stack: string): string {
  const lines = stack.split("\n");
  const last = lines.findLastIndex((line) => !isOwn(line) && !ofPlatform.test(line));
  const below = lines.slice(last + 1);
  return below.some(isOwn) ? lines.slice(0, last + 1).join("\n") : stack;
}

function isOwn(line: string): boolean {
  return line.includes(ownUrl) || line.includes(ownFolder);
}
