import { type OtherFile, otherFileNames } from '../yaml/other-kinds.ts';
import type { OwnRoot } from '../yaml/problem.ts';

/** What a file of ours that is YAML holds. */
export type YamlFile = 'inventory' | 'configuration' | 'settings file';

/** One such file. */
export const aFile: Readonly<Record<YamlFile, string>> = {
  inventory: 'an inventory',
  configuration: 'a configuration',
  'settings file': 'a settings file',
};

const nameOther = 'use a YAML file that has "pools:"; puppetlb init writes one';

function isOwn(is: OwnRoot | OtherFile): is is OwnRoot {
  return is === 'text' || is.startsWith('list');
}

/** What a file is that holds no mapping, or that of another program. */
export function rootWords(
  is: OwnRoot | OtherFile,
  file: YamlFile,
): { readonly message: string; readonly help: string } {
  const message = isOwn(is)
    ? `the ${file} is a ${is === 'text' ? is : 'list'}, not a mapping of keys to values`
    : `this is ${otherFileNames[is]}, not ${aFile[file]}`;
  return { message, help: rootHelps[is] ?? nameOther };
}

const rootHelps: Readonly<Record<string, string>> = {
  list: 'write "pools:" on a line above the list; the list can keep its indentation',
  'list in brackets': 'write "pools: " before the "["',
  text: 'write "pools:" and a list of pools',
  haproxy: 'run puppetlb import to make an inventory from it',
  'haproxy-template': 'render the template, then run puppetlb import on the result',
  template: 'render the template, then run puppetlb lint on the result',
  settings: 'run puppetlb lint on the inventory; it finds this file beside it',
  names: 'run puppetlb init, and write these names below "hosts"',
  'hiera-data': 'run puppetlb init, and copy these data into the file',
};
