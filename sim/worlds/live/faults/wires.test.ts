import { expect, test } from 'vitest';
import type { Control, ControlId } from '../../../framework/control.ts';
import { acting, at, reading, second } from '../../virtual/testing/small-house.ts';
import type { SmallHouse } from '../../virtual/testing/small-house.ts';
import type { FactLog, LoggedFact } from '../../virtual/testing/fact-log.ts';
import { liveHouse } from '../testing/live-rig.ts';
import type { WireFault } from './fault-plan.ts';

const milli = 1_000_000;
const everyNs = 20 * milli;
const wire = { point: 'RP-T', from: 0, to: 1 } as const;

/** A gateway that tells its platform a reading every 20 ms and is answered, whatever becomes of the wire. */
const pair = (standing: readonly (ControlId | Control)[]): SmallHouse => ({
  nodes: [
    {
      name: 'gateway',
      component: acting('gateway', {
        start: (_state, _index, io) => io.wake(1, everyNs),
        wake: (_state, _index, _timer, _argument, io) => {
          io.send('RP-T', at<'iot-platform'>(1), reading(io.node));
          io.wake(1, everyNs);
        },
      }),
    },
    {
      name: 'platform',
      component: acting('iot-platform', {
        receive: (_state, _index, message, io) => {
          if (message.kind !== 'report') return;
          io.reply({ kind: 'answer', subject: message.subject, dataClass: 'operational', body: { done: 1 } });
        },
      }),
    },
  ],
  wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' }],
  standing,
});

/** Takes down of each opening at the platform whether it went on from an earlier one. */
const openings = (): { readonly seen: boolean[]; readonly control: Control } => {
  const seen: boolean[] = [];
  const control: Control = {
    id: 'C30',
    name: 'note-of-openings',
    summary: 'Notes openings.',
    groups: ['R1'],
    rung: 'framework',
    layer: 'door',
    step: 90,
    places: ['RP-T'],
    limits: 'A test.',
    source: 'A test.',
    stand: () => ({ witnessOpening: (opening, verdict) => void (verdict ?? seen.push(opening.resumed)) }),
  };
  return { seen, control };
};

/** Whether readings arrive again after their channel was closed and opened once more. */
const isBack = (log: FactLog): boolean => {
  const facts = log.all();
  const closed = facts.findIndex(({ kind }) => kind === 'closed');
  const opened = facts.findIndex(({ kind }, index) => kind === 'opened' && index > closed);
  return closed >= 0 && opened >= 0 && facts.slice(opened).filter(({ kind }) => kind === 'delivered').length > 3;
};

/** Messages that were sent, less those of which it is known how they ended. */
const missing = (facts: readonly LoggedFact[]): number => {
  const of = (kind: LoggedFact['kind']): number =>
    facts.filter((fact) => fact.kind === kind && fact.message !== null).length;
  return of('sent') - of('delivered') - of('refused') - of('dropped');
};

const proved: readonly ControlId[] = ['C01', 'C32'];
/** By then the channel has opened, on a machine with much else to do as well. */
const wellOpenNs = 2000 * milli;

test.each([
  ['cut', 'in clear', [], { atNs: wellOpenNs, healAfterNs: 400 * milli }],
  ['cut', 'over TLS, both ends proved', proved, { atNs: wellOpenNs, healAfterNs: 400 * milli }],
  ['stall', 'in clear', [], { atNs: wellOpenNs, healAfterNs: 1500 * milli }],
  ['stall', 'over TLS, both ends proved', proved, { atNs: wellOpenNs, healAfterNs: 1500 * milli }],
] as const)(
  'a wire has a fault of the kind %s, %s: both ends notice, come back when it is healed, and the books balance',
  async (fault, _how, standing, times) => {
    let inside = 0;
    const log = await liveHouse(pair(standing), {
      faults: [{ fault, wire, ...times }],
      beatMillis: 150,
      inside: (messages) => {
        inside = Object.values(messages).reduce((sum, count) => sum + count, 0);
      },
      facts: isBack,
    });
    expect(isBack(log)).toBe(true);
    expect(log.refusals()).toEqual([]);
    expect(new Set(log.drops()).size, 'what is lost is lost with its channel').toBeLessThanOrEqual(1);
    expect(log.drops()[0] ?? 'no-channel').toBe('no-channel');
    expect(missing(log.all())).toBe(inside);
  },
);

test('what was proved before a wire was cut is resumed after it is healed', async () => {
  const { seen, control } = openings();
  const log = await liveHouse(pair([...proved, control]), {
    faults: [{ fault: 'cut', wire, atNs: wellOpenNs, healAfterNs: 400 * milli }],
    facts: isBack,
  });
  expect(isBack(log)).toBe(true);
  expect(seen).toEqual([false, true]);
});

test('what is sent while a wire stays cut waits for its channel, is given up, and its sender hears of it', async () => {
  let told = 0;
  const { nodes, ...rest } = pair([]);
  const [gateway, platform] = nodes;
  const component = { ...gateway!.component, undelivered: () => void told++ };
  const log = await liveHouse(
    { ...rest, nodes: [{ ...gateway!, component }, platform!] },
    { faults: [{ fault: 'cut', wire, atNs: 0 }], facts: (shown) => shown.drops().length > 100 },
  );
  expect(log.of('opened')).toEqual([]);
  expect(log.of('not-opened').length).toBeGreaterThan(0);
  expect(new Set(log.drops())).toEqual(new Set(['no-channel']));
  expect(told).toBe(log.drops().length);
});

test('a wire that takes longer and carries less loses nothing', async () => {
  const slow: WireFault = { fault: 'bend', wire, atNs: 400 * milli, delayNs: 200 * milli, bytesPerSecond: 50_000 };
  const atLeastNs = slow.delayNs;
  const late = (log: FactLog): readonly LoggedFact[] =>
    log.of('delivered').filter(({ atNs, bornNs }) => atNs - bornNs >= atLeastNs);
  const log = await liveHouse(pair(proved), { faults: [slow], facts: (shown) => late(shown).length > 10 });
  expect(log.drops()).toEqual([]);
  expect(log.refusals()).toEqual([]);
  const sentLater = log.of('delivered').filter(({ bornNs }) => bornNs > slow.atNs + second / 10);
  expect(sentLater.every(({ atNs, bornNs }) => atNs - bornNs >= atLeastNs)).toBe(true);
});

test('who waits for a channel does not pile up without end', async () => {
  const { nodes, ...rest } = pair([]);
  const [gateway, platform] = nodes;
  const component = acting('gateway', {
    start: (_state, _index, io) => io.wake(1, everyNs),
    wake: (_state, _index, _timer, _argument, io) => {
      for (let each = 0; each < 100; each++) io.send('RP-T', at<'iot-platform'>(1), reading(io.node));
      io.wake(1, everyNs);
    },
  });
  const log = await liveHouse(
    { ...rest, nodes: [{ ...gateway!, component }, platform!] },
    { faults: [{ fault: 'stall', wire, atNs: 0 }], facts: (shown) => shown.drops().includes('queue') },
  );
  expect(log.of('sent').length, 'none counts as sent while it waits').toBe(log.drops().length);
});
