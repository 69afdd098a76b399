/** What a program calls: texts go in, findings and files come out; nothing is read or written. */
export { type Compilation, type CompiledFile, type CompileOptions, compile } from './compile.ts';
export { type Comparison, type DiffOptions, diff } from './diff.ts';
export { type LintOptions, lint } from './lint.ts';
export type { Source } from './source.ts';
