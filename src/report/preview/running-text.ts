import type { Drift } from '../../diff/drift.ts';
import type { Preview, RunningPreview } from '../../diff/preview.ts';
import { formatVersion, type Version } from '../../haproxy/facts/versions.ts';
import { groupBy } from '../../text/group-by.ts';
import { listNames } from '../../text/list-names.ts';
import { placeText } from './preview-words.ts';
import { textOf } from './value-text.ts';

/** What a reload does to what runs, as the end of a line; empty where it does nothing. */
export function effectText({ running, action }: Preview): string {
  if (running === undefined) return ' (runtime state not checked; use --state)';
  const of = (kind: Drift['reload']['kind']) =>
    running.drifts.filter(({ reload }) => reload.kind === kind);
  const [undone, mixed] = [of('undoes'), of('partly-undoes')];
  const saved = of('keeps').filter(({ server, what }) => server !== undefined && isSaved(what));
  const parts = [
    ...(undone.length === 0
      ? []
      : [
          `${action === 'reload' ? 'the reload undoes' : 'a reload would undo'} ${countDrifts(undone)}`,
        ]),
    ...(mixed.length === 0
      ? []
      : [
          `${action === 'reload' ? 'the reload partly undoes' : 'a reload would partly undo'} ${countDrifts(mixed)}`,
        ]),
    ...(saved.length === 0 || action !== 'reload'
      ? []
      : [`the reload keeps ${countDrifts(saved)}`]),
  ];
  return parts.map((part) => `; ${part}`).join('');
}

function isSaved(what: Drift['what']): boolean {
  return what === 'state' || what === 'weight' || what === 'check';
}

const maxNames = 3;

/** "1 runtime drain: compile03", one for each kind of change. */
function countDrifts(drifts: readonly Drift[]): string {
  // Who is out of rotation comes first.
  const states = drifts.filter(({ what }) => what === 'state');
  const others = drifts.filter(({ what }) => what !== 'state');
  const groups = groupBy([...states, ...others], (drift) => nounOf(drift, 1));
  const shown = [...groups.values()].map((alike) => {
    const nouns = alike.slice(0, 1).map((drift) => nounOf(drift, alike.length));
    const names = alike.map(({ server, pool }) => server ?? pool);
    return `${names.length} ${nouns.join('')}: ${listNames(names, maxNames)}`;
  });
  return shown.join('; ');
}

/** What was done so many times. */
function nounOf({ what, built, running }: Drift, count: number): string {
  const s = count === 1 ? '' : 's';
  switch (what) {
    case 'state':
      return running === 'ready'
        ? `server${s} set ready at runtime`
        : `runtime ${textOf(running)}${s}`;
    case 'check':
    case 'agent':
      return running === 'off' ? `${what}${s} switched off at runtime` : `runtime ${what}${s}`;
    case 'server':
    case 'section': {
      const thing = what === 'section' ? `pool${s}` : `server${s}`;
      return built === undefined
        ? `${thing} running but not configured`
        : `configured ${thing} not running`;
    }
    // The plural of these is left out: an address has another one than an s.
    case 'address':
    case 'check address':
    case 'agent address':
      return `runtime ${what}`;
    default:
      return `runtime ${what}${s}`;
  }
}

const maxRows = 12;

/** What runs, and where it is other than the old configuration says. */
export function runningLines(preview: Preview, isVerbose: boolean): string[] {
  if (preview.running === undefined) return [];
  const { drifts } = preview.running;
  const rows = driftRows(isVerbose ? drifts : drifts.slice(0, maxRows));
  const width = Math.min(
    70,
    rows.reduce((most, [left]) => Math.max(most, left.length), 0),
  );
  const more = drifts.length - rows.length;
  return [
    ...runningTitle(preview),
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
    ...(more === 0 ? [] : [`  ... and ${more} more (--verbose shows all)`]),
  ];
}

/** What runs, and whether it is what the old configuration says; none where nobody asked. */
export function runningTitle({ running, version, before }: Preview): string[] {
  if (running === undefined) return [];
  const word = running.drifts.length === 0 ? 'matches' : 'differs from';
  return [`${headLine(running, version)} ${word} ${before}`];
}

/** Where something runs otherwise: what it is, then its place and what a reload does. */
export function driftRows(drifts: readonly Drift[]): (readonly [string, string])[] {
  return drifts.map((drift) => [whatRuns(drift), ending(drift)]);
}

function headLine({ source }: RunningPreview, version: Version): string {
  const { name, versionText, version: runs, uptime } = source;
  if (versionText === undefined) return `runtime state from ${name}`;
  const since = uptime === undefined ? '' : `, up ${describeUptime(uptime)}`;
  const isOther = runs?.major !== version.major || runs.minor !== version.minor;
  const meant = isOther ? `; the inventory is for ${formatVersion(version)}` : '';
  return `runtime state from ${name} (HAProxy ${versionText}${since}${meant})`;
}

function describeUptime(seconds: number): string {
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600)];
  if (days > 1) return `${days} days`;
  if (hours > 1) return `${hours} hours`;
  const minutes = Math.floor(seconds / 60);
  return minutes > 1 ? `${minutes} minutes` : 'a moment';
}

function whatRuns({ pool, server, what, built, running }: Drift): string {
  const subject = server === undefined ? pool : `${pool}/${server}`;
  const isWhole = what === 'server' || what === 'section';
  const name = isWhole ? subject : `${subject} ${what}`;
  const [is, runs] = [textOf(built), textOf(running)];
  const configured = is === undefined ? 'not configured' : `configured ${is}`;
  return `${name}: ${configured}, ${runs === undefined ? 'not running' : `running ${runs}`}`;
}

function ending({ at, reload }: Drift): string {
  const effects = {
    undoes: 'a reload undoes it',
    keeps: 'a reload keeps it',
    'partly-undoes': 'a reload undoes a part of it',
    ends: 'a reload ends it',
  };
  const why = reload.reason === undefined ? '' : ` (${reload.reason})`;
  const place = at === undefined ? '' : `${placeText(at)}  `;
  return `${place}${effects[reload.kind]}${why}`;
}
