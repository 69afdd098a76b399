import { mark } from '../inventory/beside.ts';
import type { Haproxy, Inventory, Sections } from '../inventory/model.ts';
import { builtin } from '../inventory/place.ts';
import { withConfigurationId } from './configuration-id.ts';
import { defaultsSection } from './defaults.ts';
import { poolSections } from './frontends.ts';
import { line, settingLine, wordLines } from './lines.ts';
import type { OutputSection } from './output.ts';
import { isFormatShared, logAndOptionLines } from './pool-lines.ts';

/** What is written for a balancer. */
export interface Deployment {
  readonly base: readonly OutputSection[];
  readonly listens: readonly OutputSection[];
  readonly verbatim: Sections | undefined;
}

/** Lowers an inventory without errors to HAProxy's language; the order is that of the inventory. */
export function deploy(inventory: Inventory): Deployment {
  const { haproxy, defaults, pools } = inventory;
  const isFragment = haproxy.beside !== undefined;
  const isShared = isFragment || isFormatShared(inventory);
  const deployment = {
    base: isFragment
      ? []
      : [globalSection(haproxy), ...defaultsSection(haproxy, defaults, isShared)],
    listens: pools.flatMap((pool) =>
      poolSections(pool, inventory, logAndOptionLines(pool, defaults, isShared)),
    ),
    verbatim: haproxy.sections,
  };
  return haproxy.id.value && !isFragment ? withConfigurationId(deployment, inventory) : deployment;
}

/** The global section: with chroot, user and group HAProxy 3.3 and later start without a warning. */
function globalSection({ global }: Haproxy): OutputSection {
  return {
    ...line('builtin', 'global'),
    comment: builtin(mark),
    lines: [
      ...wordLines(global.logs, 'log'),
      ...settingLine(global.chroot, 'chroot'),
      ...settingLine(global.user, 'user'),
      ...settingLine(global.group, 'group'),
      ...wordLines(global.statsSockets, 'stats', 'socket'),
      ...settingLine(global.maxconn, 'maxconn'),
      ...settingLine(global.nbthread, 'nbthread'),
      ...wordLines(global.extra),
    ],
  };
}
