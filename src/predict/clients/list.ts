import { isError, type ParseError } from '../../text/result.ts';
import { type Client, parseClient } from './client.ts';

/** What is wrong with a list of clients, at an offset of its text. */
export interface ClientProblem extends ParseError {
  readonly at: number;
}

/** The clients of a list, and what could not be read. */
export interface ClientList {
  readonly clients: readonly Client[];
  readonly problems: readonly ClientProblem[];
  /** Machines that are listed without an address, as PuppetDB lists those that lack the fact. */
  readonly withoutAddress: number;
}

/** More problems of a list than these are not collected. */
export const maxProblems = 20;

/** A list in the making; stops to collect problems when nobody would read more. */
export class ListBuilder implements ClientList {
  readonly clients: Client[] = [];
  readonly problems: ClientProblem[] = [];
  withoutAddress = 0;

  get isFull(): boolean {
    return this.problems.length >= maxProblems;
  }

  /** Adds the client of an address, or what is wrong with it; the offset is found when it is needed. */
  add(address: string, name: string | undefined, offset: () => number): void {
    const result = parseClient(address);
    if (isError(result)) this.addError(offset(), result);
    else this.clients.push(name === undefined ? result.value : { ...result.value, name });
  }

  addError(at: number, { message, help }: ParseError): void {
    if (!this.isFull)
      this.problems.push(help === undefined ? { at, message } : { at, message, help });
  }
}
