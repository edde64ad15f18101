import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArmSummary } from '../../metrics/results/summary.ts';
import { figure } from '../../sim/framework/figure.ts';
import { words, withArms } from '../testing/pages.ts';
import { withChain } from '../testing/sample-chain.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { namedArms } from './arms.ts';
import { attackedServiceTable } from './attacked-service.ts';
import { chainTables } from './chain-table.ts';
import { boxes, buses, edges } from './layout.ts';
import { escaped, html } from './markup.ts';
import { titlesOf } from './legend.ts';
import { compactText, numberText, percentText, secondsText } from './number-text.ts';
import { report } from './report.ts';
import { busLoad, edgeLoad, flowsWithoutLine } from './traffic.ts';
import { viewChoices, viewOf } from './views.ts';

const [none, , framework] = sampleRun.arms as readonly [ArmSummary, ArmSummary, ArmSummary];

describe('the drawing', () => {
  test('every join of the framework’s figure has its line, and every role its box', () => {
    for (const [point, { joins }] of Object.entries(figure)) {
      for (const [one, other] of joins) {
        const direct = edges.some(
          (edge) => edge.point === point && edge.between.includes(one) && edge.between.includes(other),
        );
        const shared = buses.some((bus) => bus.point === point && bus.hub === other && one in bus.branches);
        expect(direct || shared, `${point} ${one} ${other}`).toBe(true);
        expect([one in boxes, other in boxes]).toEqual([true, true]);
      }
    }
  });

  test('every flow is drawn once: the lines add up to the flows', () => {
    const { flows } = none.picture;
    const drawn =
      edges.reduce((sum, edge) => sum + edgeLoad(flows, edge).sent, 0) +
      buses.reduce((sum, bus) => sum + busLoad(flows, bus)[bus.hub]!.sent, 0);
    expect(flowsWithoutLine(flows)).toEqual([]);
    expect(drawn).toBe(flows.reduce((sum, flow) => sum + flow.sent, 0));
  });

  test('a flow without a line is told in words', () => {
    const flow = {
      point: 'RP-Z',
      fromRole: 'ghost',
      toRole: 'device',
      sent: 77_123,
      delivered: 1,
      refused: 0,
      dropped: 0,
      breaches: 0,
    };
    const text = words(withArms([{ ...none, picture: { ...none.picture, flows: [flow], sets: undefined } }]));
    expect(text).toContain('1 of these flows have no line in the drawing');
    expect(text).toContain(numberText(77_123));
  });
});

