import { Edition } from "@bufbuild/protobuf/wkt";
import type { DescField, DescFile, DescMessage } from "@bufbuild/protobuf";

/** The named messages, and those that the named services take and give. */
export function rootsOf(files: readonly DescFile[], names: readonly string[]): ReadonlySet<DescMessage> {
  const messages = files.flatMap((file) => file.messages);
  const services = files.flatMap((file) => file.services);
  const roots = names.flatMap((name) => {
    const message = messages.find(({ typeName }) => typeName === name);
    if (message !== undefined) return [message];
    const service = services.find(({ typeName }) => typeName === name);
    if (service === undefined) throw new Error(`fast=${name} is neither a service nor a message at the top of a file`);
    return service.methods.flatMap(({ input, output }) => [input, output]);
  });
  return new Set(roots);
}

/** The messages, and all that occur in them. */
export function closureOf(roots: ReadonlySet<DescMessage>): readonly DescMessage[] {
  const found = new Set(roots);
  // The set grows while it is read.
  for (const message of found) {
    for (const field of message.fields) {
      checkSupported(field);
      if (field.message !== undefined) found.add(field.message);
    }
  }
  return [...found];
}

/** These have a form of their own in protobuf-es. */
const stored = ["google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue"];

/** What Numaflow and Temporal do not use is not written; it must not pass unseen either. */
function checkSupported(field: DescField): void {
  const reasons = {
    "a file that is not proto3": field.parent.file.edition !== Edition.EDITION_PROTO3,
    "a group": "delimitedEncoding" in field && field.delimitedEncoding,
    "a message with a form of its own": field.message !== undefined && stored.includes(field.message.typeName),
  };
  const reason = Object.entries(reasons).find(([, applies]) => applies)?.[0];
  if (reason !== undefined) throw new Error(`no fast codec for ${String(field)}: ${reason}`);
}
