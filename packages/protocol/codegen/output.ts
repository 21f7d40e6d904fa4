import type { DescMessage } from "@bufbuild/protobuf";
import type { GeneratedFile, Printable } from "@bufbuild/protoplugin";

/** What is generated for a message: functions, and for some a codec made of them. */
type Part = "new" | "read" | "write" | "codec";

/** A file that is being written, line by line. */
export class Output {
  readonly file: GeneratedFile;

  constructor(file: GeneratedFile) {
    this.file = file;
  }

  line(...parts: readonly Printable[]): void {
    this.file.print(...parts);
  }

  /** A name from our sources; generated folders lie two levels below them. */
  runtime(name: string, module: string, kind: "type" | "value" = "value"): Printable {
    return this.file.import(name, `./../../${module}.js`, kind === "type");
  }

  /** The type of a message. */
  shape(message: DescMessage): Printable {
    return this.file.importShape(message).toTypeOnly();
  }

  /** What a part of a message is called. */
  own(part: Part, message: DescMessage): string {
    const { name } = this.file.importShape(message);
    return part === "codec" ? `${name}Codec` : `${part}${name}`;
  }

  /** The same, imported where it is in another file. */
  fn(part: Part, message: DescMessage): Printable {
    return this.file.import(this.own(part, message), `./${message.file.name}_codec.js`);
  }
}
