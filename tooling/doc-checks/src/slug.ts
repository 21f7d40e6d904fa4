/** The anchor that VitePress gives a heading. */
function siteSlug(heading: string): string {
  return heading
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/\p{Cc}/gu, "")
    .replaceAll(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, "-")
    .replaceAll(/-{2,}/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .replace(/^(\d)/, "_$1")
    .toLowerCase();
}

/** The anchor that GitHub and npm give a heading. */
function repositorySlug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}

/** The anchors of a page's headings, those of a second heading of the same name counted: `usage-1`. */
export function anchorsOf(headings: readonly string[], where: "site" | "repository"): ReadonlySet<string> {
  const slug = where === "site" ? siteSlug : repositorySlug;
  const anchors = new Set<string>();
  for (const heading of headings) {
    const own = /\{#([\w-]+)\}\s*$/.exec(heading)?.[1];
    const base = own ?? slug(heading);
    let anchor = base;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${base}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}
