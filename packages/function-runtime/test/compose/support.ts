/** Content as text, at once or piece by piece. */
export async function textOf(content: string | Uint8Array | AsyncIterable<string | Uint8Array>): Promise<string> {
  if (typeof content === "string" || content instanceof Uint8Array) return Buffer.from(content).toString();
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
