/** One message of STOMP 1.2. */
export interface StompFrame {
  readonly command: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\r": "\\r", "\n": "\\n", ":": "\\c" };
const escape = (text: string): string => text.replaceAll(/[\\\r\n:]/g, (character) => escapes[character] ?? character);
const unescape = (text: string): string =>
  text.replaceAll(/\\[\\rnc]/g, (pair) => Object.keys(escapes).find((one) => escapes[one] === pair) ?? pair);

/** The frame that opens a conversation is the one whose headers are not escaped. */
export function stompText({ command, headers, body }: StompFrame): string {
  const text = command === "CONNECT" ? (one: string): string => one : escape;
  const lines = Object.entries(headers).map(([name, value]) => `${text(name)}:${text(value)}`);
  return [command, ...lines, "", `${body}\0`].join("\n");
}

/** The frames of a WebSocket message; what is none, as the line breaks between them, is left out. */
export function stompFrames(message: string): StompFrame[] {
  return message.split("\0").flatMap((text) => {
    const [, command, head, body] = /^\s*([A-Z]+)\r?\n((?:[^\r\n]+\r?\n)*)\r?\n([\s\S]*)$/.exec(text) ?? [];
    if (command === undefined || head === undefined || body === undefined) return [];
    const headers: Record<string, string> = {};
    for (const line of head.split(/\r?\n/)) {
      const end = line.indexOf(":");
      const name = unescape(line.slice(0, end));
      // Of a header that comes twice, the first counts.
      if (end > 0) headers[name] ??= unescape(line.slice(end + 1));
    }
    return [{ command, headers, body }];
  });
}
