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

/** What a file is that holds no mapping. */
export function rootWords(
  is: 'list' | 'list in brackets' | 'text' | OtherFile,
  file: YamlFile,
): { readonly message: string; readonly help: string } {
  switch (is) {
    case 'list':
      return {
        message: `the ${file} is a list, and not a mapping of keys to values`,
        help: 'write "pools:" on a line above it; the list may stay as it is indented',
      };
    case 'list in brackets':
      return {
        message: `the ${file} is a list, and not a mapping of keys to values`,
        help: 'write "pools: " before the "["',
      };
    case 'text':
      return {
        message: `the ${file} is a text, and not a mapping of keys to values`,
        help: 'begin with a list of pools: "pools:"',
      };
    default:
      return {
        message: `this is ${otherFiles[is]}, not ${aFile[file]}`,
        help:
          is === 'haproxy'
            ? 'puppetlb import makes an inventory from it'
            : 'name a YAML file that begins with a list of pools: "pools:"',
      };
  }
}
