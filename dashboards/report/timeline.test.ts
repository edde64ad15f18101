import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { words, withArms } from '../testing/pages.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { thinned } from './strip.ts';
import { ticks } from './timeline.ts';

const [none] = sampleRun.arms as readonly [(typeof sampleRun.arms)[number]];

describe('the timeline', () => {
  test('thinning keeps every peak and every gap that is a whole bin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat(1000)), { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 1, max: 100 }),
        (values, most) => {
          const thin = thinned(values, most);
          expect(thin.length).toBeLessThanOrEqual(most);
          const largest = (list: readonly (number | null)[]): number =>
            Math.max(-1, ...list.filter((value) => value !== null));
          expect(largest(thin)).toBe(largest(values));
        },
      ),
    );
  });

  const picture = { ...none.picture, sets: undefined };
  const page = (changed: Partial<typeof picture>): string =>
    words(withArms([{ ...none, picture: { ...picture, ...changed } }]));
  const caption = (text: string): string =>
    /<figcaption>(First replication[^]*?)<\/figcaption>/.exec(text)![1]!.replaceAll('\u202f', ' ');
  const happening = (what: 'step' | 'violation' | 'alarm', atSeconds: number) => ({
    atSeconds,
    what,
    attack: 'A01',
    text: what,
  });

  test('every bin that counts attempts, violations or alarms has its bar, to the end of the run', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 120, maxLength: 120 }), (violations) => {
        const { attempts: _, ...series } = picture.series;
        const text = page({ series: { ...series, violations }, timeline: [] });
        const bars = /class="strip as-bars violation">[^]*?class="curve"[^>]* d="([^"]*)"/.exec(text)![1]!;
        const drawn = [...bars.matchAll(/M(\d+) 0V/g)].map((found) => Number(found[1]));
        expect(drawn).toEqual(violations.flatMap((count, bin) => (count > 0 ? [bin] : [])));
        expect(text).not.toContain('attempts begun</text>');
      }),
      { numRuns: 20 },
    );
    expect(page({ series: { ...picture.series, attempts: [3, 0, 1] } })).toContain('attempts begun</text>');
  });

  test('what the marks leave out is told with its number, and nothing where they show everything', () => {
    const bins = (count: number): readonly number[] => [count, ...Array.from({ length: 119 }, () => 0)];
    const series = (violations: number, alarms: number) => ({
      ...picture.series,
      violations: bins(violations),
      alarms: bins(alarms),
      attempts: bins(98),
    });
    const first = [happening('violation', 3), happening('alarm', 4)];
    expect(caption(page({ series: series(1, 1), timeline: first }))).toBe('First replication; bins of 2.5 s.');
    expect(caption(page({ series: series(1234, 345), timeline: [...first, happening('step', 5)] }))).toBe(
      'First replication; bins of 2.5 s. Marks are the first violation of each property by each attack (1 of 1 234), ' +
        'the first alarms (1 of 345), the steps of the first 5 attempts of each attack (98 began); ' +
        'the strips above count all of them.',
    );
  });

  test('a lane with too many marks keeps every violation, and says how many marks are drawn', () => {
    const steps = Array.from({ length: 400 }, (_, index) => happening('step', index / 2));
    const text = page({ timeline: [...steps, happening('violation', 17.1), happening('violation', 283.3)] });
    const marks = [...text.matchAll(/<use href="#shape-(step|violation)" x=/g)].map((found) => found[1]);
    expect(marks.filter((what) => what === 'violation')).toHaveLength(2);
    expect(marks.length).toBeLessThanOrEqual(80);
    expect(caption(text)).toMatch(new RegExp(`Of these 402 marks ${marks.length} are drawn\\.$`));
  });

  test('the list of violations shows the first of each sort, not only those of the first attack', () => {
    const many = ['A01', 'A07', 'A33'].flatMap((attack) =>
      Array.from({ length: 300 }, (_, index) => ({ ...none.violations[0]!, attack, atSeconds: 20 + index })),
    );
    const text = words(withArms([{ ...none, violations: many, violationsTotal: 5000 }]));
    const list = /aria-label="Violations under none">[^]*?<\/table>/.exec(text)![0].replaceAll('\u202f', ' ');
    const counts = ['A01', 'A07', 'A33'].map((attack) => list.split(`<td>${attack}</td>`).length - 1);
    expect(counts).toEqual([17, 17, 16]);
    expect(list).toContain('50 of 5 000 violations: the first of each attack, property and point under none');
  });

  test('the axis has at most ten round marks for any length of run', () => {
    for (const until of [0.004, 0.7, 9, 59, 300, 3600, 86_400, 8_985_600]) {
      expect(ticks(until).length).toBeLessThanOrEqual(10);
      expect(ticks(until)[0]).toBe(0);
    }
  });
});
