/** Section → key in lower case → value. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The section whose keys all others have too. */
export const defaultSection = "DEFAULT";

const heading = /^\[([^\]]+)\]/;
const entry = /^([^\s=:#;][^=:]*?)\s*[=:]\s*(.*)$/;

/** Reads a file as Python's `configparser` does, which is what DigitalHub's clients write it with. */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let last: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const bare = line.trim();
    if (bare === "" || bare.startsWith("#") || bare.startsWith(";")) continue;
    const name = heading.exec(bare)?.[1];
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, string>();
      sections.set(name, section);
      last = undefined;
    } else if (/^\s/.test(line) && section !== undefined && last !== undefined) {
      section.set(last, `${section.get(last) ?? ""}\n${unescape(bare)}`);
    } else {
      const [, key, value = ""] = entry.exec(bare) ?? [];
      if (key === undefined || section === undefined) continue;
      last = key.toLowerCase();
      section.set(last, unescape(value));
    }
  }
  return sections;
}

/** A key of a section, else of {@link defaultSection}; empty values count as absent. */
export function iniValue(ini: Ini, section: string, key: string): string | undefined {
  const name = key.toLowerCase();
  const value = ini.get(section)?.get(name) ?? ini.get(defaultSection)?.get(name);
  return value === "" || value === "None" ? undefined : value;
}

/** The text with these keys of a section set; everything else in it stays as it is. */
export function setInIni(text: string, section: string, entries: Readonly<Record<string, string>>): string {
  const lines = text.split("\n");
  let start = lines.findIndex((line) => heading.exec(line.trim())?.[1] === section);
  if (start < 0) {
    if (lines.at(-1) === "") lines.pop();
    start = lines.push(`[${section}]`) - 1;
  }
  for (const [key, value] of Object.entries(entries)) {
    const written = `${key} = ${value.replaceAll("%", "%%")}`;
    const end = endOfSection(lines, start);
    const at = lines.findIndex(
      (line, index) =>
        index > start && index < end && entry.exec(line.trim())?.[1]?.toLowerCase() === key.toLowerCase(),
    );
    if (at >= 0) lines[at] = written;
    else lines.splice(start + 1, 0, written);
  }
  if (lines.at(-1) !== "") lines.push("");
  return lines.join("\n");
}

function endOfSection(lines: readonly string[], start: number): number {
  const end = lines.findIndex((line, index) => index > start && heading.test(line.trim()));
  return end < 0 ? lines.length : end;
}

/** `%` stands for itself only when doubled. */
const unescape = (value: string): string => value.replaceAll("%%", "%");
