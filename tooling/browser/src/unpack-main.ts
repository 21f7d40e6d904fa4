import { join } from "node:path";
import { inflate } from "@sparticuz/chromium";

/** Started by unpack.ts, with the folder of the package: unpacks browser, libraries and fonts into the temporary folder. */
const [, , packageFolder = ""] = process.argv;
const archives = ["chromium.br", "al2023.tar.br", "fonts.tar.br"];
void Promise.all(archives.map((archive) => inflate(join(packageFolder, "bin", archive))));
