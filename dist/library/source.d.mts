/** A text, and the name under which findings speak of it. */
export interface Source {
    readonly name: string;
    readonly text: string;
}
