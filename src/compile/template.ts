/** A compiled template: its data, and how each `<%= %>` is written in the language of the output. */
export type Template = (it: never, escapeFn: (value: unknown) => string) => string;
