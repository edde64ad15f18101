import { openChromium } from '/work/main/dashboards/testing/chromium.ts';
import axe from 'axe-core';
import { test } from 'vitest';
test('crops', async () => {
  const browser = await openChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  await page.goto('file:///tmp/mrdist/r3/report.html');
  for (const id of ['figure', 'timeline', 'service', 'refusals']) await page.locator('#' + id).screenshot({ path: `/tmp/shots/real-${id}.png` });
  await page.evaluate('scrollTo(0,0)'); await page.screenshot({ path: `/tmp/shots/real-top.png` });
  await page.evaluate(axe.source);
  console.log(await page.evaluate('axe.run().then(r => r.violations.map(v => v.id + v.nodes[0].html.slice(0,200)))'));
  await browser.close();
});
