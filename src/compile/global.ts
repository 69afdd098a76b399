import type { Haproxy } from '../inventory/model.ts';
import { builtin } from '../inventory/place.ts';
import { line, settingLine, wordLines } from './lines.ts';
import type { OutputSection } from './output.ts';

/** The global section: with chroot, user and group HAProxy 3.3 and later start without a warning. */
export function globalSection({ global }: Haproxy): OutputSection {
  return {
    ...line('builtin', 'global'),
    comment: builtin('Made by puppetlb. Change the inventory, not this file.'),
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
