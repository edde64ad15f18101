import axe from 'axe-core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { RunResult } from '../../metrics/results/summary.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../testing/chromium.ts';
import { withChain } from '../testing/sample-chain.ts';
import { renamed, sampleRun } from '../testing/sample-run.ts';
import { report } from './report.ts';

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-report-'));
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** Errors of the page, requests that would leave it, dialogs that a script opened. */
  readonly troubles: string[];
}

interface Conditions {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly javaScriptEnabled?: boolean;
}

const opened = async (
  text: string,
  { colorScheme = 'light', width = 1280, javaScriptEnabled = true }: Conditions = {},
): Promise<Opened> => {
  const file = join(folder, `report-${colorScheme}-${width}-${javaScriptEnabled}-${text.length}.html`);
  writeFileSync(file, text);
  // At rest: colours are judged where they end, not on their way there.
  const reducedMotion = 'reduce';
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme,
    javaScriptEnabled,
    reducedMotion,
  });
  page.setDefaultTimeout(120_000);
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(file).href) troubles.push(`request ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, troubles };
};

const openAll = 'for (const details of document.querySelectorAll("details")) details.open = true';

/** What axe finds wrong, all of its rules on, every disclosure open. */
const faults = async (page: Page): Promise<unknown> => {
  await page.evaluate(openAll);
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then((found) => found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 200)).slice(0, 3).join(' | ')))`);
};

const visibleArms =
  'Array.from(document.querySelectorAll(".arm")).filter((one) => one.checkVisibility()).map((one) => one.className)';

test('the report has landmarks, a heading, tables with captions, and figures with words', async () => {
  const { page, troubles } = await opened(report(sampleRun));
  expect(await page.getByRole('main').count()).toBe(1);
  expect(await page.getByRole('navigation').count()).toBe(1);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('meeting-room-mapping');
  for (const name of ['Figure', 'Timeline', 'Attacks', 'Service', 'Refusals', 'Claims', 'Repeat it']) {
    const link = page.getByRole('link', { name, exact: true });
    expect(await page.locator((await link.getAttribute('href'))!).count(), name).toBe(1);
  }
  expect(
    await page.evaluate(
      '[...document.querySelectorAll("table")].every((table) => table.caption.textContent.length > 3)',
    ),
  ).toBe(true);
  expect(
    await page.evaluate('[...document.querySelectorAll("table")].every((table) => table.querySelector("th[scope]"))'),
  ).toBe(true);
  expect(await page.getByRole('img', { name: /The framework under none/ }).count()).toBe(1);
  expect(troubles).toEqual([]);
});

test('arms are switched by keyboard alone, for figure and timeline at once', async () => {
  const { page, troubles } = await opened(report(sampleRun));
  expect(await page.evaluate(visibleArms)).toEqual(['arm arm-0', 'arm arm-0']);
  await page.locator('#theme-auto').focus();
  for (let press = 0; press < 12 && (await page.evaluate('document.activeElement.id')) !== 'arm-0'; press++)
    await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.id')).toBe('arm-0');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(visibleArms)).toEqual(['arm arm-2', 'arm arm-2']);
  const outline = await page.evaluate('getComputedStyle(document.querySelector("#arm-2 + label")).outlineStyle');
  expect(outline).toBe('solid');
  expect(await page.getByText(/Under framework, the oracle found 18 violations/).isVisible()).toBe(true);
  expect(troubles).toEqual([]);
});

test('the attack that is shown is switched by keyboard alone, for figure and timeline at once, and stays with the next profile', async () => {
  const { page, troubles } = await opened(report(sampleRun));
  const shown =
    'Array.from(document.querySelectorAll(".view")).filter((one) => one.checkVisibility()).map((one) => one.className)';
  const figures =
    'Array.from(document.querySelectorAll("svg.drawing")).filter((one) => one.checkVisibility()).map((one) => one.querySelector("title").textContent)';
  expect(await page.evaluate(shown)).toEqual(['view view-0', 'view view-0']);
  await page.locator('#arm-0').focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.id')).toBe('view-0');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(shown)).toEqual(['view view-2', 'view view-2']);
  expect(await page.getByRole('radio', { name: 'A07 message-replay', exact: true }).isChecked()).toBe(true);
  await page.check('#arm-1');
  expect(await page.evaluate(figures)).toEqual(['The framework under transport, attacked by A07 message-replay']);
  await page.getByRole('radio', { name: /^honest/ }).check();
  expect(await page.evaluate(figures)).toEqual(['The framework under transport, nobody attacking']);
  expect(troubles).toEqual([]);
});

