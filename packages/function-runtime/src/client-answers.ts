const linesType = "application/x-ndjson";

const mediaTypeOf = ({ headers }: Response): string => (headers.get("content-type") ?? "").replace(/;.*$/, "").trim();

/** What a function returned, by the type that its service says. */
export async function readWhole(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const mediaType = mediaTypeOf(response);
  if (mediaType === "application/json" || mediaType.endsWith("+json")) return response.json();
  if (mediaType === linesType) return valuesOf(await response.text());
  return mediaType.startsWith("text/") ? response.text() : new Uint8Array(await response.arrayBuffer());
}

const valuesOf = (lines: string): unknown[] =>
  lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));

/** The pieces of a stream: values from lines of JSON, text, or bytes. */
export async function* readPieces(response: Response): AsyncGenerator<unknown, void, undefined> {
  if (response.body === null) return;
  const mediaType = mediaTypeOf(response);
  if (mediaType === linesType) yield* valuesOfLines(textOf(response.body));
  else if (mediaType.startsWith("text/")) yield* textOf(response.body);
  else yield* response.body;
}

async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

async function* valuesOfLines(chunks: AsyncIterable<string>): AsyncGenerator<unknown, void, undefined> {
  let begun = "";
  for await (const chunk of chunks) {
    const lines = (begun + chunk).split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield JSON.parse(line);
  }
  if (begun !== "") yield JSON.parse(begun);
}
