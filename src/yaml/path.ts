/** The way from a document's root to a node: keys of mappings, positions in lists. */
export type Path = readonly (string | number)[];
