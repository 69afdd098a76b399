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

const nameOther = 'lint a YAML file that has "pools:"; puppetlb init writes one to begin with';

function isOwn(is: OwnRoot | OtherFile): is is OwnRoot {
  return is === 'text' || is.startsWith('list');
}

/** What a file is that holds no mapping, or that of another program. */
export function rootWords(
  is: OwnRoot | OtherFile,
  file: YamlFile,
): { readonly message: string; readonly help: string } {
  const message = isOwn(is)
    ? `the ${file} is a ${is === 'text' ? is : 'list'}, and not a mapping of keys to values`
    : `this is ${otherFileNames[is]}, not ${aFile[file]}`;
  return { message, help: rootHelps[is] ?? nameOther };
}

const rootHelps: Readonly<Record<string, string>> = {
  list: 'write "pools:" on a line above it; the list may stay as it is indented',
  'list in brackets': 'write "pools: " before the "["',
  text: 'begin with a list of pools: "pools:"',
  haproxy: 'puppetlb import makes an inventory from it',
  'haproxy-template': 'render it first; puppetlb import makes an inventory from the result',
  template: 'render it first, then lint the result',
  settings: 'lint the inventory itself; puppetlb finds this file beside it',
  names: 'run puppetlb init, and write them below "hosts"',
  'hiera-data': 'run puppetlb init, and write there what the data say',
};
