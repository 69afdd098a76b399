import { connect } from 'node:net';

/** Sends a question to the runtime socket of a HAProxy; the answer. */
export async function askSocket(path: string, question: string): Promise<string> {
  const socket = connect(path);
  socket.end(`${question}\n`);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}

/** A row of an answer, by HAProxy's names of its columns. */
export type Row = ReadonlyMap<string, string>;

/** The rows of an answer to `show stat` or `show servers state`. */
export function rowsOf(answer: string): Row[] {
  const lines = answer.split('\n').filter((line) => line !== '');
  const at = lines.findIndex((line) => line.startsWith('# '));
  const head = lines[at];
  if (head === undefined) return [];
  const separator = head.includes(',') ? ',' : ' ';
  const columns = head.slice('# '.length).split(separator);
  return lines.slice(at + 1).map((line) => {
    const values = line.split(separator);
    return new Map(columns.map((column, index) => [column, values[index] ?? '']));
  });
}
