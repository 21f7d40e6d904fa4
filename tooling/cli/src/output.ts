import { styleText } from "node:util";

/** What a command writes to: `process.stdout` and `process.stderr`, or fakes in tests. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Where a command's output goes. */
export interface CommandOutput {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

export type TextStyle = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Styles a text if the stream that it is for shows colours. */
export type Styler = (style: TextStyle, text: string) => string;

/** Colours are for terminals whose user did not refuse them. */
export function stylerFor(stream: OutputStream, refused: boolean): Styler {
  const colored = stream.isTTY === true && !refused;
  return (style, text) => (colored ? styleText(style, text, { validateStream: false }) : text);
}
