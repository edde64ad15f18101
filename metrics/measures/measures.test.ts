import { expect, test } from 'vitest';
import { workloads } from '../../sim/framework/component.ts';
import { purposes } from '../../sim/framework/datum.ts';
import { flagAltered, flagForged, flagReplayed, flagWrong } from '../../sim/framework/fact.ts';
import type { FoundViolation, JudgedAttempt, Metric } from '../../sim/framework/metric.ts';
import { metrics } from '../catalogue.ts';
import { attempt, fold, folded, frame } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';

const twin = purposes.indexOf('twin');
const occupancy = purposes.indexOf('occupancy');
const [settlement, income, payment] = ['settlement', 'income', 'payment'].map((one) =>
  purposes.findIndex((purpose) => purpose === one),
) as [number, number, number];
const byId = (id: string): Metric => metrics.find((metric) => metric.id === id)!;
const ns = (seconds: number): number => seconds * 1e9;

const success = attempt({ success: true, successNs: ns(16), stepsReached: 4, detectedNs: ns(13) });
const afterAttempts = (id: string, attempts: readonly JudgedAttempt[]) => {
  const work = byId(id).fold(frame(100));
  for (const one of attempts) work.attempt!(one);
  return work.value();
};

test('attempts tell of success, time, cost, progress and detection', () => {
  const attempts = [success, attempt(), attempt(), attempt({ steps: 0 })];
  expect(afterAttempts('M01', attempts)).toEqual({ rate: { value: 0.25, n: 4, hits: 1 } });
  expect(afterAttempts('M02', attempts)).toEqual({ mean: { value: 6, n: 1 } });
  const spent = { requests: 3, identities: 1, money: 15, computeSeconds: null, alarms: 2 };
  expect(
    afterAttempts(
      'M03',
      attempts.map((one) => ({ ...one, spent })),
    ),
  ).toEqual({
    acts: { value: 20, n: 1 },
    seconds: { value: 40, n: 1 },
    requests: { value: 12, n: 1 },
    identities: { value: 4, n: 1 },
    money: { value: 60, n: 1 },
    computeSeconds: { value: null, n: 0 },
    alarms: { value: 8, n: 1 },
  });
  expect(afterAttempts('M04', attempts)).toEqual({ mean: { value: 0.5, n: 3 } });
  expect(afterAttempts('M19', attempts)).toEqual({ rate: { value: 0.25, n: 4, hits: 1 } });
  expect(afterAttempts('M20', attempts)).toEqual({ mean: { value: 3, n: 1 } });
});

test('without attempts every metric of attacks is unknown, never zero', () => {
  for (const id of ['M01', 'M02', 'M03', 'M04', 'M12', 'M13', 'M14', 'M16', 'M19', 'M20', 'M21', 'M22', 'M26']) {
    for (const observed of Object.values(afterAttempts(id, []))) expect(observed.value).toBeNull();
  }
});

test('every metric yields the values that it declares, and none of them is not a number', () => {
  for (const metric of metrics) {
    const values = metric.fold(frame(100)).value();
    expect(Object.keys(values)).toEqual(metric.values);
    for (const { value } of Object.values(values)) expect(value).not.toBeNaN();
  }
});

