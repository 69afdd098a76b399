import { expect, test } from 'vitest';
import { toPathOf } from '../../src/report/lint/paths.ts';

test.each([
  ['a.yaml', 'sites/a.yaml'],
  ['./b//a.yaml', 'sites/b/a.yaml'],
  ['../a.yaml', 'a.yaml'],
  ['/repository/other/a.yaml', 'other/a.yaml'],
  ['..a/b', 'sites/..a/b'],
  ['../../a.yaml', '../../a.yaml'],
  ['/etc/a.yaml', '/etc/a.yaml'],
  ['/repository-2/a.yaml', '/repository-2/a.yaml'],
  ['<stdin>', '<stdin>'],
])('%s, called in a folder of a repository, is %s', (name, path) => {
  expect(toPathOf('/repository', '/repository/sites')(name)).toBe(path);
});
