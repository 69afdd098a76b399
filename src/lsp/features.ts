import {
  type ClientCapabilities,
  CodeActionKind,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { fixAllKind, previewCommand } from './actions.ts';

/** What an editor can take, as far as the answers depend on it. */
export interface Features {
  readonly markdown: boolean;
  readonly related: boolean;
  readonly link: boolean;
  readonly unnecessary: boolean;
  readonly nestedSymbols: boolean;
  readonly showDocument: boolean;
  readonly configuration: boolean;
  readonly asksAgain: boolean;
  readonly watches: boolean;
}

/** Reads what an editor says of itself when it starts. */
export function readFeatures({ textDocument, window, workspace }: ClientCapabilities): Features {
  const shown = textDocument?.publishDiagnostics;
  return {
    markdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    related: shown?.relatedInformation ?? false,
    link: shown?.codeDescriptionSupport ?? false,
    unnecessary: shown?.tagSupport?.valueSet.includes(1) ?? false,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
    showDocument: window?.showDocument?.support ?? false,
    configuration: workspace?.configuration ?? false,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    asksAgain: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
  };
}

/** What the server answers when an editor starts it. */
export function initializeResult(version: string): InitializeResult {
  return {
    serverInfo: { name: 'puppetlb', version },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      hoverProvider: true,
      completionProvider: { triggerCharacters: [' '] },
      definitionProvider: true,
      referencesProvider: true,
      documentSymbolProvider: true,
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, fixAllKind, CodeActionKind.Source],
      },
      codeLensProvider: {},
      executeCommandProvider: { commands: [previewCommand] },
    },
  };
}
