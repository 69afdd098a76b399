import type { CodeInfo, Diagnostic } from '../findings/diagnostic.ts';
import { haproxyCodes } from '../findings/haproxy-codes.ts';
import { importCodes } from '../findings/import-codes.ts';
import { lintCodes } from '../findings/lint-codes.ts';
import { preflightCodes } from '../findings/preflight-codes.ts';
import { schemaCodes } from '../findings/schema-codes.ts';
import { settingsCodes } from '../findings/settings-codes.ts';
import { valueCodes } from '../findings/value-codes.ts';
import { yamlCodes } from '../findings/yaml-codes.ts';
import type { nearest } from '../text/nearest.ts';
import { rules } from './engine.ts';

/** Everything that a report can name, by code: what no rule owns, and the rules. */
export const codes: readonly CodeInfo[] = [
  ...Object.values(yamlCodes),
  ...Object.values(schemaCodes),
  ...Object.values(valueCodes),
  ...Object.values(importCodes),
  ...Object.values(haproxyCodes),
  ...Object.values(preflightCodes),
  ...Object.values(lintCodes),
  ...Object.values(settingsCodes),
  ...rules,
].sort((a, b) => (a.code < b.code ? -1 : 1));

const byCode = new Map(codes.map((info) => [info.code, info]));
let byName: ReadonlyMap<string, CodeInfo> | undefined;

/** What a code, in any case, or the name of a code stands for; undefined where there is none. */
export function findCode(text: string): CodeInfo | undefined {
  byName ??= new Map(codes.map((info) => [info.name, info]));
  return byCode.get(text.toUpperCase()) ?? byName.get(text);
}

/** The code or the name that a misspelled one most likely means. */
function nearestCode(text: string, near: typeof nearest): string | undefined {
  return near(
    text,
    codes.flatMap(({ code, name }) => [code, name]),
  );
}

/** All codes, for what checks their names; passed on, so that the rules are loaded once. */
export interface Codes {
  find(text: string): CodeInfo | undefined;
  nearest(text: string, near: typeof nearest): string | undefined;
  whyNotSuppressible(info: CodeInfo): ReturnType<typeof whyNotSuppressible>;
}

/** All codes. */
export const allCodes: Codes = { find: findCode, nearest: nearestCode, whyNotSuppressible };

const ofImports = new Set(Object.values(importCodes).map(({ code }) => code));
const ofComments = new Set(Object.values(lintCodes).map(({ code }) => code));

/** What speaks against suppressing a code by a comment in an inventory; undefined where nothing does. */
export function whyNotSuppressible({
  code,
  severity,
  mildSeverity,
}: CodeInfo): 'error' | 'import' | 'suppression' | undefined {
  if ((mildSeverity ?? severity) === 'error') return 'error';
  if (ofImports.has(code)) return 'import';
  return ofComments.has(code) ? 'suppression' : undefined;
}

/** Whether a comment can suppress a finding: not one that is an error by its nature. */
export function isSuppressible({ code, severity }: Diagnostic): boolean {
  const info = findCode(code);
  if (info === undefined || whyNotSuppressible(info) !== undefined) return false;
  return severity !== 'error' || info.severity !== 'error';
}
