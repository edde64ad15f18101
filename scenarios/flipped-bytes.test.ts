import { expect, test } from 'vitest';
import { adversaryInTheMiddle } from '../attacks/adversary-in-the-middle.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { Quote } from '../sim/framework/attester.ts';
import type { Control, ControlId, Guard, Post, WireMessage } from '../sim/framework/control.ts';
import type { StatusList, Suite, Token } from '../sim/framework/crypto.ts';
import { factKinds } from '../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../sim/framework/fact.ts';
import { places } from '../sim/framework/figure.ts';
import type { Bodies } from '../sim/framework/message.ts';
import type { ControlTable } from '../sim/framework/profile.ts';
import { refusals } from '../sim/framework/verdict.ts';
import { controls } from '../sim/controls/catalogue.ts';
import { controlsOf, controlTable } from '../sim/controls/profiles.ts';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { opensslSuite } from '../sim/crypto/openssl/suite.ts';
import { VirtualWorld } from '../sim/worlds/virtual/world.ts';
import { meetingRoomMapping } from './meeting-room-mapping/scenario.ts';
import { planOf, play, valuesOf } from './testing/play.ts';

/** Counts refusals by control and reason, messages and openings alike. */
class Refusals implements FactObserver {
  readonly counts = new Map<string, number>();

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      const kind = factKinds[facts.kind[row]!]!;
      if (kind !== 'refused' && kind !== 'not-opened') continue;
      if (facts.outcome[row] === 0) continue;
      const name = `C${String(facts.detail[row]).padStart(2, '0')} ${refusals[facts.outcome[row]!]}`;
      this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    }
  }
}

/** Somebody within, who spoils one thing at a time just before it leaves: behind all controls of the sender. */
const saboteur = (guard: (spoilt: { count: number }) => Guard, spoilt: { count: number }): Control => ({
  id: 'C99',
  name: 'saboteur',
  summary: 'flips one bit',
  groups: [],
  rung: 'framework',
  layer: 'door',
  step: 90,
  places,
  limits: 'a test',
  source: 'a test',
  stand: () => guard(spoilt),
});

/** S01 on bytes, with a saboteur behind the sender's controls. Half-way it begins; what is refused before it is honest. */
function sabotaged(
  guard: (spoilt: { count: number }) => Guard,
  without: readonly ControlId[],
): {
  readonly refused: Refusals;
  readonly spoilt: number;
} {
  const spoilt = { count: 0 };
  const values = valuesOf({
    rooms: 2,
    persons: 4,
    guests: 1,
    warmUpSeconds: 5,
    durationSeconds: 40,
    windowSeconds: 10,
    statusSeconds: 5,
  });
  const cast = meetingRoomMapping.build(values, 1);
  const table = controlTable({ name: 'framework', without });
  const refused = new Refusals();
  const world = new VirtualWorld({
    cast,
    seed: 1,
    suite: opensslSuite(),
    controls: [...controls, saboteur(guard, spoilt)],
    tables: [Object.fromEntries(places.map((place) => [place, [...table[place], 'C99']])) as unknown as ControlTable],
    tableOf: () => 0,
    costs: costTables,
    attacks: [],
    observers: [refused],
  });
  world.run(cast.untilNs);
  world.recorder.digest();
  return { refused, spoilt: spoilt.count };
}

const bits = [0, 1, 7, 8, 100, 254, 300, 511];
let turn = 0;
const nextBit = (): number => bits[turn++ % bits.length]!;

const inOffer =
  (spoil: (suite: Suite, offer: Parameters<NonNullable<Guard['present']>>[0]) => void) =>
  (spoilt: { count: number }): Guard => ({
    present(offer, at: Post) {
      // Each opening shows itself twice; what was spoilt once would be mended by a second flip of the same bit.
      if (offer.credential === null || offer.proof === null || seen.has(offer)) return;
      seen.add(offer);
      spoil(at.suite, offer);
      spoilt.count++;
    },
  });
const seen = new WeakSet<object>();

const inMessage =
  (spoil: (message: WireMessage, at: Post) => boolean) =>
  (spoilt: { count: number }): Guard => ({
    protect(message, at) {
      if (spoil(message, at)) spoilt.count++;
    },
  });