test('false data that passes several verifiers, or comes many times, is one trial; used or acted on, it is a hit', () => {
  const arrived = (counter: number, kind: 'delivered' | 'refused', flags: number): ToldFact => ({
    kind,
    at: 1,
    message: 'report',
    origin: 3,
    counter,
    flags,
    label: 1,
  });
  const deed = (counter: number, kind: 'used' | 'acted', detail: number, flags: number): ToldFact => ({
    kind,
    at: 2,
    origin: 3,
    counter,
    detail,
    flags,
    label: 1,
  });
  const facts = [
    arrived(1, 'delivered', flagForged),
    arrived(1, 'delivered', flagForged),
    deed(1, 'used', twin, flagForged),
    deed(1, 'used', twin, flagForged),
    arrived(2, 'refused', flagForged | flagAltered),
    arrived(3, 'delivered', flagReplayed),
    deed(3, 'acted', 0, flagReplayed),
    arrived(3, 'delivered', flagReplayed),
    arrived(4, 'refused', flagReplayed),
    arrived(5, 'refused', flagReplayed),
    arrived(6, 'delivered', flagWrong),
    deed(6, 'used', occupancy, flagWrong),
    arrived(7, 'delivered', flagWrong),
    deed(7, 'used', twin, flagWrong),
    // What a room's archive keeps of a forged reading is nothing that anybody believes by itself.
    { kind: 'delivered', at: 1, message: 'keep', origin: 4, counter: 1, flags: flagForged, label: 1 } as const,
    { kind: 'used', at: 2, origin: 4, counter: 1, flags: flagForged, label: 1 } as const,
    // An answer of a handshake carries no datum.
    { kind: 'refused', at: 1, flags: flagForged, label: 1 } as const,
  ];
  expect(fold(byId('M05'), frame(9), facts)).toEqual({ rate: { value: 0.5, n: 2, hits: 1 } });
  expect(fold(byId('M06'), frame(9), facts)).toEqual({ rate: { value: 1 / 3, n: 3, hits: 1 } });
  const half = { value: 0.5, n: 2, hits: 1 };
  expect(fold(byId('M08'), frame(9), facts)).toEqual({ rate: half, building: half });
});

test('false deeds are counted among all deeds, so that they are known where nobody attacks', () => {
  const used = (flags: number, detail = twin): ToldFact => ({ kind: 'used', at: 1, detail, flags, label: flags && 1 });
  const acted = (flags: number): ToldFact => ({ kind: 'acted', at: 1, flags, label: flags && 1 });
  const honest = [used(0), used(0), used(0, occupancy), acted(0)];
  expect(fold(byId('M54'), frame(9), honest)).toEqual({
    twin: { value: 0, n: 2, hits: 0 },
    acts: { value: 0, n: 1, hits: 0 },
  });
  const attacked = [...honest, used(flagForged | flagAltered), used(flagReplayed), used(flagForged, occupancy)];
  expect(fold(byId('M54'), frame(9), [...attacked, acted(flagReplayed), used(flagWrong)])).toEqual({
    twin: { value: 2 / 5, n: 5, hits: 2 },
    acts: { value: 0.5, n: 2, hits: 1 },
  });
  expect(fold(byId('M54'), frame(9), [])).toMatchObject({ twin: { value: null }, acts: { value: null } });
});

test('the size of a report is that of a thing to its gateway, after warm-up, and nobody else’s', () => {
  const report = (more: Partial<ToldFact>): ToldFact => ({
    kind: 'sent',
    at: 20,
    message: 'report',
    node: 0,
    peer: 1,
    sizeBytes: 100,
    ...more,
  });
  const others = [{ at: 5 }, { node: 1, peer: 2 }, { node: 0, peer: 2 }, { node: 99 }, { message: 'answer' as const }];
  const facts = [report({}), report({ sizeBytes: 120 }), ...others.map((one) => report({ sizeBytes: 900, ...one }))];
  const roles = ['device', 'gateway', 'iot-platform'];
  const warm = frame(99, { warmUpNs: ns(10), roleOf: (node) => roles[node]! });
  expect(fold(byId('M55'), warm, facts)).toEqual({ mean: { value: 110, n: 2 }, max: { value: 120, n: 2 } });
});

test('a revoked identity is exposed until its last acceptance; one never accepted counts as zero', () => {
  const facts: ToldFact[] = [
    { kind: 'opened', at: 5, node: 3, peer: 1 },
    { kind: 'revoked', at: 10, node: 9, peer: 3 },
    { kind: 'revoked', at: 10, node: 9, peer: 4 },
    { kind: 'opened', at: 12, node: 3, peer: 1 },
    { kind: 'opened', at: 18, node: 1, peer: 3 },
    { kind: 'opened', at: 19, node: 1, peer: 2 },
    { kind: 'credentialed', at: 20, node: 3 },
    { kind: 'opened', at: 21, node: 3, peer: 1 },
    { kind: 'opened', at: 22, node: 3, peer: 1, label: 1 },
  ];
  expect(fold(byId('M07'), frame(99), facts)).toEqual({ count: { value: 3, n: 2 } });
  expect(fold(byId('M11'), frame(99), facts)).toEqual({ mean: { value: 6, n: 2 }, longest: { value: 12, n: 2 } });
  expect(fold(byId('M07'), frame(99), facts.slice(0, 1))).toEqual({ count: { value: null, n: 0 } });
});