test('curves can be read at a time from the keyboard, and unknown stays unknown', async () => {
  const { page, troubles } = await opened(report(sampleRun));
  await page.locator('#arm-0-time').focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
  const words = await page.locator('.arm-0 .view-0 .scrub output').textContent();
  expect(words).toMatch(/^8\.75 s: goodput \d+\.?\d*\/s, p99 unknown ms, 0 attempts begun, 0 refused/);
  expect(troubles).toEqual([]);
});

/** The same with one attack and honest play to choose from: every sort of view once, for axe walks hidden ones too. */
const shorter: RunResult = withChain({
  ...sampleRun,
  arms: sampleRun.arms.map((arm) => ({
    ...arm,
    picture: {
      ...arm.picture,
      sets: arm.picture.sets!.filter(({ attacks }) => attacks[0] === 'A24' || attacks.length === 0),
    },
  })),
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong in ${colorScheme}, wide and narrow, under each arm`, async () => {
    for (const width of [1280, 390]) {
      const { page, troubles } = await opened(report(shorter), { colorScheme, width });
      for (const arm of ['arm-0', 'arm-2']) {
        await page.check(`#${arm}`);
        await page.check(arm === 'arm-0' ? '#view-0' : '#view-1');
        expect(await faults(page)).toEqual([]);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(troubles).toEqual([]);
    }
  });
}

test('the theme can be chosen against the system’s preference', async () => {
  const { page } = await opened(report(shorter), { colorScheme: 'light' });
  const paper = 'getComputedStyle(document.body).backgroundColor';
  const light = await page.evaluate(paper);
  await page.check('#theme-dark');
  const dark = await page.evaluate(paper);
  expect(dark).not.toBe(light);
  await page.check('#theme-light');
  expect(await page.evaluate(paper)).toBe(light);
  await page.check('#theme-dark');
  expect(await faults(page)).toEqual([]);
});

test('without scripts everything but the copy button and the curve reader is there', async () => {
  const { page } = await opened(report(sampleRun), { javaScriptEnabled: false });
  await page.locator('#arm-1').check();
  expect(await page.locator('.arm-1 .view-0 svg.drawing').isVisible()).toBe(true);
  expect(await page.locator('.arm-0 .view-0 svg.drawing').isVisible()).toBe(false);
  await page.locator('#view-3').check();
  expect(await page.locator('.arm-1 .view-3 svg.drawing').isVisible()).toBe(true);
  expect(await page.locator('.arm-1 .view-0 svg.drawing').isVisible()).toBe(false);
  expect(await page.locator('#copy').isVisible()).toBe(false);
  expect(await page.locator('.arm-1 .view-3 .scrub').isVisible()).toBe(false);
});

test('the copy button copies the command that repeats the run, or says how', async () => {
  const { page, troubles } = await opened(report(sampleRun));
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.locator('#copied', { hasText: /copied|selected/ }).waitFor();
  expect(troubles).toEqual([]);
});

test('no text is cut or overlaps its box in the figure', async () => {
  const { page } = await opened(report(sampleRun));
  const outside =
    await page.evaluate(`[...document.querySelector('.arm-0 .drawing').appendChild(document.querySelector('#boxes').cloneNode(true)).children].flatMap((box) => {
    const frame = box.querySelector('rect').getBoundingClientRect();
    return [...box.querySelectorAll('text')].filter((text) => {
      const own = text.getBoundingClientRect();
      if (own.width === 0) return true;
      return own.left < frame.left || own.right > frame.right || own.top < frame.top || own.bottom > frame.bottom;
    }).map((text) => text.textContent);
  })`);
  expect(outside).toEqual([]);
});

test('hostile names are shown as text: no element, no script, no request, no dialog comes of them', async () => {
  for (const name of [
    '"><img src=x onerror=alert(1)><script>alert(2)</script>',
    "'); alert(3); ('</script></style><svg onload=alert(4)>",
    '{{constructor}}\u202e</title><base href=https://example.invalid/>&#x22;',
  ]) {
    const text = report(renamed(withChain(sampleRun), name));
    const { page, troubles } = await opened(text);
    expect(await page.evaluate('document.querySelectorAll("img, base, iframe, object, link").length')).toBe(0);
    expect(await page.evaluate('document.querySelectorAll("script").length')).toBe(1);
    expect(
      await page.evaluate(
        '[...document.querySelectorAll("*")].filter((one) => [...one.attributes].some((a) => a.name.startsWith("on"))).length',
      ),
    ).toBe(0);
    expect(await page.locator('h1').textContent()).toBe(name.replace('\u202e', '\ufffd'));
    expect(troubles).toEqual([]);
    await page.close();
  }
});

test('printing shows the report in light without its controls', async () => {
  const { page } = await opened(report(sampleRun), { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.bar-top').isVisible()).toBe(false);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(252, 252, 250)');
});
