import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isInventory } from '../../lsp/inventory-document.ts';
import { type LintSettingsSource, type Opened, open } from '../../lsp/opened.ts';

/** The least and the most time without a change after which a document is linted, in milliseconds. */
const pause = { least: 150, most: 500 };

/** The inventories that are open, each linted once a version, and not while somebody types. */
export class Inventories {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #settingsOf: (uri: string) => LintSettingsSource;
  readonly #show: (uri: string) => void;
  readonly #opened = new Map<string, Opened>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** What was an inventory once stays one while it is open, whatever is half-typed. */
  readonly #known = new Set<string>();
  #lastCost = 0;

  constructor(
    documents: TextDocuments<TextDocument>,
    settings: (uri: string) => LintSettingsSource,
    show: (uri: string) => void,
  ) {
    this.#documents = documents;
    this.#settingsOf = settings;
    this.#show = show;
  }

  /** The document as it is now; undefined where it is not open, or no inventory. */
  at(uri: string): Opened | undefined {
    const document = this.#documents.get(uri);
    if (document === undefined || !this.#isKnown(document)) return undefined;
    const known = this.#opened.get(uri);
    if (known?.document.version === document.version) return known;
    const start = performance.now();
    const opened = open(document, this.#settingsOf(uri));
    this.#lastCost = performance.now() - start;
    this.#opened.set(uri, opened);
    return opened;
  }

  /** Every document that is an inventory. */
  all(): TextDocument[] {
    return this.#documents.all().filter((document) => this.#isKnown(document));
  }

  /** Shows what is wrong with a document once nobody has changed it for a while. */
  changed(document: TextDocument): void {
    if (!this.#isKnown(document)) return;
    const { uri } = document;
    clearTimeout(this.#timers.get(uri));
    const isNew = !this.#opened.has(uri);
    const wait = isNew ? 0 : Math.min(pause.most, Math.max(pause.least, this.#lastCost));
    this.#timers.set(
      uri,
      setTimeout(() => this.#showNow(uri), wait),
    );
  }

  /** Judges every document again, for what is judged by is other now. */
  lintAgain(): void {
    this.#opened.clear();
    for (const document of this.all()) this.changed(document);
  }

  closed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#opened.delete(uri);
    this.#known.delete(uri);
  }

  #showNow(uri: string): void {
    this.#timers.delete(uri);
    this.#show(uri);
  }

  #isKnown(document: TextDocument): boolean {
    if (this.#known.has(document.uri)) return true;
    if (!isInventory(document)) return false;
    this.#known.add(document.uri);
    return true;
  }
}
