import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // vitest.slow.config.ts and scripts/e2e run these.
    exclude: [...configDefaults.exclude, 'test/**/*.slow.test.ts', 'test/e2e/**'],
    // By default there is one less than there are processors.
    maxWorkers: '100%',
    globalSetup: 'test/staging.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

export default config;
