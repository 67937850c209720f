import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^nestjs-stats$/, replacement: path('./lib/index.ts') },
      { find: /^nestjs-stats\/testing$/, replacement: path('./lib/testing/index.ts') },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'lib',
          include: ['test/**/*.spec.ts'],
          exclude: ['test/package/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // After the others: it builds, packs and installs, which starves tests that watch the clock of a socket.
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.spec.ts'],
          // Projects of their own: what is in them is run by the specs that install them.
          exclude: ['test/package/fixtures/**'],
          globalSetup: ['test/package/global-setup.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['lib/**/*.ts'],
      reporter: ['text', 'json-summary'],
    },
  },
});
