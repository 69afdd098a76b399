/** Why a text is not what it should be, and what to write instead. */
export interface Refusal {
  readonly message: string;
  readonly help?: string;
}

/** A value that was read from a text, or why it was refused. */
export type Judged<T> = { readonly value: T } | Refusal;

/** Whether a text was refused. */
export function isRefusal<T>(judged: Judged<T>): judged is Refusal {
  return 'message' in judged;
}
