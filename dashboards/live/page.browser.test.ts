import axe from 'axe-core';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../testing/chromium.ts';
import { printed, startDashboard, type DashboardProcess } from '../testing/dashboard-process.ts';

const pictureFile = new URL('../pictures/dashboard.png', import.meta.url);

/** The page as it is built, in a real browser, with the built command behind it. */
let browser: Browser;
const servers: DashboardProcess[] = [];

beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  for (const server of servers.splice(0)) await server.end();
});

const served = async (setting: Parameters<typeof startDashboard>[0] = {}): Promise<DashboardProcess> => {
  const server = await startDashboard(setting);
  servers.push(server);
  return server;
};

interface Opened {
  readonly page: Page;
  /** Errors of the page, dialogs, and requests that would leave its server. */
  readonly troubles: string[];
}

interface Conditions {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
}

const opened = async (url: string, { colorScheme = 'light', width = 1280 }: Conditions = {}): Promise<Opened> => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(url).host) troubles.push(`request ${request.url()}`);
  });
  await page.goto(url);
  await page.getByText('connected').waitFor();
  return { page, troubles };
};

interface Order {
  readonly profile?: string;
  readonly pace?: string;
  readonly seconds?: string;
}

/** Starts a run by the form, as a person does. */
const startRun = async (page: Page, { profile = 'none', pace = '0', seconds = '60' }: Order = {}): Promise<void> => {
  await page.getByRole('button', { name: 'New run' }).click();
  const form = page.getByRole('dialog', { name: 'New run' });
  await form.getByLabel('Profile').selectOption(profile);
  await form.getByLabel('Pace').selectOption(pace);
  await form.getByText('Parameters').click();
  await form.getByLabel('durationSeconds').fill(seconds);
  await form.getByRole('button', { name: 'Start', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: 'meeting-room-mapping' }).waitFor();
};

/** Asks again and again until something on the page is so; the page's policy lets no other way in. */
const until = async (page: Page, expression: string): Promise<void> => {
  await expect.poll(() => page.evaluate(expression), { timeout: 120_000, interval: 100 }).toBe(true);
};
const isDone = (page: Page) => page.locator('.phase.done').waitFor();
const shownMoment = (page: Page): Promise<number> =>
  page.getByLabel('Moment of the run').evaluate((slider) => Number((slider as unknown as { value: string }).value));
const sent = (page: Page): Promise<string> =>
  page.locator('#drawing-words').evaluate((words) => words.textContent ?? '');