const markOf = (message: WireMessage, has: (mark: object) => boolean): number =>
  message.marks.findIndex((mark) => typeof mark === 'object' && mark !== null && has(mark));

const cases: readonly [string, (spoilt: { count: number }) => Guard, RegExp][] = [
  ...(['header', 'body', 'signature'] as const).map(
    (part) =>
      [
        `the ${part} of a certificate`,
        inOffer((suite, offer) => {
          offer.credential = suite.flip(offer.credential!, part, nextBit());
        }),
        /^C(01|32) (malformed|untrusted-chain|wrong-peer|no-evidence)$/,
      ] as [string, (spoilt: { count: number }) => Guard, RegExp],
  ),
  [
    'the signature of a proof',
    inOffer((suite, offer) => {
      offer.proof = suite.flip(offer.proof!, 'signature', nextBit());
    }),
    /^C(01|32) no-evidence$/,
  ],
  [
    'a fresh key on its way',
    inOffer((suite, offer) => {
      offer.ephemeral = offer.ephemeral === null ? null : suite.flip(offer.ephemeral, 'body', nextBit());
    }),
    /^C(01|32) no-evidence$/,
  ],
  ...(['header', 'ciphertext', 'tag'] as const).map(
    (part) =>
      [
        `the ${part} of a sealed reading`,
        inMessage((message, at) => {
          if (message.kind !== 'report' || message.sealed === null || at.role !== 'things-agent') return false;
          message.sealed = at.suite.flip(message.sealed, part, nextBit());
          return true;
        }),
        /^C16 seal-broken$/,
      ] as [string, (spoilt: { count: number }) => Guard, RegExp],
  ),
  [
    'the signature of a token',
    inMessage((message, at) => {
      const mark = at.role === 'person' ? markOf(message, (one) => 'boundTo' in one) : -1;
      if (mark < 0) return false;
      const token = message.marks[mark] as Token;
      message.marks[mark] = { ...token, signature: at.suite.flip(token.signature, 'signature', nextBit()) };
      return true;
    }),
    /^C13 no-token$/,
  ],
  [
    'what a token permits',
    inMessage((message, at) => {
      const mark = at.role === 'person' ? markOf(message, (one) => 'boundTo' in one) : -1;
      if (mark < 0) return false;
      const token = message.marks[mark] as Token;
      message.marks[mark] = { ...token, scopes: [...token.scopes, 'command:lock'], expiresNs: token.expiresNs * 2 };
      return true;
    }),
    /^C13 no-token$/,
  ],
  [
    'the signature of a quote',
    inMessage((message, at) => {
      const mark = message.kind === 'result' ? markOf(message, (one) => 'quote' in one) : -1;
      if (mark < 0) return false;
      const evidence = message.marks[mark] as { readonly quote: Quote };
      const signature = at.suite.flip(evidence.quote.signature, 'signature', nextBit());
      message.marks[mark] = { ...evidence, quote: { ...evidence.quote, signature } };
      return true;
    }),
    /^C20 no-attestation$/,
  ],
  [
    'an answer beside its quote',
    inMessage((message) => {
      if (message.kind !== 'result' || markOf(message, (one) => 'quote' in one) < 0) return false;
      const body = message.body as Bodies['result'];
      message.body = { ...body, value: body.value === 1 ? 0 : 1 };
      return true;
    }),
    /^C20 no-attestation$/,
  ],
];

test.each(cases)('on bytes, one bit flipped in %s is refused by the control that should', (_what, guard, expected) => {
  const { refused, spoilt } = sabotaged(guard, []);
  expect(spoilt).toBeGreaterThan(3);
  const names = [...refused.counts.keys()].filter((name) => expected.test(name));
  expect(names, `refusals: ${[...refused.counts.keys()].join(', ')}`).not.toEqual([]);
  const counted = names.reduce((sum, name) => sum + refused.counts.get(name)!, 0);
  // What still was on its way at the end, or whose opening nobody waited for, is not counted.
  expect(counted).toBeGreaterThanOrEqual(Math.floor(spoilt * 0.5));
});

