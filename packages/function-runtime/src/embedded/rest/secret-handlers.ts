import { isName } from "../../names.ts";
import { isJsonObject } from "../../wire/entity-json.ts";
import { Refusal } from "./refusal.ts";
import type { Handlers } from "./rest-request.ts";
import { requireProject } from "./stored-entities.ts";

export const secretHandlers: Handlers<"readSecrets" | "writeSecrets"> = {
  readSecrets: async (request) => {
    const project = await requireProject(request);
    const values: Record<string, string> = {};
    for (const name of request.query.getAll("keys").flatMap((names) => names.split(","))) {
      if (!isName(name)) throw new Refusal(400, `'${name.slice(0, 100)}' cannot be the name of a secret`);
      const value = await request.site.platform.secret(project, name);
      if (value !== undefined) values[name] = value;
    }
    return { json: values };
  },

  writeSecrets: async (request) => {
    const project = await requireProject(request);
    const body = await request.json();
    if (!isJsonObject(body)) throw new Refusal(400, "values of secrets are an object: name to text");
    const values = Object.entries(body);
    for (const [name, value] of values) {
      if (!isName(name)) throw new Refusal(400, `'${name.slice(0, 100)}' cannot be the name of a secret`);
      if (typeof value !== "string") throw new Refusal(400, `the value of secret '${name}' is text`);
    }
    for (const [name, value] of values) await request.site.platform.setSecret(project, name, value as string);
    return { json: {} };
  },
};
