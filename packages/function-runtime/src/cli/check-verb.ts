import type { MillraceCommand } from "@millrace/tooling-cli";
import { actions, checkAction } from "../kinds.ts";
import { checkFunction, type Declares } from "./check-function.ts";
import { jsonOption } from "./json-option.ts";
import { nodeVersionOf, nodeVersionOption, text, texts } from "./shared-options.ts";
import { functionTarget, targetArgument } from "./target.ts";

export function addCheckVerb(command: MillraceCommand): void {
  command.verb({
    name: "check",
    summary: "Check a function: that it loads, what it declares, what it needs",
    arguments: { function: targetArgument },
    options: {
      initFunction: text("The function of the file that runs once before the first call", "name"),
      parameters: text("Whether these would be taken, as a JSON object or @file", "json"),
      action: { type: "string", summary: "What --fields are for. Default: job", choices: actions, default: "job" },
      fields: text("Fields of a task, in camelCase, as a JSON object or @file", "json"),
      requirement: texts("A package that it needs, as npm names it; may be repeated", "specifier"),
      nodeVersion: nodeVersionOption,
    },
    examples: [
      "millrace-function check greet.ts:greet",
      `millrace-function check greet.ts:greet --parameters '{"name":"Ada"}' --fields '{"backoffLimit":2}'`,
    ],
    run: async ({ arguments: { function: target }, options, print, printTable, style }) => {
      const { initFunction, action, requirement, nodeVersion } = options;
      const parameters = await jsonOption(options.parameters, "--parameters");
      const fields = await jsonOption(options.fields, "--fields");
      const place = await functionTarget(target);
      const { problems, declares } = await checkFunction(place, {
        action: checkAction(action),
        nodeVersion: nodeVersionOf(nodeVersion),
        requirements: requirement,
        ...(initFunction === undefined ? {} : { initFunction }),
        ...(parameters === undefined ? {} : { parameters }),
        ...(fields === undefined ? {} : { fields }),
      });
      for (const { severity, code, message } of problems) {
        const glyph = severity === "error" ? style("red", "✖") : style("yellow", "▲");
        print(`${glyph} ${code}: ${message}`);
      }
      if (declares !== undefined) {
        printTable({ columns: [{ label: "it declares" }, { label: "" }], rows: rowsOf(declares) });
      }
      const errors = problems.filter(({ severity }) => severity === "error").length;
      const ok = errors === 0;
      if (ok) print(`${style("green", "✔ valid")}: ${place.file}:${place.name}`);
      else
        print(
          `${style("red", "✖ wrong")}: ${place.file}:${place.name} has ${errors} problem${errors === 1 ? "" : "s"}`,
        );
      return {
        ok,
        json: {
          ok,
          function: `${place.file}:${place.name}`,
          ...(declares === undefined ? {} : { declares }),
          problems,
        },
      };
    },
  });
}

const rowsOf = ({ inputs, outputs, validatesParameters, hasInit }: Declares): string[][] => [
  ["inputs", listed(Object.entries(inputs).map(([name, type]) => `${name}: ${type}`))],
  ["parameters", validatesParameters ? "checked by a schema" : "not checked"],
  ["outputs", listed(outputs)],
  ["init", hasInit ? "yes" : "none"],
];

const listed = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));
