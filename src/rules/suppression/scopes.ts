import type { CodeInfo, Diagnostic } from '../../findings/diagnostic.ts';
import type { SuppressionDirective, Written } from './directive.ts';
import type { Placement } from './placement.ts';

/** One code that one directive suppresses. */
export interface Suppression {
  readonly directive: SuppressionDirective;
  readonly name: Written;
  readonly info: CodeInfo;
  /** Whether it has suppressed a finding. */
  isUsed: boolean;
  /** Whether another one for the same code begins before it ends, which would end with it. */
  isDoubled?: boolean;
  /** The `enable` that ends it, where one does. */
  end?: { readonly directive: SuppressionDirective; readonly name: Written };
}

/** Lines, both outside of what is suppressed. */
interface Block {
  readonly after: number;
  before: number;
  readonly suppression: Suppression;
}

/** What is suppressed where; finds the nearest suppression of a finding. */
export class Scopes {
  readonly all: Suppression[] = [];
  readonly #placement: Placement;
  readonly #byLine = new Map<string, Suppression>();
  readonly #blocks = new Map<string, Block[]>();
  readonly #ofFile = new Map<string, Suppression>();

  constructor(placement: Placement) {
    this.#placement = placement;
  }

  /** Opens the scope of a directive for a code; in the order of the text. */
  add(directive: SuppressionDirective, name: Written, info: CodeInfo): void {
    const suppression: Suppression = { directive, name, info, isUsed: false };
    this.all.push(suppression);
    const { kind, span } = directive;
    if (kind === 'disable-file') addFirst(this.#ofFile, info.code, suppression);
    else if (kind === 'disable-line')
      this.#addLine(this.#placement.lineOf(span.start), suppression);
    else if (kind === 'disable-next-line') {
      const next = this.#placement.contentFrom(this.#placement.physicalLine(span) + 1);
      if (next !== undefined) this.#addLine(next, suppression);
    } else this.#open(suppression);
  }

  #addLine(line: number, suppression: Suppression): void {
    addFirst(this.#byLine, `${line} ${suppression.info.code}`, suppression);
  }

  #open(suppression: Suppression): void {
    const { code } = suppression.info;
    const blocks = this.#blocks.get(code) ?? [];
    this.#blocks.set(code, blocks);
    const open = blocks.at(-1);
    if (open?.before === Number.POSITIVE_INFINITY) {
      open.suppression.isDoubled = true;
      return;
    }
    const after = this.#placement.physicalLine(suppression.directive.span);
    blocks.push({ after, before: Number.POSITIVE_INFINITY, suppression });
  }

  /** Ends the open block of a code; false where there is none. */
  close(directive: SuppressionDirective, name: Written, { code }: CodeInfo): boolean {
    const block = this.#blocks.get(code)?.at(-1);
    if (block?.before !== Number.POSITIVE_INFINITY) return false;
    block.before = this.#placement.physicalLine(directive.span);
    block.suppression.end = { directive, name };
    return true;
  }

  /** The suppression of a finding: of its line before that of a block before that of the file. */
  find({ code, primary }: Diagnostic): Suppression | undefined {
    const line = this.#placement.lineOf(primary.span.start);
    const ofLine = this.#byLine.get(`${line} ${code}`) ?? this.#findByKey({ code, primary });
    return ofLine ?? this.#findBlock(code, line) ?? this.#ofFile.get(code);
  }

  /** What is said of a whole mapping is suppressed above its key too. */
  #findByKey({ code, primary }: Pick<Diagnostic, 'code' | 'primary'>): Suppression | undefined {
    if (this.#byLine.size === 0) return undefined;
    const line = this.#placement.keyLine(primary.span);
    return line === undefined ? undefined : this.#byLine.get(`${line} ${code}`);
  }

  #findBlock(code: string, line: number): Suppression | undefined {
    const blocks = this.#blocks.get(code) ?? [];
    let low = 0;
    let high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((blocks[middle]?.after ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    const block = blocks[low - 1];
    return block !== undefined && line < block.before ? block.suppression : undefined;
  }
}

function addFirst<Key>(map: Map<Key, Suppression>, key: Key, suppression: Suppression): void {
  if (!map.has(key)) map.set(key, suppression);
}
