import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/e2e/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // What a test leaves behind is what the next one starts from.
    bail: 1,
  },
});

export default config;
