import type { Connection, DataCallback, Disposable } from 'vscode-languageserver';
import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Io } from '../io.ts';
import { Framing } from './framing.ts';

/**
 * The connection to an editor over standard input and output. The process ends with it: 0 after a
 * shutdown, 1 where the editor went away without one, or sends what has no beginning and no end.
 */
export function connect(io: Io): Connection {
  let code = 1;
  const framing = process.stdin.pipe(new Framing());
  const reader = new Reader(framing);
  const writer = new StreamMessageWriter(process.stdout);
  const connection = createConnection(reader, writer);
  connection.onShutdown(() => {
    code = 0;
  });
  const leave = () => process.exit(code);
  process.stdin.once('end', leave).once('close', leave);
  writer.onError(leave);
  // A message that is no JSON ends where it says; after a bad header nobody knows where the next begins.
  framing.on('error', () => {
    io.err(notTheProtocol);
    leave();
  });
  // An editor that refuses what it is told is no reason to end.
  process.on('unhandledRejection', (error) => connection.console.warn(`not done: ${error}`));
  return connection;
}

/** Leaves out what the connection would end at: a cancellation that does not say of what. */
class Reader extends StreamMessageReader {
  override listen(callback: DataCallback): Disposable {
    return super.listen((message) => {
      const { method, params } = message as { method?: unknown; params?: { id?: unknown } | null };
      const isOdd = method === '$/cancelRequest' && !/^(?:string|number)$/.test(typeof params?.id);
      if (!isOdd) callback(message);
    });
  }
}

const notTheProtocol =
  'puppetlb: standard input is not the language server protocol; an editor must start this command\n';