test('a revoked identity waits until its next credential, and one that gets none is not renewed', () => {
  const facts: ToldFact[] = [
    { kind: 'credentialed', at: 5, node: 3 },
    { kind: 'revoked', at: 10, node: 9, peer: 3 },
    { kind: 'revoked', at: 10, node: 9, peer: 4 },
    { kind: 'revoked', at: 10, node: 9, peer: 5 },
    { kind: 'credentialed', at: 14, node: 4 },
    { kind: 'credentialed', at: 16, node: 3, label: 1 },
    { kind: 'credentialed', at: 20, node: 3 },
    { kind: 'credentialed', at: 90, node: 3 },
  ];
  expect(fold(byId('M58'), frame(99), facts)).toEqual({
    mean: { value: 7, n: 2 },
    longest: { value: 10, n: 2 },
    renewed: { value: 2 / 3, n: 3, hits: 2 },
  });
  const unknown = { value: null, n: 0 };
  const nothing = { mean: unknown, longest: unknown, renewed: { ...unknown, hits: 0 } };
  expect(fold(byId('M58'), frame(99), facts.slice(0, 1))).toEqual(nothing);
});

test('the blast radius counts subjects, records and parties of violations that attacks caused, each once', () => {
  const violation = (more: Partial<FoundViolation>): FoundViolation => ({
    property: 'confidentiality',
    row: 0,
    atNs: 0,
    place: 0,
    node: 1,
    subject: 1,
    origin: 1,
    counter: 1,
    records: 40,
    label: 1,
    attack: 'A31',
    ...more,
  });
  const parties = frame(9, { partyOf: (node) => (node < 5 ? 'aurora' : 'provider') });
  const found = [
    violation({}),
    violation({ property: 'privacy' }),
    violation({ counter: 2, node: 6, subject: 2, records: 2 }),
    violation({ counter: 3, subject: 2, node: 12 }),
    violation({ origin: -1, subject: -1, property: 'availability', node: -1 }),
    violation({ attack: null, label: 0, subject: 7, counter: 9, node: 8 }),
  ];
  const after = (id: string) => {
    const work = folded(byId(id), parties, [{ kind: 'disclosed', at: 1 }]);
    for (const one of found) work.violation!(one);
    work.attempt?.(attempt());
    return work.value();
  };
  expect(after('M12')).toEqual({ count: { value: 2, n: 5 } });
  expect(after('M13')).toEqual({ count: { value: 82, n: 5 } });
  expect(after('M14')).toEqual({ count: { value: 2, n: 5 } });
  expect(after('M40')).toEqual({
    all: { value: 122, n: 1 },
    byAttacks: { value: 82, n: 1 },
    personal: { value: 40, n: 1 },
  });
});

test('a lock that moves unsafely counts once per violation of safety', () => {
  const work = folded(byId('M10'), frame(9), [
    { kind: 'acted', at: 1 },
    { kind: 'acted', at: 2 },
  ]);
  for (const property of ['access', 'safety'] as const) work.violation!({ property } as FoundViolation);
  expect(work.value()).toEqual({ count: { value: 1, n: 2 } });
  expect(fold(byId('M10'), frame(9), [])).toEqual({ count: { value: null, n: 0 } });
});

test('alarms are false by their cause; those of the warm-up do not count', () => {
  const facts: ToldFact[] = [
    { kind: 'alarmed', at: 10 },
    { kind: 'alarmed', at: 150 },
    { kind: 'alarmed', at: 160, label: 4 },
    { kind: 'alarmed', at: 170, label: 4 },
  ];
  const hour = frame(3700, { warmUpNs: ns(100) });
  expect(fold(byId('M23'), hour, facts)).toEqual({ rate: { value: 1, n: 1 } });
  expect(fold(byId('M24'), hour, facts)).toEqual({ rate: { value: 2 / 3, n: 3, hits: 2 } });
});

