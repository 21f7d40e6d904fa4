import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where our own `fileDesc` is, from the folder of generated contracts. */
const fileDescModule = "../codec/file-desc.ts";

const importsFileDesc = /^import \{([^}]*)\bfileDesc\b,?([^}]*)\} from "@bufbuild\/protobuf\/codegenv2";$/m;

/**
 * Makes the modules of a contract cheaper to load: their descriptors come by our `fileDesc`, and they hold characters of
 * Latin-1 alone, since a single other one, in a comment, doubles the memory of the text of a bundle.
 */
export function lighten(generated: string, contract: string): void {
  const folder = path.join(generated, contract);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts")) continue;
    const file = path.join(folder, name);
    const from = path.relative(path.dirname(file), path.join(generated, fileDescModule)).replaceAll("\\", "/");
    const text = readFileSync(file, "utf8");
    const lighter = text
      .replace(importsFileDesc, (_, before: string, after: string) => {
        const others = `${before}${after}`.trim().replace(/,$/, "");
        const rest = others === "" ? "" : `import { ${others} } from "@bufbuild/protobuf/codegenv2";\n`;
        return `${rest}import { fileDesc } from "${from}";`;
      })
      .replaceAll(/[^\0-\u00ff]/g, "-");
    if (lighter !== text) writeFileSync(file, lighter);
  }
}
