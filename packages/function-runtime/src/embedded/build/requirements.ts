import { FunctionError } from "../../errors.ts";

/** One npm specifier, taken apart. */
export interface Requirement {
  readonly name: string;
  /** What npm shall install of it: `^4.1.0`, `latest`, `npm:other@1`, the address of an archive or repository. */
  readonly version: string;
}

const pattern = /^((?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*)(?:@(.+))?$/i;

/**
 * Requirements such as `lodash`, `zod@^4` and `@scope/name@1.2.3`.
 *
 * @throws `FUNCTION_INVALID_BUILD` for another form, for a package that is named twice, and for files, which an image
 *   does not have.
 */
export function checkRequirements(specifiers: readonly string[]): Requirement[] {
  const names = new Set<string>();
  return specifiers.map((specifier, index) => {
    const where = `requirements[${index}]`;
    const [, name = "", version = "latest"] = (typeof specifier === "string" && pattern.exec(specifier)) || [];
    if (name === "" || name.startsWith("-") || /[\p{Cc}\u2028\u2029]/u.test(version)) {
      throw invalid(`'${where}' is an npm specifier such as name@^1.2.3, not ${JSON.stringify(specifier)}`);
    }
    if (/^(?:file|link|workspace):|^[./~]/.test(version)) {
      throw invalid(`'${where}' names a local folder, which the image does not have; leave it to the bundle`);
    }
    if (names.has(name)) throw invalid(`'${where}' names ${name} a second time`);
    names.add(name);
    return { name, version };
  });
}

/** The `package.json` that the image installs from; without a bundle it asks for this package too. */
export function manifestOf(requirements: readonly Requirement[], { bundled }: { readonly bundled: boolean }): string {
  const dependencies = Object.fromEntries(requirements.map(({ name, version }) => [name, version]));
  if (!bundled) dependencies["@millrace/function-runtime"] ??= "latest";
  return `${JSON.stringify({ private: true, type: "module", dependencies }, undefined, 2)}\n`;
}

const invalid = (message: string): FunctionError => new FunctionError("FUNCTION_INVALID_BUILD", message);
