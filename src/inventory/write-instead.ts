import { isMap } from 'yaml';
import type { Fix } from '../findings/diagnostic.ts';
import type { ParseError } from '../text/result.ts';
import type { Mapping } from '../yaml/document.ts';
import { addKey, type Edit, writeScalar } from '../yaml/edit.ts';
import { nodeAt } from '../yaml/locate.ts';
import type { NodeRef } from './place.ts';

/** The fix that writes what a refused value can only mean; undefined where that is open, or its text is not on one line. */
export function writeInstead(place: NodeRef, error: ParseError, owner: Mapping): Fix | undefined {
  const { instead, port } = error;
  if (instead === undefined || place.line !== undefined) return undefined;
  const edit = writeScalar(place.document, place.path, instead);
  if (edit === undefined) return undefined;
  if (port === undefined) {
    return { title: `write ${edit.text}`, edits: [edit], isCertain: true };
  }
  const edits = withPort(place, edit, port, owner);
  return (
    edits && { title: `write address: ${edit.text} and port: ${port}`, edits, isCertain: true }
  );
}

/** The address, and its port in a property of its own, where no other one is there. */
function withPort(
  { document, path }: NodeRef,
  edit: Edit,
  port: number,
  owner: Mapping,
): readonly Edit[] | undefined {
  if (path.at(-1) !== 'address') return undefined;
  if (owner['port'] === port) return [edit];
  const node = nodeAt(document, path.slice(0, -1));
  if (isMap(node) && node.items.some(({ key }) => String(key) === 'port')) return undefined;
  const added = addKey(document, path.slice(0, -1), 'address', `port: ${port}`);
  return added && [edit, added];
}
