import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../../generated/manifest.ts';
import { showFindings } from '../../lsp/diagnostics.ts';
import { initializeResult, readFeatures } from '../../lsp/features.ts';
import { nameOf, type Opened } from '../../lsp/opened.ts';
import { readSettings } from '../../lsp/settings.ts';
import { configurationName } from '../../rules/configuration.ts';
import type { SeveritySettings } from '../../rules/suppression/apply-severities.ts';
import { readBeside } from '../beside.ts';
import { Configurations } from '../configurations.ts';
import type { Io } from '../io.ts';
import { connect } from './connect.ts';
import { Inventories } from './inventories.ts';
import { offerPreview, refresh } from './preview.ts';
import { PreviewFiles } from './preview-files.ts';
import { answerRequests } from './requests.ts';
import { type Session, showsOf, survive } from './session.ts';

/** Serves an editor over standard input and output, for as long as the process lives. */
export function serve(io: Io): Promise<never> {
  const connection = connect(io);
  const documents = new TextDocuments(TextDocument);
  const settings = (uri: string) => ({
    today: session.settings.today ? io.today() : undefined,
    levels: levelsFor(uri, io),
    besideOf: (bytes: Uint8Array) => besideOf(uri, bytes, io),
  });
  const session: Session = {
    connection,
    inventories: new Inventories(documents, settings, (uri) => publish(session, uri)),
    reference: referenceOf(process.argv[1]),
    features: readFeatures({}),
    settings: readSettings(undefined),
  };
  const files = new PreviewFiles();
  process.once('exit', () => files.remove());
  connection.onInitialize(({ capabilities, initializationOptions }) => {
    session.features = readFeatures(capabilities);
    session.settings = readSettings(initializationOptions);
    return initializeResult(version);
  });
  followSettings(session);
  documents.onDidChangeContent(({ document }) => session.inventories.changed(document));
  documents.onDidSave(({ document: { uri } }) => {
    if (nameOf(uri) === configurationName) session.inventories.lintAgain();
    refresh(session, files, uri);
  });
  connection.onDidChangeWatchedFiles(() => session.inventories.lintAgain());
  documents.onDidClose(({ document: { uri } }) => {
    session.inventories.closed(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  documents.listen(connection);
  answerRequests(session);
  offerPreview(session, files);
  connection.listen();
  return new Promise(() => undefined);
}

function publish(session: Session, uri: string): void {
  const { connection, inventories } = session;
  survive(connection, undefined, () => {
    const opened: Opened | undefined = inventories.at(uri);
    if (opened === undefined) return;
    const diagnostics = showFindings(opened, showsOf(session));
    void connection.sendDiagnostics({ uri, version: opened.document.version, diagnostics });
  });
}

/** Settings come with the start, with a notification, or are asked for where the editor wants that. */
function followSettings(session: Session): void {
  const { connection } = session;
  const apply = (given: unknown) => {
    const { today } = session.settings;
    session.settings = readSettings(given);
    if (session.settings.today !== today) session.inventories.lintAgain();
  };
  const ask = async () => {
    try {
      const given: unknown = await connection.workspace.getConfiguration('puppetlb');
      if (given !== null && given !== undefined) apply(given);
    } catch {
      connection.console.warn('the editor sent no settings; the initial settings stay');
    }
  };
  connection.onInitialized(() => {
    const { asksAgain, configuration, watches } = session.features;
    if (asksAgain) void connection.client.register(DidChangeConfigurationNotification.type);
    if (watches)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: `**/${configurationName}` }],
      });
    if (configuration) void ask();
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    if (session.features.configuration) void ask();
    else apply(settings);
  });
}

/** The reference of rules as it was installed with the program. */
function referenceOf(program: string | undefined): string | undefined {
  if (program === undefined) return undefined;
  const file = join(dirname(realpathSync(program)), '../docs/rules.md');
  return existsSync(file) ? pathToFileURL(file).href : undefined;
}

/** The files of other people that a document names; none where it is in no file. */
function besideOf(uri: string, bytes: Uint8Array, io: Io): ReturnType<typeof readBeside> {
  return uri.startsWith('file:///') ? readBeside(io, fileURLToPath(uri), bytes) : undefined;
}

/** What the configuration file nearest to a document says of severities; undefined where there is none. */
function levelsFor(uri: string, io: Io): SeveritySettings | undefined {
  if (!uri.startsWith('file:///')) return undefined;
  const nothing = { operands: [], flag: () => false, value: () => undefined, values: () => [] };
  try {
    // What is said of other files beside it would be said again with every change.
    return new Configurations(nothing, { ...io, err: () => undefined }).levelsFor(
      fileURLToPath(uri),
    );
  } catch {
    // A name that is none, or a file that cannot be read: the document is judged without.
    return undefined;
  }
}
