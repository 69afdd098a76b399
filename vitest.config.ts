import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // scripts/e2e runs these.
    exclude: [...configDefaults.exclude, 'test/e2e/**'],
    globalSetup: 'test/staging.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

export default config;
