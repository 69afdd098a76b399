/** Why a text is not what it should be, and what to write instead. */
export interface ParseError {
  readonly message: string;
  readonly help?: string;
  /** What to write, where nothing else can be meant: the same in the spelling that is taken. */
  readonly instead?: string | false;
  /** A port in an address, which belongs in a property of its own. */
  readonly port?: number;
}

/** A value that was read from a text, or why it was refused; `doubt` is a warning that something else may be meant. */
export type Result<T> = { readonly value: T; readonly doubt?: ParseError } | ParseError;

/** Whether a text was refused. */
export function isError<T>(result: Result<T>): result is ParseError {
  return 'message' in result;
}
