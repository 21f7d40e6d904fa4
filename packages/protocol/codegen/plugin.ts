import type { DescFile, DescMessage, DescService } from "@bufbuild/protobuf";
import { createEcmaScriptPlugin, type Plugin, type Schema } from "@bufbuild/protoplugin";
import { closureOf, rootsOf } from "./closure.ts";
import { Output } from "./output.ts";
import { printNew, printRead } from "./print-read.ts";
import { printWrite } from "./print-write.ts";

interface Options {
  /** Full names of services and messages. */
  readonly fast: readonly string[];
}

/** Writes straight-line functions that read and write chosen messages: `x_codec.ts` beside the `x_pb.ts` of protobuf-es. */
export const codecPlugin: Plugin = createEcmaScriptPlugin<Options>({
  name: "protoc-gen-codec",
  version: "v1",
  parseOptions: (raw) => ({
    fast: raw.map(({ key, value }) => {
      if (key !== "fast" || value === "") throw new Error(`unknown option '${key}=${value}'; known: fast=<full name>`);
      return value;
    }),
  }),
  generateTs: generate,
});

function generate(schema: Schema<Options>): void {
  const roots = rootsOf(schema.allFiles, schema.options.fast);
  const messages = closureOf(roots);
  for (const file of schema.allFiles) {
    const own = messages.filter((message) => message.file === file);
    const services = file.services.filter((service) => typesOf(service, roots).length > 0);
    if (own.length + services.length > 0) generateFile(schema, file, own, services, roots);
  }
}

function generateFile(
  schema: Schema<Options>,
  file: DescFile,
  messages: readonly DescMessage[],
  services: readonly DescService[],
  roots: ReadonlySet<DescMessage>,
): void {
  const generated = schema.generateFile(`${file.name}_codec.ts`);
  generated.preamble(file);
  const out = new Output(generated);
  for (const message of messages) {
    printNew(out, message);
    printRead(out, message);
    printWrite(out, message);
    if (roots.has(message)) printCodec(out, message);
  }
  for (const service of services) printCodecs(out, service, typesOf(service, roots));
}

/** The messages that a service's methods take and give, as far as they get codecs. */
function typesOf(service: DescService, roots: ReadonlySet<DescMessage>): readonly DescMessage[] {
  const used = service.methods.flatMap(({ input, output }) => [input, output]);
  return [...new Set(used)].filter((message) => roots.has(message));
}

function printCodec(out: Output, message: DescMessage): void {
  const type = out.runtime("MessageCodec", "wire-codec", "type");
  const create = out.runtime("generatedCodec", "codec/generated-codec");
  const schema = out.file.importSchema(message);
  out.line(["/** The fast codec of `", message.typeName, "`. */"]);
  out.line(
    ["export const ", out.own("codec", message), ": ", type, "<", out.shape(message), "> = /* @__PURE__ */ "],
    [create, "(", schema, ", ", out.fn("write", message), ", ", out.fn("read", message), ");"],
  );
  out.line();
}

function printCodecs(out: Output, service: DescService, messages: readonly DescMessage[]): void {
  const codecs = out.runtime("MessageCodecs", "wire-codec", "type");
  const codec = out.runtime("MessageCodec", "wire-codec", "type");
  out.line(["/** The fast codecs of the messages of `", service.typeName, "`. */"]);
  out.line(
    ["export const ", service.name, "Codecs: ", codecs, " = "],
    ["/* @__PURE__ */ new Map<string, ", codec, "<", out.file.runtime.Message.toTypeOnly(), ">>(["],
  );
  for (const message of messages) {
    out.line(["  [", out.file.string(message.typeName), ", ", out.fn("codec", message), "],"]);
  }
  out.line(["]);"]);
  out.line();
}