test('goodput counts honest work that succeeded after warm-up, operations and twins apart', () => {
  const facts: ToldFact[] = [
    { kind: 'finished', at: 9, outcome: 1 },
    { kind: 'finished', at: 11, outcome: 1 },
    { kind: 'finished', at: 12, outcome: 0, detail: workloads.indexOf('command') },
    { kind: 'finished', at: 13, outcome: 1, label: 2 },
    { kind: 'used', at: 14, detail: twin },
    { kind: 'used', at: 15, detail: twin },
    { kind: 'used', at: 16, detail: twin, label: 1 },
    { kind: 'used', at: 17, detail: occupancy },
  ];
  expect(fold(byId('M29'), frame(20, { warmUpNs: ns(10) }), facts)).toEqual({
    operations: { value: 0.1, n: 1 },
    twinUpdates: { value: 0.2, n: 2 },
    report: { value: 0.1, n: 1 },
    command: { value: 0, n: 0 },
  });
});

test('latency runs from the intended start, of operations to their end and of reports to the twin', () => {
  const facts: ToldFact[] = [];
  for (let i = 1; i <= 100; i++) facts.push({ kind: 'finished', at: 10 + i / 1000, born: 10, outcome: 1 });
  for (let i = 1; i <= 100; i++) facts.push({ kind: 'used', at: 20 + i / 100, born: 20, detail: twin });
  facts.push({ kind: 'finished', at: 90, born: 30, outcome: 0 });
  const values = fold(byId('M30'), frame(100), facts);
  const near = (name: string, millis: number): void => {
    expect(values[name]!.n).toBe(100);
    expect(Math.abs(values[name]!.value! / millis - 1)).toBeLessThanOrEqual(1 / 256);
  };
  near('p50', 50);
  near('p95', 95);
  near('p99', 99);
  near('reportP50', 500);
  near('reportP99', 990);
});

test('the latency of each operation that succeeded stands beside that of all', () => {
  const command = workloads.indexOf('command');
  const facts: ToldFact[] = [];
  for (let i = 0; i < 99; i++) facts.push({ kind: 'finished', at: 10 + i, born: 9.99 + i, outcome: 1 });
  facts.push({ kind: 'finished', at: 200, born: 199, outcome: 1, detail: command });
  const values = fold(byId('M30'), frame(300), facts);
  const millis = ['p95', 'report.p95', 'command.p95', 'view.p95'].map((name) => {
    const value = values[name]?.value ?? null;
    return value === null ? null : Math.round(value / 10) * 10;
  });
  expect(millis).toEqual([10, 10, 1000, null]);
});

test('a minute meets its objective when 99 of 100 operations are done within a second', () => {
  const facts: ToldFact[] = [];
  const minute = (start: number, late: number, failed: number): void => {
    for (let i = 0; i < 100; i++) {
      const at = start + 10 + i / 10;
      facts.push({ kind: 'finished', at, born: at - (i < late ? 2 : 0.5), outcome: i >= 100 - failed ? 0 : 1 });
    }
  };
  minute(0, 1, 0);
  minute(60, 2, 0);
  minute(120, 1, 1);
  minute(300, 0, 0);
  expect(fold(byId('M31'), frame(1800), facts)).toEqual({ rate: { value: 0.5, n: 4, hits: 2 } });
});

test('what an attack did to an honest operation counts against service; what the attacker wanted itself does not', () => {
  const report = workloads.indexOf('report');
  const view = workloads.indexOf('view');
  const done: ToldFact = { kind: 'finished', at: 10, born: 9.9, outcome: 1, detail: report };
  const held: ToldFact = { kind: 'finished', at: 20, born: 15, outcome: 1, detail: report, label: 1 };
  const availability = (...facts: readonly ToldFact[]) => fold(byId('M31'), frame(1200), [done, ...facts])['rate'];
  const latest = (...facts: readonly ToldFact[]) => fold(byId('M30'), frame(1200), [done, ...facts])['p99']!;
  expect(availability()).toEqual({ value: 1, n: 1, hits: 1 });
  // A reading that was held back on its way, one that was altered and then refused, a view of a room with a false reading in it.
  const altered = flagForged | flagAltered;
  const honest: readonly ToldFact[] = [
    held,
    { ...held, outcome: 0, flags: altered },
    { ...held, detail: view, flags: flagForged | flagReplayed, origin: 12 },
  ];
  for (const fact of honest) expect(availability(fact)).toEqual({ value: 0, n: 1, hits: 0 });
  expect(latest(held)).toMatchObject({ n: 2 });
  expect(latest(held).value).toBeGreaterThan(4900);
  // A reading that was made up, and one that is sent a second time.
  for (const own of [
    { origin: 12, flags: flagForged },
    { origin: 3, flags: flagReplayed },
  ]) {
    expect(availability({ ...held, ...own })).toEqual({ value: 1, n: 1, hits: 1 });
    expect(latest({ ...held, ...own })).toMatchObject({ n: 1 });
  }
});

