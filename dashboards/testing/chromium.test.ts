import axe from 'axe-core';
import { afterEach, expect, test, vi } from 'vitest';
import { openChromium } from './chromium.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a real Chromium lays out text, draws shapes, runs scripts and is judged by axe', async () => {
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    await page.setContent(
      '<html lang="en"><title>t</title><main><h1>metarange</h1>' +
        '<svg role="img" aria-label="dot" width="40" height="40"><circle cx="20" cy="20" r="20" fill="rgb(200,0,0)"/></svg>' +
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main></html>',
    );
    const heading = await page.locator('h1').boundingBox();
    expect(heading!.height).toBeGreaterThan(10);
    expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG');
    await page.evaluate(axe.source);
    const found = await page.evaluate('axe.run().then(r => r.violations.map(v => v.id))');
    expect(found).toEqual(['image-alt']);
  } finally {
    await browser.close();
  }
});

test('two pages at once keep their own state', async () => {
  const browser = await openChromium();
  try {
    const [one, two] = await Promise.all([
      browser.newPage({ colorScheme: 'dark' }),
      browser.newPage({ colorScheme: 'light' }),
    ]);
    const dark = "matchMedia('(prefers-color-scheme: dark)').matches";
    expect([await one.evaluate(dark), await two.evaluate(dark)]).toEqual([true, false]);
    await Promise.all([one.close(), two.close()]);
  } finally {
    await browser.close();
  }
});

test('a browser that was chosen and does not start is refused by name, not replaced', async () => {
  vi.stubEnv('METARANGE_CHROMIUM', '/nowhere/chromium');
  await expect(openChromium()).rejects.toThrow('METARANGE_CHROMIUM=/nowhere/chromium: ');
});
