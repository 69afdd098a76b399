import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A configuration of the corpus, and what is known of it. */
export interface CorpusCase {
  readonly file: string;
  readonly bytes: Buffer;
  /** What HAProxy 2.6.12 said. */
  readonly class: string;
  /** What should be said of an inventory that leads to it. */
  readonly judge: 'error' | 'warning' | 'info' | 'ok';
}

export const corpusFolder: string = join(import.meta.dirname, '../fixtures/haproxy-cases');

/** All files, in the order of the index. */
export const corpus: readonly CorpusCase[] = readFileSync(join(corpusFolder, 'index.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((row) => {
    const [file = '', kind = '', judge = ''] = row.split('\t');
    const bytes = readFileSync(join(corpusFolder, file));
    return { file, bytes, class: kind, judge: judge as CorpusCase['judge'] };
  });
