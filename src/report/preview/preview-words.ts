import { type ConfigurationChange, subjectText } from '../../diff/change.ts';
import { hasDrift, lacksSocket, type PoolPreview, type Preview } from '../../diff/preview.ts';
import type { ShownPlace } from '../../diff/side.ts';
import { commandText, type RuntimeCommand } from '../../haproxy/process/runtime-command.ts';
import type { Advice } from '../../predict/advice.ts';
import type { Move } from '../../predict/client-moves.ts';
import { groupBy } from '../../text/group-by.ts';
import { percent } from '../../text/percent.ts';
import { textOf } from './value-text.ts';

/** How an action is marked, as in a difference of texts. */
export const signs = {
  added: '+',
  removed: '-',
  renamed: '~',
  moved: '>',
  changed: '~',
} as const;

/** What says that nothing is to be done; of what runs otherwise the first lines say what a reload does. */
export function unchangedText(preview: Preview): string {
  return `no difference to HAProxy${hasDrift(preview) ? '' : '; no reload needed'}`;
}

/** Commands with what is to be said of them. */
export interface CommandList {
  readonly title: string;
  readonly commands: readonly RuntimeCommand[];
  readonly notes: readonly string[];
}

/** The commands that make a change, and those that finish it after a reload; none where there are none. */
export function commandLists(preview: Preview): CommandList[] {
  const socket = lacksSocket(preview) ? 'a stats socket with level admin' : 'the stats socket';
  const lists = [
    {
      title: `send to ${socket}, in this order`,
      commands: preview.commands,
      notes: commandsNotes(preview),
    },
    {
      title: 'after the reload, send to a stats socket with level admin, in this order',
      commands: preview.commandsAfterReload,
      notes: ['or remove the lines of these servers from the state file before the reload'],
    },
  ];
  return lists.filter(({ commands }) => commands.length > 0);
}

/** What a change is about: a property, a server, or a property of a server. */
export function subjectOf({ server, subject }: ConfigurationChange): string {
  if (subject.kind === 'server') return `server ${server}`;
  const name = subjectText(subject);
  return server === undefined ? name : `${server} ${name}`;
}

/** Where a change stands, before and after, as far as it does. */
export function placesOf({ at: { before, after } }: ConfigurationChange): string {
  return [before, after]
    .flatMap((place) => (place === undefined ? [] : [placeText(place)]))
    .join(' -> ');
}

/** Where something stands; what the program itself added stands nowhere in a file. */
export function placeText({ file, line, column }: ShownPlace): string {
  return line === undefined ? `${file} (built in)` : `${file}:${line}:${column}`;
}

/** What a change was and is, as far as it is; of a server that is out of rotation also why, and until when. */
export function valuesOf({ before, after, whyOut }: ConfigurationChange): {
  readonly before: string | undefined;
  readonly after: string | undefined;
} {
  const text = textOf(after);
  const { reason, until } = whyOut ?? {};
  const why = [reason ?? [], until === undefined ? [] : `until ${until}`].flat().join(', ');
  return { before: textOf(before), after: why === '' ? text : `${text} (${why})` };
}

/** Why a change needs what it needs: a reason, or the commands that do it. */
export function detailOf({ action }: ConfigurationChange): string[] {
  return action.kind === 'runtime' ? action.commands.map(commandText) : [action.reason];
}

/** The changes by their section, in the order in which they come. */
export function bySection(
  changes: readonly ConfigurationChange[],
): [string, readonly ConfigurationChange[]][] {
  return [...groupBy(changes, ({ section }) => section)];
}

/** A server by its name; agents that nobody takes have none. */
export function serverText(server: string | undefined): string {
  return server ?? 'no server';
}

/** A number of agents. */
export function agentsText(count: number): string {
  return count === 1 ? '1 agent' : `${count} agents`;
}

/** A client by its name, where it has one, and its address. */
export function clientText({ client: { name, text } }: Move): string {
  return name === undefined ? text : `${name} ${text}`;
}

/** What would spare moves, as a sentence. */
export function adviceText({ kind, moved, once }: Advice): string {
  switch (kind) {
    case 'append':
      return `with the old order, and new servers at the end, ${percent(moved)} would move`;
    case 'ids':
      return `with the old "id" written for each server, and new ids for new servers, ${percent(moved)} would move`;
    case 'consistent':
      return `with hash-type consistent (and ids, weight 100) ${percent(moved)} would move; switching moves about ${percent(once ?? 0)} once`;
  }
}

/** What must be known of the commands. */
function commandsNotes(preview: Preview): string[] {
  const { commands, socket, running } = preview;
  const isDeleting = commands.some(({ verb }) => verb === 'del');
  const again =
    'HAProxy refuses "del server" while the server has connections; send it again later';
  const deleting = isDeleting ? [again] : [];
  if (lacksSocket(preview)) return [addSocket, ...deleting];
  const asked = running?.source.socket;
  const isElsewhere = asked !== undefined && asked.level !== 'admin' && socket !== undefined;
  return [
    ...(isElsewhere
      ? [`${running?.source.name} has level ${asked.level}: send them to ${socket}`]
      : []),
    'they are lost at the next reload: also write the new configuration file',
    ...deleting,
  ];
}

const addSocket =
  'to change servers without a reload, write haproxy.global.stats-socket: /run/haproxy/admin.sock';

/** What is to be known of a pool: why nobody can say who moves, and on what the rest depends. */
export function poolNotes({ agents: { unknown, conditions } }: PoolPreview): string[] {
  return [
    ...(unknown === undefined
      ? []
      : [`which server an agent reaches cannot be predicted: ${unknown}`]),
    ...conditions.map((one) => `assuming that ${one}`),
  ];
}
