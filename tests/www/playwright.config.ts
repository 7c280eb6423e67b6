// Page tests: the built page (www/dist), served with its real headers, in Debian's Chromium.
// `cargo xtask test` starts the server and passes its address; run alone, Playwright starts it.
import { defineConfig } from '@playwright/test';

const served = process.env['SSO_PREFLIGHT_URL'];
const port = 4179;

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../target/playwright',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  workers: 2,
  // For machines with ten times as much to do as they can: what is waited for comes, but late.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: served ?? `http://127.0.0.1:${port}/`,
    trace: 'off',
    // What is shown by the reader's own clock; another place has a test of its own.
    timezoneId: 'UTC',
    // Its cache would answer instead of the stubs; offline.spec.ts allows it.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer:
    served === undefined
      ? {
          command: `cargo xtask serve --no-build --port ${port}`,
          cwd: '../..',
          url: `http://127.0.0.1:${port}/`,
          reuseExistingServer: false,
          timeout: 120_000,
        }
      : undefined,
});
