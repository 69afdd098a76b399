import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type Range,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** What an editor that can show everything says of itself. */
export const able: ClientCapabilities = {
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [1, 2] },
      versionSupport: true,
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
  window: { showDocument: { support: true } },
};

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: Diagnostic[];
}

/** An editor that speaks with a language server that it has started. */
export class Editor {
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly logged: string[] = [];
  readonly messages: string[] = [];
  readonly shown: string[] = [];
  readonly published: Published[] = [];
  stderr = '';
  readonly #waiting = new Set<() => void>();

  constructor(words: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    const [command = process.execPath, ...rest] = words;
    this.child = spawn(command, rest, { env });
    const { stdin, stdout, stderr } = this.child;
    if (stdin === null || stdout === null) throw new Error('no streams');
    stderr?.on('data', (text) => {
      this.stderr += text;
    });
    stdin.on('error', () => undefined);
    this.child.once('close', () => this.connection.dispose());
    this.connection = createProtocolConnection(stdout, stdin);
    this.connection.onNotification('textDocument/publishDiagnostics', (params: Published) => {
      this.published.push(params);
      for (const wake of this.#waiting) wake();
    });
    this.connection.onNotification('window/logMessage', ({ message }) => {
      this.logged.push(message);
    });
    this.connection.onNotification('window/showMessage', ({ message }) => {
      this.messages.push(message);
    });
    this.connection.onRequest('window/showDocument', ({ uri }) => {
      this.shown.push(uri);
      return { success: true };
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.listen();
  }

  async start(
    capabilities: ClientCapabilities = able,
    more: object = {},
  ): Promise<InitializeResult> {
    const params = { processId: process.pid, rootUri: null, capabilities, ...more };
    const result = await this.ask<InitializeResult>('initialize', params);
    await this.tell('initialized', {});
    return result;
  }

  ask<R>(method: string, params: object): Promise<R> {
    return this.connection.sendRequest(method, params);
  }

  tell(method: string, params: object): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  open(uri: string, text: string, languageId = 'yaml'): Promise<void> {
    return this.tell('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  change(uri: string, version: number, changes: readonly object[]): Promise<void> {
    const params = { textDocument: { uri, version }, contentChanges: changes };
    return this.tell('textDocument/didChange', params);
  }

  /** The findings of a version of a document, once they are there. */
  async findings(uri: string, version = 1): Promise<Diagnostic[]> {
    for (;;) {
      const found = this.published.findLast((one) => one.uri === uri && one.version === version);
      if (found !== undefined) return found.diagnostics;
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  /** Ends as the protocol says; returns the exit code. */
  async end(): Promise<number> {
    const left = once(this.child, 'exit');
    await this.ask('shutdown', {});
    await this.tell('exit', {});
    const [code] = await left;
    return code;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

/** A text without its one mark `¦`, and where that was. */
export function marked(text: string): { text: string; position: Position } {
  const at = text.indexOf('¦');
  const whole = text.slice(0, at) + text.slice(at + 1);
  return { text: whole, position: TextDocument.create('', '', 0, whole).positionAt(at) };
}

/** The part of a text that a range spans. */
export function textAt(text: string, range: Range): string {
  return TextDocument.create('', '', 0, text).getText(range);
}

/** A text after edits. */
export function applied(text: string, edits: { range: Range; newText: string }[]): string {
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
}
