import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";
import type { OutputStream, OutputTaker } from "../internal/output-patch.ts";
import type { StageContext } from "../stage-context.ts";

/** Longer lines are written in pieces, so that a stage that never ends a line cannot fill the memory. */
const longestLine = 64 * 1024;

/** Turns what one stage prints into log records, a line each. */
export class StageOutput implements OutputTaker {
  readonly write?: NonNullable<OutputTaker["write"]>;
  readonly #stage: StageContext;
  readonly #lines: Readonly<Record<OutputStream, LineBuffer>>;
  #console: Console | undefined;

  constructor(stage: StageContext, stdio: boolean) {
    this.#stage = stage;
    const lines = (stream: OutputStream): LineBuffer => new LineBuffer((line) => this.#log(stream, line));
    this.#lines = { stdout: lines("stdout"), stderr: lines("stderr") };
    if (stdio) this.write = (stream, chunk, encoding) => this.#lines[stream].write(chunk, encoding);
  }

  /** Of this stage alone, so that groups, counters and timers of other stages do not show in its lines. */
  get console(): Console {
    const sink = (stream: OutputStream): NodeJS.WritableStream =>
      ({ write: (text: string) => this.#lines[stream].write(text) }) as unknown as NodeJS.WritableStream;
    return (this.#console ??= new (process.getBuiltinModule("node:console").Console)({
      stdout: sink("stdout"),
      stderr: sink("stderr"),
      ignoreErrors: false,
      colorMode: false,
    }));
  }

  flush(): void {
    this.#lines.stdout.flush();
    this.#lines.stderr.flush();
  }

  #log(stream: OutputStream, line: string): void {
    this.#stage.logger[stream === "stdout" ? "info" : "warn"]({ stream }, line);
  }
}

class LineBuffer {
  readonly #emit: (line: string) => void;
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";

  constructor(emit: (line: string) => void) {
    this.#emit = emit;
  }

  write(chunk: string | Uint8Array, encoding: BufferEncoding = "utf8"): boolean {
    const text = typeof chunk === "string" && !isBinary(encoding) ? chunk : this.#decode(chunk, encoding);
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#line(line);
    while (this.#rest.length > longestLine) {
      this.#line(this.#rest.slice(0, longestLine));
      this.#rest = this.#rest.slice(longestLine);
    }
    return true;
  }

  flush(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = "";
    if (rest !== "") this.#line(rest);
  }

  /** Colours are for terminals, and a record is one line. */
  #line(line: string): void {
    this.#emit(stripVTControlCharacters(line).replace(/\r$/, ""));
  }

  #decode(chunk: string | Uint8Array, encoding: BufferEncoding): string {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : Buffer.from(chunk);
    return this.#decoder.write(bytes);
  }
}

const isBinary = (encoding: string): boolean => /^(hex|base64|base64url)$/i.test(encoding);
