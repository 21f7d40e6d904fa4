/** Asks for the replay of a history, which is in the official JSON. */
export interface ToOfficialWorker {
  readonly id: number;
  readonly history: string;
}

export type FromOfficialWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly error: string }
  | { readonly kind: "replayed"; readonly id: number; readonly error?: string };