test('on bytes, one bit flipped in a status list or its signature leaves the list unheard', () => {
  // Lists travel as answers, on other messages, and in handshakes.
  type Change = (list: StatusList, suite: Suite) => StatusList;
  const isList = (mark: unknown): mark is StatusList => typeof mark === 'object' && mark !== null && 'revoked' in mark;
  const spoil =
    (change: Change) =>
    (spoilt: { count: number; stapled: number }): Guard => ({
      ...inMessage((message, at) => {
        message.marks.forEach((mark, place) => {
          if (!isList(mark)) return;
          message.marks[place] = change(mark, at.suite);
          spoilt.stapled++;
        });
        if (message.kind !== 'statusList') return false;
        const { list } = message.body as Bodies['statusList'];
        if (list === null) return false;
        message.body = { list: change(list, at.suite) };
        return true;
      })(spoilt),
      present(offer, at) {
        if (offer.status === null || seen.has(offer)) return;
        seen.add(offer);
        offer.status = change(offer.status, at.suite);
      },
    });
  for (const change of [
    (list: StatusList, suite: Suite) => ({ ...list, signature: suite.flip(list.signature, 'signature', nextBit()) }),
    (list: StatusList) => ({ ...list, revoked: [...list.revoked, 7] }),
    (list: StatusList) => ({ ...list, nextNs: list.nextNs + 1 }),
  ]) {
    const values = valuesOf({
      rooms: 1,
      persons: 2,
      guests: 1,
      warmUpSeconds: 5,
      durationSeconds: 30,
      statusSeconds: 5,
    });
    const cast = meetingRoomMapping.build(values, 1);
    const spoilt = { count: 0, stapled: 0 };
    const table = controlTable({ name: 'framework', without: [] });
    const world = new VirtualWorld({
      cast,
      seed: 1,
      suite: opensslSuite(),
      controls: [...controls, saboteur(() => spoil(change)(spoilt), spoilt)],
      tables: [Object.fromEntries(places.map((place) => [place, [...table[place], 'C99']])) as unknown as ControlTable],
      tableOf: () => 0,
      costs: costTables,
      attacks: [],
      observers: [],
    });
    const { trusts } = (
      world as unknown as { readonly house: { readonly trusts: { of(node: number): { readonly status: StatusList } } } }
    ).house;
    const signer = cast.placements.find(({ first }) => first === cast.authorities[0]!.node)!.party;
    const everybody = cast.placements.filter(({ party }) => party !== signer).map(({ first }) => first);
    expect(everybody.length).toBeGreaterThan(10);
    const versions = (): readonly number[] => everybody.map((node) => trusts.of(node).status.version);
    const born = versions();
    world.run(cast.untilNs);
    expect(spoilt.count).toBeGreaterThan(3);
    expect(spoilt.stapled).toBeGreaterThan(3);
    expect(versions()).toEqual(born);
  }
});

test('on bytes, whatever part of a record a relay hits, the record is refused and the channel is reset', () => {
  // Every message is altered, so that nonces, ciphertexts and tags are all hit.
  const relay: Attack = {
    ...adversaryInTheMiddle,
    intensity: { everyNs: 1e9, source: 'a test' },
    *campaign(hand) {
      hand.step('relay');
      hand.tap(hand.stage.wires['reports']!, (passing) => ({
        body: { quantity: 'temperature', value: 1, at: passing.atNs },
      }));
      yield hand.wait(60e9);
    },
  };
  const set = { rooms: 2, persons: 2, guests: 1, warmUpSeconds: 5, durationSeconds: 60 };
  const others = controlsOf({ name: 'framework', without: [] })
    .map(({ id }) => id)
    .filter((id) => id !== 'C32');
  const refused = new Refusals();
  const { observed } = play(
    planOf(
      { suite: 'openssl', attacks: [relay], profile: { name: 'framework', without: others }, observers: [refused] },
      set,
    ),
  );
  expect([...refused.counts.keys()]).toEqual(['C32 record-broken']);
  expect(refused.counts.get('C32 record-broken')).toBeGreaterThan(20);
  expect(observed.attacks[0]!.successes).toBe(0);
});
