import { defineConfig } from 'vitest/config';

/** Shared by both projects: built files and third-party code hold no tests of ours. */
const exclude = ['**/node_modules/**', '**/dist/**', '**/build/**', '**/.plasmo/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.browser.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['**/*.browser.test.ts'],
          exclude,
          // Each file drives browsers and a party of its own: two at a time would measure each other on a small machine.
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
