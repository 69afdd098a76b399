/** What a program calls: texts go in, findings and files come out; nothing is read or written. */
export { type Compilation, type CompiledFile, type CompileOptions, compile } from './compile.mjs';
export { type Comparison, type DiffOptions, diff } from './diff.mjs';
export { type LintOptions, lint } from './lint.mjs';
export type { Source } from './source.mjs';
