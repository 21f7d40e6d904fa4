import { AppendableList, type Appendable } from "./internal/appendable.ts";
import type { Response } from "./response.ts";

/** A sink's answers to one batch. */
export type Responses = Appendable<Response>;

/** Makes a list of answers, empty or not: `Responses(Response.asSuccess(datum.id))`. */
export const Responses = (...responses: Response[]): Responses => new AppendableList(responses);
