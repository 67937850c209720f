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
    include: ['test/**/*.spec.ts'],
    typecheck: { include: ['test/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
    coverage: {
      provider: 'v8',
      include: ['lib/**/*.ts'],
      reporter: ['text', 'json-summary'],
    },
  },
});
