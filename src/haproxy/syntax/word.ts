/** A variable of the environment in an argument. */
export interface ReadVariable {
  readonly name: string;
  /** What it stands for; undefined where it is not set, or kept as it is written. */
  readonly value: string | undefined;
}

/** An argument as HAProxy reads it, and where it stands in its line. */
export interface ReadWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly variables?: readonly ReadVariable[];
}
