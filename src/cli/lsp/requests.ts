import {
  type CancellationToken,
  type DocumentSymbol,
  LSPErrorCodes,
  ResponseError,
  type SymbolInformation,
} from 'vscode-languageserver';
import { actionsAt, previewLens } from '../../lsp/actions.ts';
import { complete } from '../../lsp/completion.ts';
import { define, findReferences } from '../../lsp/definition.ts';
import { hover } from '../../lsp/hover.ts';
import type { Opened } from '../../lsp/opened.ts';
import { outline } from '../../lsp/symbols.ts';
import { type Session, showsOf, survive } from './session.ts';

interface OfDocument {
  readonly textDocument: { readonly uri: string };
}

/** Answers what an editor asks of a position or a document. */
export function answerRequests(session: Session): void {
  const { connection } = session;
  connection.onHover(
    answer(session, null, (opened, { position }) => {
      return hover(opened, position, session.features.markdown) ?? null;
    }),
  );
  connection.onCompletion(
    answer(session, null, ({ document }, { position }) => {
      return complete(document, position, session.features.markdown);
    }),
  );
  connection.onDefinition(
    answer(session, null, (opened, { position }) => define(opened, position)),
  );
  connection.onReferences(
    answer(session, null, (opened, { position }) => findReferences(opened, position)),
  );
  connection.onDocumentSymbol(
    answer(session, [] as DocumentSymbol[] | SymbolInformation[], (opened) => {
      const symbols = outline(opened);
      return session.features.nestedSymbols ? symbols : flatten(symbols, opened.document.uri);
    }),
  );
  connection.onCodeAction(
    answer(session, null, (opened, { range, context }) => {
      return actionsAt(opened, { range, only: context.only, shows: showsOf(session) });
    }),
  );
  connection.onCodeLens(answer(session, null, (opened) => [previewLens(opened)]));
}

/** Answers a request of a document that is an inventory, as it is now; others have no answer. */
function answer<P extends OfDocument, R>(
  session: Session,
  none: R,
  make: (opened: Opened, params: P) => R,
): (params: P, token: CancellationToken) => R | ResponseError {
  return (params, token) => {
    if (token.isCancellationRequested) {
      return new ResponseError(LSPErrorCodes.RequestCancelled, 'the request was cancelled');
    }
    return survive(session.connection, none, () => {
      const opened = session.inventories.at(params.textDocument.uri);
      return opened === undefined ? none : make(opened, params);
    });
  };
}

/** Symbols for an editor that takes no nested ones. */
function flatten(
  symbols: readonly DocumentSymbol[],
  uri: string,
  containerName?: string,
): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    {
      name,
      kind,
      location: { uri, range },
      ...(containerName === undefined ? {} : { containerName }),
    },
    ...flatten(children, uri, name),
  ]);
}
