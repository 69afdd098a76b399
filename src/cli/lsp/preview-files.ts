import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Compiled files, each in a folder of its own below the system's folder for such, until the server ends. */
export class PreviewFiles {
  readonly #files = new Map<string, string>();
  #folder: string | undefined;

  /** Whether a document has a file. */
  has(uri: string): boolean {
    return this.#files.has(uri);
  }

  /** Writes the file of a document; returns its path. Throws what the system says. */
  write(uri: string, text: string): string {
    const file = this.#files.get(uri) ?? join(this.#newFolder(), 'haproxy.cfg');
    writeFileSync(file, text);
    this.#files.set(uri, file);
    return file;
  }

  remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  #newFolder(): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'puppetlb-preview-'));
    const folder = join(this.#folder, String(this.#files.size + 1));
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}