test('honest rejections leave out whatever descends from an attack, and the warm-up', () => {
  const facts: ToldFact[] = [
    { kind: 'refused', at: 1 },
    { kind: 'delivered', at: 2 },
    { kind: 'delivered', at: 11 },
    { kind: 'delivered', at: 12 },
    { kind: 'delivered', at: 12, label: 1 },
    { kind: 'refused', at: 13 },
    { kind: 'refused', at: 14, label: 1 },
    { kind: 'delivered', at: 15, flags: flagForged },
  ];
  const run = frame(20, { warmUpNs: ns(10) });
  expect(fold(byId('M33'), run, facts)).toEqual({ rate: { value: 0.25, n: 4, hits: 1 } });
  expect(fold(byId('M33'), run, facts.slice(2))).toEqual({ rate: { value: 0.25, n: 4, hits: 1 } });
});

test('a twin updated every 2 s by data 1 s old is 2 s old on average and 3 s just before an update', () => {
  const facts: ToldFact[] = [];
  for (let at = 1; at < 1000; at += 2) {
    facts.push({ kind: 'used', at, born: at - 1, detail: twin, node: 4, subject: 1 });
    // A room has no node, a second platform its own twins.
    facts.push({ kind: 'used', at, born: at - 1, detail: twin, node: 7, subject: (1 << 24) + 3 });
    // Late data do not make a twin older.
    facts.push({ kind: 'used', at, born: at - 1.5, detail: twin, node: 4, subject: 1 });
  }
  const values = fold(byId('M36'), frame(1001, { warmUpNs: ns(101) }), facts);
  expect(values['mean']!.value).toBeCloseTo(2, 9);
  expect(values['peak']!.value).toBeCloseTo(3, 9);
  expect(values['max']!.value).toBeCloseTo(3, 9);
});

test('reports dropped at random make the twin as old as the renewal argument says', () => {
  // V-A4: T (1/(1-p) - 1/2) = 3 with T = 2, p = 1/2; a fixed pattern with the same gaps: 1, 2, 3 and more periods.
  const gaps = [...Array<number>(512).fill(1), ...Array<number>(256).fill(2), ...Array<number>(128).fill(3)];
  gaps.push(...Array<number>(64).fill(4), ...Array<number>(32).fill(5), ...Array<number>(16).fill(6));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const square = gaps.reduce((sum, gap) => sum + gap * gap, 0) / gaps.length;
  const facts: ToldFact[] = [];
  let at = 0;
  for (const gap of gaps) {
    facts.push({ kind: 'used', at, born: at, detail: twin, node: 4, subject: 1 });
    at += 2 * gap;
  }
  expect(fold(byId('M36'), frame(at), facts)['mean']!.value).toBeCloseTo(square / mean, 9);
});

test('a twin that is no longer updated goes on ageing to the end of the run', () => {
  const facts: ToldFact[] = [{ kind: 'used', at: 10, born: 10, detail: twin, node: 4, subject: 1 }];
  const values = fold(byId('M36'), frame(110), facts);
  expect([values['mean']!.value, values['max']!.value, values['peak']!.value]).toEqual([50, 100, null]);
});

