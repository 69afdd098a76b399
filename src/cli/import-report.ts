import type { Diagnostic } from '../findings/diagnostic.ts';
import type { ImportTally } from '../import/import.ts';
import type { CountedAs, ImportFinding } from '../import/report.ts';
import { groupBy } from '../text/group-by.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { writeReport } from './report.ts';

/** What an import found in the configuration, what lint finds in the inventory, and the files that were read. */
interface Found {
  readonly found: readonly ImportFinding[];
  readonly linted: readonly Diagnostic[];
  readonly names: readonly string[];
}

/** Lists what an import lost and what is wrong, and counts the rest; everything is listed where a list is asked for. */
export function reportFindings({ found, linted, names }: Found, args: Arguments, io: Io): void {
  const isAsked = args.flag('verbose') || args.values('format').length > 0;
  const isCounted = ({ countedAs }: ImportFinding) => countedAs !== undefined && !isAsked;
  const isOfLint = ({ severity }: Diagnostic) => severity !== 'error' && !isAsked;
  const diagnostics = [
    ...found.filter((one) => !isCounted(one)),
    ...linted.filter((one) => !isOfLint(one)),
  ];
  writeReport({ diagnostics, names }, args, io, 'stderr', 'concise');
  if (args.flag('quiet')) return;
  const groups = groupBy(found.filter(isCounted), ({ countedAs }) => countedAs?.[1]);
  const counts = [...groups.values()].map((all) => counted(all.length, all[0]?.countedAs));
  const ofLint = linted.filter(isOfLint).length;
  if (ofLint > 0) counts.push(counted(ofLint, ['finding of lint', 'findings of lint']));
  if (counts.length > 0) io.err(`${counts.join(', ')}; --verbose lists them\n`);
}

function counted(count: number, [one, several]: CountedAs = ['', '']): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** What became of the services, in one line. */
export function formatTally({ services, pools, copied }: ImportTally, changed: number): string {
  const became = `${pools} of ${services} TCP services became pools`;
  const rest = [counted(copied, ['section', 'sections']), counted(changed, ['line', 'lines'])];
  return `${became}, ${rest[0]} copied, ${rest[1]} changed`;
}
