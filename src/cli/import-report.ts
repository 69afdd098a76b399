import { linesOf } from '../compile/whole.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import type { ImportTally } from '../import/import.ts';
import type { CountedAs, ImportFinding } from '../import/report.ts';
import { showUnseen } from '../text/characters.ts';
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
export function formatTally(tally: ImportTally, changed: number): string {
  const { services, pools, copied, left } = tally;
  const became = `${pools} of ${services} TCP services became pools`;
  const rest = [counted(copied, ['section', 'sections']), counted(changed, ['line', 'lines'])];
  const others = left > 0 ? `${counted(left, ['section', 'sections'])} left` : `${rest[0]} copied`;
  return `${became}, ${others}, ${rest[1]} changed`;
}

/** What to do next where few services are Puppet's: take them alone, or take their sections out of the other files. */
export function nextStep(
  { puppets, moved }: ImportTally,
  names: readonly string[],
  isFragment: boolean,
): string {
  if (!isFragment) {
    if (puppets === undefined) return '';
    const { own, all } = puppets;
    const command = `puppetlb import --fragment ${names.map(showUnseen).join(' ')}`;
    return `${own} of ${all} proxies are Puppet's: ${command} leaves the others in their files\n`;
  }
  if (moved.length === 0) return 'no service is Puppet\u0027s by its port or name\n';
  const files = groupBy(moved, ({ opening }) => opening.source.name);
  const lines = [...files].map(([name, sections]) => {
    const ranges = sections.map(linesOf).map(({ first, last }) => `${first}-${last}`);
    return `${ranges.join(', ')} of ${showUnseen(name)}`;
  });
  return `remove lines ${lines.join(', and ')}, then run puppetlb build -o FILE for HAProxy to read last\n`;
}