/** What axe finds wrong, all of its rules on, every disclosure open. */
const faults = async (page: Page): Promise<unknown> => {
  await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
  // The page lets no script in but its own: axe comes by the protocol of the developer tools, which is asked first.
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then((found) => found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 200)).slice(0, 3).join(' | ')))`);
};

test('a run that is started from the page is the run of the command: one digest', async () => {
  const server = await served();
  const { page, troubles } = await opened(server.url);
  expect(await page.evaluate('location.hash')).toBe('');
  await startRun(page, { profile: 'access' });
  await isDone(page);
  const command = await page.locator('.command code').textContent();
  expect(command).toMatch(/^metarange run meeting-room-mapping --set durationSeconds=60 /);
  const digest = await page.locator('code.digest').textContent();
  const alone = JSON.parse(await printed([...command!.split(' ').slice(1), '--json'])) as { readonly digest: string };
  expect(digest).toBe(alone.digest);
  await until(page, 'document.querySelector(".moment strong").textContent === "01:20.0"');
  expect(troubles).toEqual([]);
});

test('the run is drawn while it goes on; it can be held, gone back in, filtered, and followed again', async () => {
  const server = await served();
  const { page, troubles } = await opened(server.url);
  await startRun(page, { pace: '20', seconds: '280' });
  await page.getByText('as it happens').waitFor();
  const early = await sent(page);
  await until(page, 'Number(document.querySelector(".scrubber input").value) > 60');
  expect(await sent(page)).not.toBe(early);

  await page.getByRole('button', { name: 'Pause' }).click();
  const held = await shownMoment(page);
  const shown = await sent(page);
  await until(
    page,
    `!document.querySelector(".whence").textContent.startsWith("00:00")
    && parseFloat(document.querySelector(".come").style.width) > parseFloat(document.querySelector(".seen").style.width) + 1`,
  );
  expect(await shownMoment(page)).toBe(held);
  expect(await sent(page)).toBe(shown);

  // Back by keyboard: fewer messages had been sent then, and the log is shorter.
  await page.getByLabel('Moment of the run').focus();
  for (let press = 0; press < 30; press++) await page.keyboard.press('ArrowLeft');
  await until(page, `Number(document.querySelector(".scrubber input").value) < ${held - 14}`);
  const count = (words: string): number =>
    Number(/lines ([\d\s\u202f]+) messages/.exec(words)![1]!.replaceAll(/\D/g, ''));
  expect(count(await sent(page))).toBeLessThan(count(shown));
  // Both at one instant: further presses may still be on their way to the page.
  const { times, moment } = await page.evaluate<{ readonly times: readonly string[]; readonly moment: string }>(
    `({ times: [...document.querySelectorAll(".log .when")].map((time) => time.textContent),
      moment: document.querySelector(".moment strong").textContent })`,
  );
  expect(times.length).toBeGreaterThan(3);
  expect(times.every((time) => time <= moment)).toBe(true);
  expect(times).toEqual(times.toSorted().toReversed());

  await page.getByRole('radio', { name: /^A18/ }).check();
  const who = (): Promise<string[]> => page.locator('.log .who').allTextContents();
  await expect.poll(async () => new Set(await who())).toEqual(new Set(['A18']));
  expect(count(await sent(page))).toBeLessThan(count(shown) / 10);
  await page.getByRole('radio', { name: /^honest/ }).check();
  await expect.poll(async () => new Set(await who())).toEqual(new Set(['honest']));
  expect(count(await sent(page))).toBeGreaterThan(count(shown) / 2);
  await page.getByRole('radio', { name: /^all/ }).check();

  await page.getByRole('button', { name: 'Follow' }).click();
  await page.getByText('as it happens').waitFor();
  await page.getByLabel('Pace').selectOption('0');
  await isDone(page);
  await page.getByRole('button', { name: 'Replay' }).click();
  // Where the run ended is what was shown last: first it has to be gone back from.
  await until(page, 'Number(document.querySelector(".scrubber input").value) < 150');
  const replayed = await shownMoment(page);
  await until(page, `Number(document.querySelector(".scrubber input").value) > ${replayed}`);
  expect(troubles).toEqual([]);
});

test('a wrong order is refused in the words of the command, and nothing is started', async () => {
  const server = await served();
  const { page } = await opened(server.url);
  await page.getByRole('button', { name: 'Start a run' }).click();
  const form = page.getByRole('dialog');
  await form.getByText('Parameters').click();
  await form.getByLabel('rooms', { exact: true }).fill('4000000');
  await form.getByRole('button', { name: 'Start', exact: true }).click();
  const alert = form.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toBe(
    'value "4000000" is out of range in --set rooms; nearest valid: 200000 (1 to 200000)',
  );
  // Each in its range, but they do not go together: the run itself finds out.
  await form.getByLabel('rooms', { exact: true }).fill('4');
  await form.getByLabel('bookingEverySeconds').fill('10');
  await form.getByRole('button', { name: 'Start', exact: true }).click();
  await page.locator('.trouble').waitFor();
  expect(await page.locator('.trouble').textContent()).toMatch(/nearest valid/);
});

test('a run is stopped from the page', async () => {
  const server = await served();
  const { page, troubles } = await opened(server.url);
  await startRun(page, { pace: '1' });
  await page.getByRole('button', { name: 'Stop the run' }).click();
  await page.locator('.phase.stopped').waitFor();
  await startRun(page, { seconds: '10' });
  await isDone(page);
  expect(troubles).toEqual([]);
});

test('the page comes back by itself when its server is started again, and one that was away catches up with the run', async () => {
  const token = 'the-token-of-this-test-0123456789abcdef';
  const first = await served({ token });
  const { page } = await opened(first.url);
  await startRun(page, { pace: '5' });
  servers.length = 0;
  await first.end();
  await page.getByRole('alert').getByText('The connection is lost').waitFor();
  const second = await served({ token, port: first.port });
  await page.getByText('connected').waitFor();
  await page.getByRole('button', { name: 'Start a run' }).waitFor();

  await startRun(page, { pace: '20', seconds: '280' });
  await until(page, 'Number(document.querySelector(".scrubber input").value) > 10');
  await page.goto('about:blank');
  await page.goto(second.url.replace(/#.*/, ''));
  await until(page, 'Number(document.querySelector(".scrubber input").value) > 20');
  await until(page, 'document.querySelectorAll(".log li").length > 2');
});

test('without the right token the page says what to do, and takes one', async () => {
  const server = await served();
  const bare = server.url.replace(/#.*/, '');
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(bare);
  await page.getByText('This page has no token.').waitFor();
  await page.getByLabel('Token, or the whole address').fill(`${bare}#${'x'.repeat(43)}`);
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('The token is not that of this server.').waitFor();
  expect(await page.getByRole('button', { name: 'New run' }).isDisabled()).toBe(true);
  await page.getByLabel('Token, or the whole address').fill(server.url);
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('connected').waitFor();
  expect(await page.evaluate('document.body.innerHTML + location.href')).not.toContain(server.token);
});

test('the picture in the README is one of this page', async () => {
  const server = await served();
  const { page } = await opened(server.url);
  await startRun(page, { profile: 'access', seconds: '280' });
  await isDone(page);
  await page.getByLabel('Moment of the run').fill('210');
  await page.locator('.whence.held').waitFor();
  await page.mouse.move(0, 0);
  const picture = await page.screenshot();
  if (process.env.METARANGE_WRITE === '1') writeFileSync(pictureFile, picture);
  const kept = readFileSync(pictureFile);
  for (const one of [picture, kept]) {
    expect(one.subarray(1, 4).toString()).toBe('PNG');
    expect(one.length).toBeLessThan(300_000);
    expect([one.readUInt32BE(16), one.readUInt32BE(20)]).toEqual([1280, 900]);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong in ${colorScheme}, wide and narrow, before, in and after a run`, async () => {
    const server = await served();
    for (const width of [1280, 390]) {
      const { page, troubles } = await opened(server.url, { colorScheme, width });
      const noWider = async (): Promise<void> =>
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      if (width === 1280) {
        expect(await faults(page)).toEqual([]);
        await page.getByRole('button', { name: 'New run' }).click();
        expect(await faults(page)).toEqual([]);
        await page.getByRole('button', { name: 'Close' }).click();
        await startRun(page, { pace: '1', profile: 'access' });
        await until(page, 'Number(document.querySelector(".scrubber input").value) > 0.5');
        expect(await faults(page)).toEqual([]);
        await page.getByRole('button', { name: 'Pause' }).click();
        await page.getByLabel('Pace').selectOption('0');
      }
      await isDone(page);
      expect(await faults(page)).toEqual([]);
      await noWider();
      expect(troubles).toEqual([]);
      await page.context().close();
    }
  });
}
