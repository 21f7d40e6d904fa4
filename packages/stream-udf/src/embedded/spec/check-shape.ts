import { suggest } from "@millrace/protocol";
import { kindOf } from "../../internal/kind-of.ts";
import type { SpecNote } from "../../spec-result.ts";
import { durationMs } from "./duration.ts";
import type { Shape } from "./shape.ts";
import { pathText, type FieldPath, type SpecDocument } from "./spec-document.ts";

/**
 * Compares a value of the document with its shape, and notes the fields that have no effect here.
 *
 * @throws `UDF_SPEC_UNKNOWN_FIELD`, `UDF_SPEC_INVALID`
 */
export function checkShape(document: SpecDocument, value: unknown, shape: Shape, path: FieldPath): readonly SpecNote[] {
  const notes: SpecNote[] = [];
  new ShapeCheck(document, notes).check(value, shape, path);
  return notes;
}

const dnsLabel = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/u;
const labelText = "a DNS label: at most 63 lower-case letters, digits and '-', a letter first and no '-' last";

class ShapeCheck {
  readonly #document: SpecDocument;
  readonly #notes: SpecNote[];

  constructor(document: SpecDocument, notes: SpecNote[]) {
    this.#document = document;
    this.#notes = notes;
  }

  check(value: unknown, shape: Shape, path: FieldPath): void {
    switch (shape.is) {
      case "fields":
        return this.#fields(value, shape, path);
      case "list":
        if (!Array.isArray(value)) this.#refuse(path, "a list", value);
        for (const [nth, item] of (value as readonly unknown[]).entries()) this.check(item, shape.of, [...path, nth]);
        return;
      case "text":
        return this.#text(value, shape.words, path);
      case "filled":
        if (typeof value !== "string" || value === "") this.#refuse(path, "a text that is not empty", value);
        return;
      case "label":
        if (typeof value !== "string" || !dnsLabel.test(value)) this.#refuse(path, labelText, value);
        return;
      case "boolean":
        if (typeof value !== "boolean") this.#refuse(path, "true or false", value);
        return;
      case "duration":
        if (typeof value === "string" && durationMs(value) !== undefined) return;
        return this.#refuse(path, "a duration such as '500ms', '1h30m' or '0s'", value);
      case "number":
        return this.#number(value, shape, path);
      case "noted":
        this.#notes.push({ ...this.#document.place(path), field: pathText(path), why: shape.why });
        return this.check(value, shape.of, path);
      case "anything":
    }
  }

  #fields(value: unknown, shape: Shape & { is: "fields" }, path: FieldPath): void {
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.#refuse(path, "a mapping", value);
    const given = value as Readonly<Record<string, unknown>>;
    for (const [name, field] of Object.entries(given)) {
      const known = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
      if (known === undefined) this.#unknown(name, shape, path);
      else this.check(field, known, [...path, name]);
    }
    for (const name of shape.required) {
      if (Object.hasOwn(given, name)) continue;
      throw this.#document.fault("UDF_SPEC_INVALID", path, `${subject(path)} lacks the field '${name}'`);
    }
  }

  #unknown(name: string, { what, fields }: Shape & { is: "fields" }, path: FieldPath): never {
    const known = Object.keys(fields);
    const near = suggest(name, known);
    const advice =
      name === "transformer"
        ? "a transformer belongs to a source: move it to 'source.transformer' of the vertex that reads"
        : near === undefined
          ? `known fields: ${known.join(", ")}`
          : `did you mean '${near}'?`;
    const at = [...path, name];
    throw this.#document.fault("UDF_SPEC_UNKNOWN_FIELD", at, `'${pathText(at)}' is no field of ${what}; ${advice}`);
  }

  #text(value: unknown, words: readonly string[] | undefined, path: FieldPath): void {
    if (typeof value !== "string") return this.#refuse(path, "a text", value);
    if (words === undefined || words.includes(value)) return;
    const near = suggest(value, words);
    const wanted = words.map((word) => `'${word}'`).join(" or ");
    const advice = near === undefined ? "" : `; did you mean '${near}'?`;
    const message = `'${pathText(path)}' must be ${wanted}, not '${value}'${advice}`;
    throw this.#document.fault("UDF_SPEC_INVALID", path, message);
  }

  #number(value: unknown, { whole, min, max }: Shape & { is: "number" }, path: FieldPath): void {
    const fits = typeof value === "number" && value >= min && value <= max && (!whole || Number.isSafeInteger(value));
    if (fits) return;
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    this.#refuse(path, `a ${whole ? "whole " : ""}number ${range}`, value);
  }

  #refuse(path: FieldPath, wanted: string, value: unknown): never {
    const given = typeof value === "string" || typeof value === "number" ? `'${value}'` : kindOf(value);
    throw this.#document.fault("UDF_SPEC_INVALID", path, `${subject(path)} must be ${wanted}, not ${given}`);
  }
}

const subject = (path: FieldPath): string => (path.length === 0 ? "the document" : `'${pathText(path)}'`);
