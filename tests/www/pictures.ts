import { test } from '@playwright/test';
import { reach, STATES } from './states';

const LOOKS = [
  { name: 'light', width: 1280, colorScheme: 'light', forcedColors: 'none', media: 'screen' },
  { name: 'dark', width: 1280, colorScheme: 'dark', forcedColors: 'none', media: 'screen' },
  { name: 'contrast', width: 1280, colorScheme: 'dark', forcedColors: 'active', media: 'screen' },
  { name: 'phone', width: 360, colorScheme: 'light', forcedColors: 'none', media: 'screen' },
  { name: 'print', width: 794, colorScheme: 'light', forcedColors: 'none', media: 'print' },
] as const;

for (const state of Object.keys(STATES)) {
  test(state, async ({ page }) => {
    await reach(page, state);
    for (const { name, width, ...media } of LOOKS) {
      await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      // As high as the page, so that nothing stands over it that would not stand there.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.max(900, Math.min(height, 6000)) });
      await page.waitForTimeout(200);
      await page.screenshot({ path: `target/pictures/${state.replaceAll(' ', '-')}.${name}.png` });
    }
  });
}