describe('what the numbers say', () => {
  test('unknown is written unknown, and never 0', () => {
    expect([numberText(null), percentText(null), secondsText(null), numberText(Number.NaN)]).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
    const bare = withArms([
      {
        ...none,
        digest: null,
        metrics: { 'M29.operations': { value: null, unit: 'ops/s', n: 0, ci95: null } },
        attacks: [
          { ...none.attacks[0]!, attempts: 0, successes: 0, detected: 0, ci95: null, firstSuccessSeconds: null },
        ],
        claims: [{ name: 'the twin is fresh', verdict: 'unknown' }],
        picture: {
          flows: [],
          timeline: [],
          series: { binSeconds: 1, goodput: [], p99Ms: [], refused: [], violations: [], alarms: [] },
        },
      },
    ]);
    const text = words(bare);
    expect(text).toContain('no attack was judged');
    expect(text).toMatch(/<td class="outcome dim"><span class="fate">\? unknown<\/span><\/td>/);
    expect(text).toContain('<td class="number dim">unknown</td>');
    expect(text).toContain('? unknown</td>');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('what of an attack was drawn stands beside its name, with its rate and source', () => {
    const drawn = { response: 'an operator lets it in', rate: 0.15, source: 'a large study' };
    const told = (attack: (typeof none.attacks)[number]): string => words(withArms([{ ...none, attacks: [attack] }]));
    const text = told({ ...none.attacks[0]!, drawn });
    expect(text.replace('\u202f', ' ')).toMatch(/drawn: an operator lets it in, 15\s%/);
    expect(text).toContain('(a large study)');
    expect(told(none.attacks[0]!)).not.toContain('drawn:');
  });

  test('only exactly none and all read as 0 and 100 percent', () => {
    const plain = [0, 0.000002, 0.00021, 0.004, 0.972, 0.99999, 1].map((share) =>
      percentText(share).replace('\u202f', ' '),
    );
    expect(plain).toEqual(['0 %', '< 0.001 %', '0.021 %', '0.4 %', '97.2 %', '> 99.9 %', '100 %']);
  });

  test('numbers keep four digits, times keep their unit, counts fit into a badge', () => {
    expect([12.3456, 1234.5, 0.00123456, -5, 1e15].map((value) => numberText(value))).toEqual([
      '12.35',
      '1\u202f235',
      '0.001235',
      '\u22125',
      '1.00e+15',
    ]);
    expect([0, 0.85, 12.44, 192.2, 3900].map((value) => secondsText(value))).toEqual([
      '0 s',
      '850 ms',
      '12.4 s',
      '3 min 12 s',
      '1 h 05 min',
    ]);
    expect([999, 12_400, 3_140_000].map((value) => compactText(value))).toEqual(['999', '12.4\u202fk', '3.14\u202fM']);
  });

  test('metrics and controls have the names that the result gives them', () => {
    const titles = titlesOf(sampleRun);
    expect(titles.metric('M29.twinUpdates')).toBe('goodput, twin updates');
    expect(titles.metric('M46.C11.cpuSeconds')).toBe('control cost, C11 replay window, CPU seconds');
    expect([titles.metric('M99.p50'), titles.control('C99'), titles.control('constructor')]).toEqual([
      'M99.p50',
      '',
      '',
    ]);
    expect([titles.control('C03'), titles.control('world')]).toEqual(['short-lived credential', 'the channel itself']);
    expect([titles.serviceRank('M29.operations'), titles.serviceRank('M01')]).toEqual([0, -1]);
  });

  test('a chain is shown stage by stage, and where each arm stops it', () => {
    const chained = withChain(sampleRun);
    const cells = (result: typeof chained): readonly string[] =>
      [...chainTables(result)!.markup.matchAll(/<td class="outcome[^]*?<\/td>/g)].map(([cell]) =>
        cell.replace(/<[^>]*>/g, ' ').replace(/[\s\u202f]+/g, ' '),
      );
    const [first, second, third, ...later] = cells(chained);
    expect(first).toContain('gets in 95 %');
    expect(first).toContain('of 40 plays, begun in 40, reached in 38 30 of 40 unnoticed after 12.5 s');
    expect([second, third]).toEqual([expect.stringContaining('gets in'), expect.stringContaining('stops here 0 %')]);
    expect(later.map((cell) => /stops here|not tried|sometimes|gets in/.exec(cell)?.[0])).toEqual([
      'gets in',
      'stops here',
      'not tried',
      'sometimes',
      'not tried',
      'not tried',
    ]);
    const bands = [...chainTables(chained)!.markup.matchAll(/class="band"[^>]* width="([\d.]+)"/g)].map(
      ([, width]) => width,
    );
    expect(bands).toEqual(['100.0', '100.0', '100.0', '95.0', '95.0', '77.5']);
    expect(words(chained)).toContain('Chain K90 from-thing-to-records');
    expect(chainTables(sampleRun)).toBeNull();
  });

  test('a chain of which no play was over is unknown, and an arm in which none played has dashes', () => {
    const [played, ...others] = withChain(sampleRun).arms as readonly [ArmSummary, ...ArmSummary[]];
    const chains = played.chains!.map((chain) => ({
      ...chain,
      plays: 0,
      partialProgress: null,
      stages: chain.stages.map((stage) => ({ ...stage, begun: 0, reached: 0, ci95: null })),
    }));
    const bare = others.map((arm) => ({ ...arm, chains: undefined }));
    const { markup } = chainTables(withArms([{ ...played, chains }, ...bare]))!;
    expect(markup.match(/\? unknown/g)).toHaveLength(3);
    expect(markup.match(/<td class="dim">–<\/td>/g)).toHaveLength(8);
    expect(markup).not.toMatch(/stops here|not tried|NaN|undefined/);
  });

  test('latencies of single operations stand apart from those of all', () => {
    const p95 = none.metrics['M30.p95']!;
    const text = words(withArms([{ ...none, metrics: { ...none.metrics, 'M30.command.p95': p95 } }]));
    expect(text).toMatch(/Latency of each operation[\s\S]*latency, command, p95/);
    expect(words(withArms([none]))).not.toContain('Latency of each operation');
  });

  test('older results without a legend are shown by their identifiers', () => {
    const text = words(withArms([{ ...none, legend: undefined }]));
    expect(text).toContain('M29.operations');
  });

  test('one attack an arm is shown in one column a profile, and arms are told apart by their attacks', () => {
    const arms = none.attacks.map((attack) => ({ ...none, attacks: [attack] }));
    expect(namedArms(withArms(arms)).map((arm) => arm.name)[1]).toBe('none · A07');
    expect(
      words(withArms(arms))
        .match(/<table class="matrix">[\s\S]*?<thead>[\s\S]*?<\/thead>/)![0]
        .match(/scope="col"/g),
    ).toHaveLength(2);
  });
});

describe('what can be chosen', () => {
  test('all attacks together come first, then each set, then honest play; only what ran can be chosen', () => {
    const choices = viewChoices(namedArms(sampleRun));
    const ids = none.attacks.map((attack) => attack.id);
    expect(choices.map(({ label }) => label)).toEqual(['all', ...ids, 'honest']);
    const [, first] = choices;
    const seen = viewOf(namedArms(sampleRun)[2]!, first)!;
    expect(seen.name).toBe('framework, attacked by A01 device-clone');
    expect(seen.picture.flows).toBe(framework.picture.sets![0]!.flows);
    expect(new Set(choices.map((choice) => viewOf(namedArms(sampleRun)[0]!, choice)!.key)).size).toBe(choices.length);
  });

  test('an arm that has pictures of no sets shows its one picture, and there is no choice', () => {
    const text = words(withArms([{ ...none, picture: { ...none.picture, sets: undefined } }]));
    expect(text).not.toContain('Attack shown');
    expect(text.match(/class="drawing"/g)).toHaveLength(1);
  });

  test('a set of attacks that did not run under a profile is said to be missing there, not shown as empty', () => {
    const only = { ...framework, picture: { ...framework.picture, sets: framework.picture.sets!.slice(0, 1) } };
    const text = words(withArms([none, only]));
    expect(text).toContain('A07 message-replay: did not run under framework.');
    expect(text).not.toContain('A01 device-clone: did not run');
  });

  test('with many profiles only the first attacks have pictures of their own, honest play always, and the page says so', () => {
    const arms = ['C01', 'C02', 'C03', 'C04', 'C05', 'C06'].map((control) => ({ ...none, without: [control] }));
    expect(viewChoices(namedArms(withArms(arms))).map(({ label }) => label)).toEqual([
      'all',
      'A01',
      'A07',
      'A09',
      'honest',
    ]);
    expect(words(withArms(arms))).toContain('3 of 8 attacks have a figure and a timeline of their own');
    expect(words(sampleRun)).not.toContain('of their own; all are in');
  });

  test('the scale of goodput stays while one switches between the attacks of a profile', () => {
    const arm = namedArms(sampleRun)[0]!;
    const scales = viewChoices([arm]).map((choice) => viewOf(arm, choice)!.mostGoodput);
    expect(new Set(scales)).toEqual(new Set([Math.max(...none.picture.sets!.flatMap((set) => set.series.goodput))]));
  });
});

describe('service', () => {
  test('honest play and each attack stand in rows of their own, with what the attack took', () => {
    const text = attackedServiceTable(sampleRun)!
      .markup.replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    expect(text).toContain('nobody attacking goodput 271.4 per s');
    expect(text).toContain('A24 handshake-flood goodput 90.2 per s');
    expect(text).toContain('p99 latency 2 450 ms 0 to 5 210');
    expect(text).toContain('work lost 61 % 60.2 % to 61.8 %');
  });

  test('results that do not tell service by attack get no such table', () => {
    const bare = none.attacks.map((outcome) => ({ ...outcome, service: undefined }));
    expect(attackedServiceTable(withArms([{ ...none, attacks: bare }]))).toBeNull();
    expect(attackedServiceTable(withArms([]))).toBeNull();
  });

  test('a metric over the attacked runs says so where its neighbours are of honest play', () => {
    const text = words(sampleRun);
    expect(text).toMatch(/resilience integral, share<span class="small">over the attacked runs/);
    expect(text).not.toMatch(/goodput, operations<span class="small">over the attacked runs/);
    expect(text).toContain('What honest users got while nobody attacked');
  });
});

describe('the page', () => {
  test('it is a pure function: the same results give the same bytes', () => {
    expect(report(sampleRun)).toBe(report(structuredClone(sampleRun)));
  });

  test('it is one file under 1 MB that asks nothing of the network, for 3, 6 and 24 arms, and for the longest timeline', () => {
    const separate = sampleRun.arms.flatMap((arm) => arm.attacks.map((attack) => ({ ...arm, attacks: [attack] })));
    const long = Array.from({ length: 20_000 }, (_, index) => ({
      atSeconds: index,
      what: 'step' as const,
      attack: 'A01',
      text: 'a step',
    }));
    const busy = sampleRun.arms.map((arm) => ({
      ...arm,
      picture: { ...arm.picture, timeline: long, sets: arm.picture.sets!.map((set) => ({ ...set, timeline: long })) },
    }));
    const six = [...sampleRun.arms, ...sampleRun.arms].map((arm, index) => ({ ...arm, without: [`C0${index}`] }));
    for (const arms of [sampleRun.arms, six, separate, busy]) {
      const text = report(withArms(arms));
      expect(new TextEncoder().encode(text).length).toBeLessThan(1_000_000);
      expect(text).not.toMatch(/(?:src|href)="(?!#)|url\(|@import|https?:/);
    }
  });

  test('the manifest and the command that repeats the run are on it', () => {
    const text = words(sampleRun);
    expect(text).toContain(`<code id="command">${sampleRun.manifest.command}</code>`);
    for (const fact of ['20.20.2', 'sha256:90b1c4', framework.digest!]) expect(text).toContain(fact);
  });

  test('warnings come before any figure or table', () => {
    const text = words(sampleRun);
    expect(text.indexOf('interval is 6 % wide')).toBeGreaterThan(0);
    expect(text.indexOf('interval is 6 % wide')).toBeLessThan(text.indexOf('<table'));
  });

  test('no text of a run becomes markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = escaped(text);
        expect(safe).not.toMatch(/[<>"'`\u0000\u202e]/);
        expect(safe.replace(/&(amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&');
        expect(html`<b>${[text, 1, null, html`<i>${text}</i>`]}</b>`.markup).toBe(`<b>${safe}1<i>${safe}</i></b>`);
      }),
    );
  });
});
