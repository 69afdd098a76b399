import type { OtherFile } from '../yaml/other-file.ts';

/** What a file of ours that is YAML holds. */
export type YamlFile = 'inventory' | 'configuration';

/** One such file. */
export const aFile: Readonly<Record<YamlFile, string>> = {
  inventory: 'an inventory',
  configuration: 'a configuration',
};

const otherFiles: Readonly<Record<OtherFile, string>> = {
  haproxy: 'an HAProxy configuration',
  ini: 'an INI file',
  toml: 'a TOML file',
  html: 'a web page',
  xml: 'an XML file',
  pem: 'a certificate or a key',
  patch: 'a patch',
  puppet: 'a Puppet manifest',
};

const nameOther = 'name a YAML file that begins with a list of pools: "pools:"';

/** What a file is that holds no mapping. */
export function rootWords(
  is: 'list' | 'list in brackets' | 'text' | OtherFile,
  file: YamlFile,
): { readonly message: string; readonly help: string } {
  const isOwn = is === 'list' || is === 'list in brackets' || is === 'text';
  const message = isOwn
    ? `the ${file} is a ${is === 'text' ? is : 'list'}, and not a mapping of keys to values`
    : `this is ${otherFiles[is]}, not ${aFile[file]}`;
  return { message, help: rootHelps[is] ?? nameOther };
}

const rootHelps: Readonly<Record<string, string>> = {
  list: 'write "pools:" on a line above it; the list may stay as it is indented',
  'list in brackets': 'write "pools: " before the "["',
  text: 'begin with a list of pools: "pools:"',
  haproxy: 'puppetlb import makes an inventory from it',
};
