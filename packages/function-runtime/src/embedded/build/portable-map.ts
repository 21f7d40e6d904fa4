/** What a source map has of interest here. */
interface SourceMap {
  readonly sources: readonly string[];
}

/**
 * A source map without the folders of the machine that made it: a package's file begins with its package, any other
 * with what follows the last `..`. Two machines then make one image.
 */
export function portableMap(bytes: Uint8Array): Uint8Array {
  const map = JSON.parse(new TextDecoder().decode(bytes)) as SourceMap;
  const sources = map.sources.map((source) => {
    const installed = source.lastIndexOf("node_modules/");
    const start = installed >= 0 ? installed : source.lastIndexOf("../") + (source.includes("../") ? 3 : 0);
    return source.slice(Math.max(0, start));
  });
  return new TextEncoder().encode(JSON.stringify({ ...map, sources }));
}
