import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';
import quick from './vitest.config.ts';

/** Files whose generated cases take long: each run has the first of them, this one has all. */
const manyCases = [
  'test/fix/meaning.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/integration/parity.test.ts',
  'test/node/accepted.test.ts',
  'test/rules/robust.test.ts',
];

const config: ViteUserConfig = defineConfig({
  test: {
    ...quick.test,
    include: ['test/**/*.slow.test.ts', ...manyCases],
    exclude: configDefaults.exclude,
    env: { PUPPETLB_RUNS_FACTOR: '4' },
    // A property that has four times as many cases may take as much longer.
    testTimeout: 240_000,
  },
});

export default config;
