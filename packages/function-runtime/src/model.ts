import type { JsonObject } from "./entity.ts";
import { Material } from "./material.ts";

/** A trained model: files, and what they were made with. */
export class Model extends Material {
  readonly type = "model";

  /** Such as `"onnx"`. */
  get framework(): string | undefined {
    return textOf(this.spec["framework"]);
  }

  get algorithm(): string | undefined {
    return textOf(this.spec["algorithm"]);
  }

  /** What it was trained with. */
  get parameters(): JsonObject {
    return (this.spec["parameters"] ?? {}) as JsonObject;
  }

  /** Name → a number, or numbers in their order. */
  get metrics(): Readonly<Record<string, number | readonly number[]>> {
    return (this.status["metrics"] ?? {}) as Readonly<Record<string, number | readonly number[]>>;
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
