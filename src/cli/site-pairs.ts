import { quote } from '../text/characters.ts';
import type { Arguments } from './command.ts';
import type { Built } from './diff.ts';
import { UsageError } from './exit.ts';
import type { Io } from './io.ts';
import type { Before } from './preview.ts';

/** What is compared with what, and whether every site has something to be compared with. */
interface SitePairs {
  readonly pairs: readonly { readonly before: Before; readonly after: Built }[];
  readonly isComplete: boolean;
}

/** Compares each site with itself; what is no inventory with sites is that of the one site that is chosen. */
export function pairSites(
  olds: readonly Before[],
  built: readonly Built[],
  args: Arguments,
  io: Io,
): SitePairs {
  const [first, second] = olds;
  const [after, more] = built;
  if (first?.site === undefined && second === undefined) {
    if (first === undefined || after === undefined) return { pairs: [], isComplete: true };
    if (more !== undefined) {
      const names = built.map(({ site }) => site).join(' or --site ');
      throw new UsageError(`${first.side.name} belongs to one site; add --site ${names}`);
    }
    return { pairs: [{ before: first, after }], isComplete: true };
  }
  if (after?.site === undefined) {
    throw new UsageError(`${first?.side.name} has sites, but the inventory has none`);
  }
  if (more !== undefined) rejectSeveral(args);
  const pairs = built.flatMap((one) => {
    const before = olds.find(({ site }) => site === one.site);
    return before === undefined ? [] : [{ before, after: one }];
  });
  const [come, gone] = [without(built, olds), args.flag('site') ? [] : without(olds, built)];
  for (const site of come)
    io.err(`puppetlb: site ${quote(site)} is new; run puppetlb build --site ${site}\n`);
  for (const site of gone) io.err(`puppetlb: site ${quote(site)} is removed\n`);
  return { pairs, isComplete: come.length + gone.length === 0 };
}

function rejectSeveral(args: Arguments): void {
  const format = args.value('format');
  const isOfOne = format === 'json' || format === 'html';
  const option = isOfOne ? `--format ${format}` : '--state';
  if (isOfOne || args.flag('state'))
    throw new UsageError(`${option} needs one site; add --site NAME`);
}

function without(some: readonly Before[], others: readonly Before[]): string[] {
  const names = new Set(others.map(({ site }) => site));
  return some.flatMap(({ site = '' }) => (names.has(site) ? [] : site));
}

/** What stands above the preview of a site, an empty line between two of them. */
export function siteHeading(of: Built, built: readonly Built[], args: Arguments): string {
  const mark = args.value('format') === 'markdown' ? '# Site' : 'site';
  return `${of === built[0] ? '' : '\n'}${mark} ${of.site}\n\n`;
}
