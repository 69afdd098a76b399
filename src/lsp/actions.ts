import {
  type CodeAction,
  CodeActionKind,
  type CodeLens,
  type Command,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import type { Diagnostic, Fix } from '../findings/diagnostic.ts';
import { suppressionEdit } from '../rules/suppression/edit.ts';
import type { Edit } from '../yaml/edit.ts';
import { type Shows, showFinding } from './diagnostics.ts';
import { fixAll } from './fix-all.ts';
import { type Opened, rangeOf } from './opened.ts';

/** The command that writes and shows the compiled file. */
export const previewCommand = 'puppetlb.preview';

/** The kind of the action that repairs everything that has one right answer. */
export const fixAllKind: string = `${CodeActionKind.SourceFixAll}.puppetlb`;

/** What an editor asks for actions, and what it can take. */
export interface Asked {
  readonly range: Range;
  /** The kinds that are wanted; all where undefined. */
  readonly only: readonly string[] | undefined;
  readonly shows: Shows;
}

/** What can be done at a range: repairs, suppressions, and for the whole document all repairs and the preview. */
export function actionsAt(opened: Opened, { range, only, shows }: Asked): CodeAction[] {
  const isWanted = (kind: string) =>
    only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  const found = isWanted(CodeActionKind.QuickFix) ? findingsIn(opened, range) : [];
  return [
    ...found.flatMap((finding) => repairs(opened, finding, shows)),
    ...found.flatMap((finding) => suppressions(opened, finding, shows)),
    ...(isWanted(fixAllKind) ? repairAll(opened) : []),
    ...(isWanted(CodeActionKind.Source) ? [previewAction(opened)] : []),
  ];
}

function findingsIn(opened: Opened, { start, end }: Range): Diagnostic[] {
  const { document, shift, linted } = opened;
  const [from, to] = [document.offsetAt(start) - shift, document.offsetAt(end) - shift];
  return linted.diagnostics.filter(({ primary: { span } }) => span.start <= to && from <= span.end);
}

function repairs(opened: Opened, finding: Diagnostic, shows: Shows): CodeAction[] {
  return finding.fixes.map(
    (fix: Fix): CodeAction => ({
      title: `${fix.title} (${finding.code})`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [showFinding(opened, finding, shows)],
      isPreferred: fix.isCertain === true || finding.fixes.length === 1,
      edit: { changes: { [opened.document.uri]: textEdits(opened, fix.edits) } },
    }),
  );
}

/** A comment above the finding, whose reason is for the person to write. */
function suppressions(opened: Opened, finding: Diagnostic, shows: Shows): CodeAction[] {
  const edit = suppressionEdit(finding, 'reason');
  if (edit === undefined) return [];
  return [
    {
      title: `Suppress ${finding.code} here, with a reason`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [showFinding(opened, finding, shows)],
      edit: { changes: { [opened.document.uri]: textEdits(opened, [edit]) } },
    },
  ];
}

function repairAll(opened: Opened): CodeAction[] {
  const edits = fixAll(opened);
  if (edits.length === 0) return [];
  const title = 'Repair everything that has one right answer';
  const changes = { [opened.document.uri]: textEdits(opened, edits) };
  return [{ title, kind: fixAllKind, edit: { changes } }];
}

/** A line above the document that offers the preview. */
export function previewLens(opened: Opened): CodeLens {
  const start = { line: 0, character: 0 };
  return { range: { start, end: start }, command: previewOf(opened) };
}

function previewOf({ document: { uri } }: Opened): Command {
  return { title: 'Preview haproxy.cfg', command: previewCommand, arguments: [uri] };
}

function previewAction(opened: Opened): CodeAction {
  const command = previewOf(opened);
  return { title: command.title, kind: CodeActionKind.Source, command };
}

function textEdits(opened: Opened, edits: readonly Edit[]): TextEdit[] {
  return edits.map(({ span, text }) => ({ range: rangeOf(opened, span), newText: text }));
}
