// Pictures of every state, to be looked at: `npx playwright test --config tests/www/pictures.config.ts` puts them into
// target/pictures. Nothing is compared: fonts differ between machines.
import { defineConfig } from '@playwright/test';
import base from './playwright.config';

export default defineConfig(base, { testMatch: 'pictures.ts', testIgnore: [] });
