import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import type { Link, Page } from "./page.ts";
import type { Problem } from "./problem.ts";

/** Checks the links of a page to files, to other pages and to their headings; links to the web are left alone. */
export function checkLinks(page: Page, pages: ReadonlyMap<string, Page>, root: string): Problem[] {
  return page.links.flatMap((link) => {
    const message = problemOf(link, page, { pages, root });
    return message === undefined ? [] : [{ file: page.file, line: link.line, column: link.column, message }];
  });
}

interface Surroundings {
  readonly pages: ReadonlyMap<string, Page>;
  readonly root: string;
}

function problemOf({ target }: Link, page: Page, { pages, root }: Surroundings): string | undefined {
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(target)) return undefined;
  const [path = "", anchor] = target.split("#").map(decode);
  const file = path === "" ? page.file : locate(path, page.file, root);
  if (file === undefined) return `the link '${target}' leads nowhere; correct it, or add the file`;
  if (anchor === undefined || anchor === "") return undefined;
  const anchors = pages.get(file)?.anchors;
  if (anchors === undefined)
    return file.endsWith(".md") ? `'${file}' of the link '${target}' is not a page that is checked` : undefined;
  if (anchors.has(anchor)) return undefined;
  const known = [...anchors].map((one) => `#${one}`).join(", ");
  return `'${file}' has no heading '#${anchor}'; it has ${known === "" ? "none" : known}`;
}

/** The file that a link means, by its path from the root: pages of the site may leave out `.md` and `index`. */
function locate(path: string, from: string, root: string): string | undefined {
  const onSite = from.startsWith("docs/");
  const base = path.startsWith("/") ? (onSite ? "docs" : "") : posix.dirname(from);
  const file = posix.normalize(posix.join(base, path));
  if (file.startsWith("..")) return undefined;
  const endings = onSite ? ["", ".md", "/index.md"] : [""];
  const named =
    onSite && file.endsWith(".html")
      ? [file.replace(/\.html$/, ".md")]
      : endings.map((end) => posix.join(file, end).replace("/.md", ".md"));
  const found = named.find((one) => existsSync(join(root, one)) && (!onSite || statSync(join(root, one)).isFile()));
  return found ?? (existsSync(join(root, file)) ? file : undefined);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
