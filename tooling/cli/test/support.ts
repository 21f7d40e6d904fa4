import type { ExitCode, MillraceCommand, OutputStream, RunCommandOptions } from "../src/index.ts";

/** A stream that keeps what is written to it. */
export interface FakeStream extends OutputStream {
  text: string;
}

function fakeStream(look: Omit<OutputStream, "write"> = {}): FakeStream {
  const stream: FakeStream = {
    ...look,
    text: "",
    write: (text) => {
      stream.text += text;
    },
  };
  return stream;
}

export interface Finished {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command on fake streams; `terminal` makes both of them terminals. */
export async function run(
  command: MillraceCommand,
  line: string,
  options: RunCommandOptions & { readonly terminal?: boolean } = {},
): Promise<Finished> {
  const { terminal = false, ...runOptions } = options;
  const [stdout, stderr] = [fakeStream({ isTTY: terminal, columns: 80 }), fakeStream({ isTTY: terminal, columns: 80 })];
  const argv = line.split(" ").filter((word) => word !== "");
  const code = await command.run(argv, { ...runOptions, output: { stdout, stderr } });
  return { code, stdout: stdout.text, stderr: stderr.text };
}
