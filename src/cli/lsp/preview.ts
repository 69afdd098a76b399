import { pathToFileURL } from 'node:url';
import {
  ErrorCodes,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
} from 'vscode-languageserver';
import { previewCommand } from '../../lsp/actions.ts';
import { type CompiledText, compileText } from '../../lsp/preview.ts';
import { showUnseen } from '../../text/characters.ts';
import { isSystemError, reasonOf } from '../exit.ts';
import type { PreviewFiles } from './preview-files.ts';
import { type Session, survive } from './session.ts';

/** The compiled file of a document, and the file that holds it where one was written. */
interface Compiled {
  readonly text: string;
  readonly uri?: string;
}

/** Answers `puppetlb/preview` with the text, and the command of that name with a file that is shown. */
export function offerPreview(session: Session, files: PreviewFiles): void {
  const { connection } = session;
  connection.onRequest('puppetlb/preview', (params: unknown) => {
    const made = compile(session, uriOf(params));
    return 'refused' in made ? new ResponseError(LSPErrorCodes.RequestFailed, made.refused) : made;
  });
  connection.onExecuteCommand(({ command, arguments: [uri] = [] }) => {
    if (command !== previewCommand) {
      return new ResponseError(ErrorCodes.InvalidParams, `unknown command ${command}`);
    }
    return show(session, files, typeof uri === 'string' ? uri : onlyOne(session));
  });
}

/** Writes the file of a document anew, where it was shown before and there is one. */
export function refresh(session: Session, files: PreviewFiles, uri: string): void {
  if (!files.has(uri)) return;
  const made = compile(session, uri);
  if ('text' in made) survive(session.connection, '', () => files.write(uri, made.text));
}

function uriOf(params: unknown): string {
  const { textDocument } = (params ?? {}) as { textDocument?: { uri?: unknown } };
  return String(textDocument?.uri);
}

function onlyOne({ inventories }: Session): string {
  const [first, second] = inventories.all();
  return first === undefined || second !== undefined ? '' : first.uri;
}

function compile({ connection, inventories }: Session, uri: string): CompiledText {
  const failed: CompiledText = { refused: 'puppetlb could not compile this; see its log' };
  return survive(connection, failed, () => {
    const opened = inventories.at(uri);
    if (opened === undefined) return { refused: 'open the inventory in the editor first' };
    return compileText(opened);
  });
}

function show(session: Session, files: PreviewFiles, uri: string): Compiled | null {
  const { connection, features } = session;
  const made = compile(session, uri);
  const written = 'refused' in made ? made : write(files, uri, made.text);
  if ('refused' in written) {
    say(session, MessageType.Warning, written.refused);
    return null;
  }
  const { path, text } = written;
  const file = pathToFileURL(path).href;
  if (features.showDocument) {
    // Some editors answer it only when they have the answer to their command.
    void connection.window.showDocument({ uri: file, takeFocus: true }).catch(() => undefined);
  } else say(session, MessageType.Info, `the compiled haproxy.cfg is in ${path}`);
  return { text, uri: file };
}

/** Shows a line of text; not as a question, which some editors refuse. */
function say({ connection }: Session, type: MessageType, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, {
    type,
    message: showUnseen(message),
  });
}

function write(
  files: PreviewFiles,
  uri: string,
  text: string,
): { readonly path: string; readonly text: string } | { readonly refused: string } {
  try {
    return { path: files.write(uri, text), text };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { refused: `cannot write the preview: ${reasonOf(error)}` };
  }
}
