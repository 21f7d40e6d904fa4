import { DataflowError } from "../errors.ts";
import { operatorModule, type OperatorModule } from "./load-operator.ts";

/** An operator of a host's command line. */
export interface OperatorArgument extends OperatorModule {
  readonly id: string;
  readonly placement: "same-thread" | "worker";
}

/**
 * Reads `--operator detect=./detect.js#Detector --operator track=./track.js --worker track`.
 *
 * @throws `DATAFLOW_INVALID_OPERATOR` naming the word that does not fit
 */
export function readHostArgs(words: readonly string[]): readonly OperatorArgument[] {
  const modules = new Map<string, OperatorModule>();
  const workers = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const [, option = words[at], inline] = /^(--[a-z]+)=(.*)$/u.exec(words[at] ?? "") ?? [];
    const value = inline ?? words[(at += 1)];
    if (value === undefined) throw refused(`'${option}' needs a value`);
    if (option === "--worker") workers.add(value);
    else if (option === "--operator") {
      const [, id, file] = /^([^=]+)=(.+)$/u.exec(value) ?? [];
      if (id === undefined || file === undefined) throw refused(`'${value}' is not <id>=<file>`);
      if (modules.has(id)) throw refused(`the operator '${id}' is given twice`);
      modules.set(id, operatorModule(file));
    } else throw refused(`'${option}' is no option of a host`);
  }
  const stranger = [...workers].find((id) => !modules.has(id));
  if (stranger !== undefined) throw refused(`--worker names '${stranger}', which no --operator gives`);
  if (modules.size === 0) throw refused("there is no --operator");
  return [...modules].map(([id, module]) => ({
    id,
    ...module,
    placement: workers.has(id) ? "worker" : "same-thread",
  }));
}

const refused = (why: string): DataflowError =>
  new DataflowError(
    "DATAFLOW_INVALID_OPERATOR",
    `${why}; a host is given as: operators --operator detect=./detect.js[#Detector] [--operator …] [--worker detect]`,
  );
