import { FunctionError } from "../errors.ts";

/** Where the code of a function is, told apart by its scheme. */
export type SourceUri =
  | { readonly kind: "local"; readonly path: string }
  | { readonly kind: "git"; readonly url: URL; readonly ref: string | undefined }
  | { readonly kind: "http"; readonly url: URL; readonly zip: boolean }
  | { readonly kind: "store"; readonly path: string; readonly zip: boolean };

const known = "a path, git+https://host/path#ref, https://…, zip+https://…, zip+s3://… or s3://…";

/**
 * @throws `FUNCTION_INVALID_SOURCE` for schemes that sources do not have, and for git sources that git could take for
 *   something else than an address and a ref.
 */
export function parseSourceUri(uri: string): SourceUri {
  const zipped = /^zip\+(?!zip\+)(.+)$/is.exec(uri)?.[1];
  const plain = zipped ?? uri;
  const zip = zipped !== undefined;
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(plain)?.[1]?.toLowerCase();
  switch (scheme) {
    case "http":
    case "https":
      return { kind: "http", url: urlOf(plain, uri), zip };
    case "git":
    case "git+http":
    case "git+https":
      if (!zip) return gitSource(plain, scheme);
      break;
    case "s3":
      return { kind: "store", path: plain, zip };
    case "file":
    case "local":
      if (!zip) throw invalid(uri, `has the scheme '${scheme}:', which sources do not have; give the path alone`);
      break;
    case undefined:
      if (/^[\w.-]+@[\w.-]+:/.test(plain))
        throw invalid(uri, "is an SSH address; write it as git+https://host/path#ref");
      if (uri === "" || uri.includes("\0")) throw invalid(uri, `is no path; a source is ${known}`);
      if (!zip) return { kind: "local", path: uri };
  }
  // An archive lies where the platform put it, whatever it calls that place.
  if (zip && !notSources.has(scheme ?? "")) return { kind: "store", path: plain, zip };
  throw invalid(uri, `has a scheme that sources do not have; a source is ${known}`);
}

const notSources: ReadonlySet<string> = new Set([
  "git",
  "git+http",
  "git+https",
  "s3a",
  "s3n",
  "hf",
  "huggingface",
  "sql",
  "postgresql",
]);

function gitSource(uri: string, scheme: "git" | "git+http" | "git+https"): SourceUri {
  const url = urlOf(uri.replace(/^[^:]*/, scheme === "git+http" ? "http" : "https"), uri);
  const ref = decodeFragment(url.hash.slice(1), uri);
  url.hash = "";
  if (url.hostname === "" || url.hostname.startsWith("-")) throw invalid(uri, "names no host that git could ask");
  if (url.pathname.length < 2) throw invalid(uri, "names no repository");
  if (ref !== "" && !isRef(ref)) throw invalid(uri, `has a fragment that is no branch, tag or commit: '${ref}'`);
  return { kind: "git", url, ref: ref === "" ? undefined : ref };
}

/** The names that git gives to refs, less those that its command line could misread. */
const isRef = (ref: string): boolean =>
  /^[\w][\w./+@#=,-]*$/.test(ref) && !/\.\.|\/\/|@\{|\/$|\.$|\.lock(\/|$)|\/\./.test(ref);

function decodeFragment(fragment: string, uri: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    throw invalid(uri, "has a fragment that is not well encoded");
  }
}

function urlOf(text: string, uri: string): URL {
  if (!URL.canParse(text)) throw invalid(uri, `is no address; a source is ${known}`);
  return new URL(text);
}

/** Without what only its owner may see: credentials and queries, which often sign an address. */
export const shownUri = (uri: string): string => uri.replace(/\/\/[^/@]*@/, "//***@").replace(/\?[^#]*/, "?***");

const invalid = (uri: string, what: string): FunctionError =>
  new FunctionError("FUNCTION_INVALID_SOURCE", `the source '${shownUri(uri)}' ${what}`, {
    details: { source: shownUri(uri) },
  });
