import { type Details, diagnose } from '../findings/diagnose.ts';
import type { CodeInfo } from '../findings/diagnostic.ts';
import { isError, type ParseError, type Result } from '../text/result.ts';
import { isMapping, type Mapping } from '../yaml/document.ts';
import { below, type NodeRef, type Setting, spanOfPlace } from './place.ts';
import type { ReadContext } from './read-context.ts';
import { refuseOff } from './suggest-off.ts';
import { writeInstead } from './write-instead.ts';

/** Reads the settings of one mapping, and reports what is wrong with them. */
export class MappingReader {
  readonly place: NodeRef;
  readonly values: Mapping;
  readonly context: ReadContext;

  constructor(place: NodeRef, values: Mapping, context: ReadContext) {
    this.place = place;
    this.values = values;
    this.context = context;
  }

  /** A mapping below this one; an empty one where there is none. */
  inside(key: string): MappingReader {
    const value = this.values[key];
    return new MappingReader(below(this.place, key), isMapping(value) ? value : {}, this.context);
  }

  /** Whether nothing in this mapping was refused; what is read of it later is not known yet. */
  get isValid(): boolean {
    return this.context.isValid(this.place.path);
  }

  /** Whether a key is there and holds something. */
  has(key: string): boolean {
    return this.values[key] !== undefined && this.values[key] !== null;
  }

  text(key: string): Setting<string> | undefined {
    const value = this.values[key];
    return typeof value === 'string' ? { value, from: below(this.place, key) } : undefined;
  }

  number(key: string): Setting<number> | undefined {
    const value = this.values[key];
    return typeof value === 'number' ? { value, from: below(this.place, key) } : undefined;
  }

  boolean(key: string): Setting<boolean> | undefined {
    const value = this.values[key];
    return typeof value === 'boolean' ? { value, from: below(this.place, key) } : undefined;
  }

  /** One of several words, which the schema has checked. */
  word<T extends string>(key: string): Setting<T> | undefined {
    return this.text(key) as Setting<T> | undefined;
  }

  /** A text or number that a parser reads; what the parser refuses is a finding of the code. */
  parsed<T>(
    key: string,
    code: CodeInfo,
    parse: (text: string) => Result<T>,
  ): Setting<T> | undefined {
    const value = this.values[key];
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    const text = String(value);
    const place = below(this.place, key);
    return this.check(place, code, refuseOff(place.path, text, parse(text)));
  }

  /** The items of a list of texts, or one text alone, each read by a parser. */
  parsedItems<T>(key: string, code: CodeInfo, parse: (text: string) => Result<T>): Setting<T>[] {
    const value = this.values[key];
    const place = below(this.place, key);
    if (!Array.isArray(value))
      return [this.parsed(key, code, parse)].filter((x) => x !== undefined);
    return value.flatMap((item, index) => {
      if (typeof item !== 'string') return [];
      return this.check(below(place, index), code, parse(item)) ?? [];
    });
  }

  /** The value, or undefined and a finding. */
  check<T>(
    place: NodeRef,
    code: CodeInfo,
    result: Result<T>,
    part: 'key' | 'value' = 'value',
  ): Setting<T> | undefined {
    if (!isError(result)) {
      if (result.doubt !== undefined) this.#warn(place, code, result.doubt);
      return { value: result.value, from: place };
    }
    const { message, help } = result;
    const details = { help, fix: writeInstead(place, result, this.values) };
    this.report(place, code, message, details, part);
    return undefined;
  }

  #warn(place: NodeRef, code: CodeInfo, { message, help }: ParseError): void {
    const mild = { ...code, severity: code.mildSeverity ?? code.severity };
    const span = spanOfPlace(place, 'value');
    this.context.add(diagnose(mild, place.document.source, span, message, { help }));
  }

  report(
    place: NodeRef,
    code: CodeInfo,
    message: string,
    details: Details = {},
    part: 'key' | 'value' = 'value',
  ): void {
    const span = spanOfPlace(place, part);
    this.context.add(diagnose(code, place.document.source, span, message, details));
    this.context.markInvalid(this.place.path);
  }
}