test('load that doubles once the attack ends overshoots by one', () => {
  const facts: ToldFact[] = [];
  const sent = (at: number, label = 0): number => facts.push({ kind: 'sent', at, message: 'report', label });
  for (let at = 0; at < 600; at++) for (let i = 0; i < 10; i++) sent(at + i / 10);
  for (let i = 0; i < 10; i++) sent(400.5);
  for (let i = 0; i < 90; i++) sent(450.5, 1);
  const run = frame(600);
  const sorted = facts.toSorted((a, b) => a.at - b.at);
  const work = folded(byId('M38'), run, sorted);
  expect(work.value()['ratio']!.value).toBeNull();
  work.attempt!(attempt({ startNs: ns(200), endNs: ns(300) }));
  expect(work.value()['ratio']!.value).toBeCloseTo(1, 12);
});

test('control costs are told per million useful operations, in all and for each control', () => {
  const work = folded(byId('M46'), frame(10, { controls: ['C09', 'C16'] }), [
    { kind: 'finished', at: 1, outcome: 1 },
    { kind: 'finished', at: 1, outcome: 0 },
    { kind: 'used', at: 2, detail: twin },
    { kind: 'used', at: 3, detail: twin, label: 1 },
  ]);
  work.costs!({ C16: { ns: 4e6, bytes: 64, calls: 10 } });
  const values = work.value();
  expect(values['C16.cpuSeconds']).toEqual({ value: 2000, n: 2 });
  expect(values['C09.bytes']).toEqual({ value: 0, n: 2 });
  expect([values['cpuSeconds']!.value, values['bytes']!.value, values['latencyMs']!.value]).toEqual([2000, 32e6, 2]);
});

test('an asset is spent twice when one version of it counts at two nodes, however often at each', () => {
  const counted = (node: number, subject: number, version: number): ToldFact => ({
    kind: 'used',
    at: 1,
    node,
    subject,
    value: version,
    detail: settlement,
  });
  const facts = [
    counted(3, 7, 1),
    counted(3, 7, 1),
    counted(4, 7, 2),
    counted(4, 8, 1),
    counted(5, 8, 1),
    counted(6, 8, 1),
  ];
  const other: ToldFact = { ...counted(9, 7, 1), detail: income };
  expect(fold(byId('M09'), frame(9), [...facts, other])).toEqual({ rate: { value: 1 / 3, n: 3, hits: 1 } });
  expect(fold(byId('M09'), frame(9), [other])).toEqual({ rate: { value: null, n: 0, hits: 0 } });
});

test('what an attacker made up itself is counterfeit, and what is paid for its wish is unwished', () => {
  const made = { label: 1, flags: flagForged, origin: 12 } as const;
  const descends = { label: 1, flags: flagForged, origin: 3 } as const;
  const used = (detail: number, more: Partial<ToldFact> = {}): ToldFact => ({
    kind: 'used',
    at: 1,
    detail,
    value: 50,
    origin: 3,
    ...more,
  });
  const facts = [
    used(settlement),
    used(settlement, made),
    used(settlement, descends),
    used(income),
    used(income, made),
    used(income, { ...descends, flags: flagForged | flagAltered }),
    used(payment),
    used(payment, made),
    used(payment, descends),
  ];
  expect(fold(byId('M52'), frame(9), facts)).toEqual({
    counterfeits: { value: 1, n: 3 },
    micros: { value: 100, n: 3 },
    unwished: { value: 1, n: 3 },
  });
  expect(fold(byId('M52'), frame(9), [used(twin)])).toEqual({
    counterfeits: { value: null, n: 0 },
    micros: { value: null, n: 0 },
    unwished: { value: null, n: 0 },
  });
});

test('a purchase is in time when it is done within a minute of the wish', () => {
  const trade = workloads.indexOf('trade');
  const ended = (born: number, at: number, outcome: number, detail = trade): ToldFact => ({
    kind: 'finished',
    at,
    born,
    outcome,
    detail,
  });
  const facts = [
    ended(1, 5, 1),
    ended(10, 60, 1),
    ended(20, 30, 1),
    ended(20, 81, 1),
    ended(85, 90, 0),
    ended(85, 90, 1, 0),
  ];
  const late = frame(100, { warmUpNs: ns(10) });
  expect(fold(byId('M53'), late, facts)).toEqual({ rate: { value: 0.5, n: 4, hits: 2 } });
  // Nor is a slow purchase a missed minute.
  expect(fold(byId('M31'), frame(1200), [ended(10, 60, 1)])['rate']).toEqual({ value: 1, n: 1, hits: 1 });
});
