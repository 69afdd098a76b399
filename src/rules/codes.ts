import type { CodeInfo } from '../diagnostics/diagnostic.ts';
import { importCodes } from '../diagnostics/import-codes.ts';
import { judgeCodes } from '../diagnostics/judge-codes.ts';
import { schemaCodes } from '../diagnostics/schema-codes.ts';
import { valueCodes } from '../diagnostics/value-codes.ts';
import { yamlCodes } from '../diagnostics/yaml-codes.ts';
import { rules } from './list.ts';

/** Everything that a report can name, by code: what no rule owns, and the rules. */
export const codes: readonly CodeInfo[] = [
  ...Object.values(yamlCodes),
  ...Object.values(schemaCodes),
  ...Object.values(valueCodes),
  ...Object.values(importCodes),
  ...Object.values(judgeCodes),
  ...rules,
].sort((a, b) => (a.code < b.code ? -1 : 1));
