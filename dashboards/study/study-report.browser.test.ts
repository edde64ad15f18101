import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../testing/chromium.ts';
import { sampleAblation, sampleStudy } from '../testing/sample-study.ts';
import { reportFiles } from './study-report.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
});

const hostile = '</text><script>alert(1)</script>"\'&\u0000\ufffe`';

test('reports of a study and an ablation are accessible in light and dark, wide and narrow; every figure is XML', async () => {
  const study = sampleStudy();
  const ablation = sampleAblation();
  const common = { manifest: { machine: { cores: 2 }, lockDigest: null }, citation: 'title: metarange' };
  const all = [
    reportFiles({
      result: {
        kind: 'study',
        study: {
          ...study,
          study: {
            ...study.study,
            name: hostile,
            values: study.study.values.map((value) => ({ ...value, title: value.title + hostile })),
          },
        },
      },
      ...common,
    }),
    reportFiles({
      result: {
        kind: 'ablation',
        ablation: { ...ablation, attacks: ablation.attacks.map((attack) => ({ ...attack, name: hostile })) },
      },
      ...common,
    }),
  ];
  for (const [index, files] of all.entries()) {
    const [colorScheme, width] = index === 0 ? (['light', 1280] as const) : (['dark', 390] as const);
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
    const troubles: string[] = [];
    page.on('console', (message) => troubles.push(message.text()));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => troubles.push('dialog')));
    await page.setContent(files.get('report.html')!);
    await page.evaluate(axe.source);
    const faults =
      await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then((found) => found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 200)).slice(0, 3).join(' | ')))`);
    expect(faults).toEqual([]);
    expect(troubles).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const figures = [...files].filter(([name]) => name.endsWith('.svg'));
    expect(figures.length).toBeGreaterThan(4);
    for (const [name, text] of figures) {
      const read = await page.evaluate(
        `(() => { const found = new DOMParser().parseFromString(${JSON.stringify(text)}, 'image/svg+xml'); return [found.documentElement.namespaceURI, found.querySelector('parsererror')?.textContent ?? '', found.querySelectorAll('script').length, found.querySelectorAll('title').length > 0]; })()`,
      );
      expect(read, name).toEqual(['http://www.w3.org/2000/svg', '', 0, true]);
    }
    await page.close();
  }
}, 60_000);
