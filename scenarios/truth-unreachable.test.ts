import { expect, test } from 'vitest';
import type { Attack, Loot } from '../sim/framework/attack.ts';
import type { Control } from '../sim/framework/control.ts';
import { places } from '../sim/framework/figure.ts';
import type { ControlTable, ProfileName } from '../sim/framework/profile.ts';
import type { Cast, Placement } from '../sim/framework/scenario.ts';
import { controls } from '../sim/controls/catalogue.ts';
import { controlTable } from '../sim/controls/profiles.ts';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { opensslSuite } from '../sim/crypto/openssl/suite.ts';
import { symbolicSuite } from '../sim/crypto/symbolic/suite.ts';
import { VirtualWorld } from '../sim/worlds/virtual/world.ts';
import { meetingRoomMapping } from './meeting-room-mapping/scenario.ts';
import { curious, curiousAttack, curiousControl } from './testing/curious.ts';
import type { AnyComponent } from './testing/curious.ts';
import { valuesOf } from './testing/play.ts';
import { offered } from './testing/reach.ts';
import type { Trial } from './testing/trial.ts';
import { trials } from './testing/trials.ts';
import { valuesAt } from './values.ts';
import { Glances, leaks, rooms, secretsOf } from './testing/secrets.ts';

/** A scenario with curious components, a curious control beside those of a profile, and a curious attack. */
function stageAll(
  { scenario, lookedAround }: Trial,
  profile: ProfileName,
  suite: 'symbolic' | 'openssl',
): { readonly glances: Glances; readonly world: VirtualWorld; readonly cast: Cast } {
  const glances = new Glances();
  const length = { warmUpSeconds: 10, durationSeconds: 50 };
  const built: Cast = scenario.build({ ...valuesAt(scenario, 'smoke'), ...lookedAround.values, ...length }, 1);
  const placements = built.placements.map((placement): Placement => ({
    ...placement,
    component: curious(placement.component, glances),
  }));
  const cast = { ...built, placements };
  const table = controlTable({ name: profile, without: [] });
  const withCurious = Object.fromEntries(
    places.map((place) => [place, ['C98', ...table[place]]]),
  ) as unknown as ControlTable;
  const world = new VirtualWorld({
    cast,
    seed: 1,
    suite: suite === 'openssl' ? opensslSuite() : symbolicSuite(),
    controls: [...controls, curiousControl(glances)],
    tables: [withCurious],
    tableOf: () => 0,
    costs: costTables,
    attacks: [curiousAttack(glances)],
    observers: [],
  });
  // Keys are renewed as the run goes on, so the world is looked through anew from time to time.
  let known = { looks: 0, secrets: secretsOf(world, cast) };
  glances.secrets = () => {
    if (glances.looks > known.looks + 60) known = { looks: glances.looks, secrets: secretsOf(world, cast) };
    return known.secrets;
  };
  return { glances, world, cast };
}

const arms = [
  ['none', 'symbolic'],
  ['framework', 'symbolic'],
  ['framework', 'openssl'],
] as const;
const cases = trials.flatMap(([id, trial]) => arms.map((arm) => [id, ...arm, trial] as const));

test.each(cases)(
  'in %s under %s with %s nobody on stage finds a way to the truth or to keys of others',
  (_id, profile, suite, trial) => {
    const { glances, world, cast } = stageAll(trial, profile, suite);
    world.run(cast.untilNs);
    expect([...new Set(glances.found)]).toEqual([]);
    // They did look, from everywhere.
    expect(glances.looks).toBeGreaterThan(trial.lookedAround.fewest ?? 80);
    for (const sort of trial.lookedAround.from) {
      expect(glances.sorts).toContain(sort);
    }
    expect(glances.sorts.some((sort) => sort.startsWith('control judge'))).toBe(true);
    expect(glances.sorts.some((sort) => sort.startsWith('control inner'))).toBe(true);
    expect(glances.sorts.some((sort) => sort.startsWith('attack see'))).toBe(true);
  },
);

test('the eyes of this test do see: from the world itself there is a way to every secret', () => {
  const { world, cast } = stageAll(trials[0]![1], 'framework', 'symbolic');
  world.run(30e9);
  const secrets = secretsOf(world, cast);
  const names = new Set([...secrets.objects.values()].map((where) => where.split(' ')[0]));
  for (const room of rooms) expect(names).toContain(room);
  expect(secrets.keysOf.size).toBeGreaterThan(20);
  expect(
    leaks({ house: (world as unknown as { readonly house: object }).house }, 'house', secrets, []).length,
  ).toBeGreaterThan(50);
});

test('what is handed out offers exactly what its contract says', () => {
  const offers = new Map<string, readonly string[]>();
  const note = (name: string, value: object): void => void offers.set(name, offered(value));
  const built = meetingRoomMapping.build(valuesOf({ warmUpSeconds: 5, durationSeconds: 20 }), 1);
  const placements = built.placements.map((placement): Placement => {
    const { component } = placement;
    const receive: AnyComponent['receive'] = (state, index, message, io) => {
      note('io', io);
      note('store', io.store);
      note('identity', io.identity);
      component.receive(state, index, message, io);
    };
    return { ...placement, component: { ...component, receive } };
  });
  const looking: Control = {
    ...curiousControl(new Glances()),
    stand: () => ({
      verify: (message, at) => {
        note('post', at);
        note('message', message);
        if (at.evidence !== null) note('evidence', at.evidence);
        return undefined;
      },
    }),
  };
  const attack: Attack = {
    ...curiousAttack(new Glances()),
    *campaign(hand) {
      note('hand', hand);
      const { person, door } = hand.stage.accounts['guest']!;
      hand.tap(hand.stage.wires['reports']!, (seen) => {
        note('seen', seen);
        note('recording', seen.record());
        return 'pass';
      });
      note('loot', hand.copied('camera'));
      note('line', hand.open('RP-A', door, person, null));
      yield hand.wait(10e9);
    },
  };
  const table = controlTable({ name: 'framework', without: [] });
  const world = new VirtualWorld({
    cast: { ...built, placements },
    seed: 1,
    suite: symbolicSuite(),
    controls: [...controls, looking],
    tables: [Object.fromEntries(places.map((place) => [place, [...table[place], 'C98']])) as unknown as ControlTable],
    tableOf: () => 0,
    costs: costTables,
    attacks: [attack],
    observers: [],
  });
  world.run(20e9);
  const words = (text: string): readonly string[] => text.split(' ').toSorted((a, b) => (a < b ? -1 : 1));
  expect(Object.fromEntries(offers)).toEqual({
    io: words(
      'now node random load send forward reply answer leave keep blend recall because wake sense act use run duty store identity finish work',
    ),
    store: words('put get erase scan'),
    identity: words(
      'name expiresNs revoked partners request install issue revoke publish endorse learn bundle adopt heads hear release grant present admits',
    ),
    post: words(
      'place now node role peer session epoch evidence keys trust suite charge extend draw prove learn hear alarm release order',
    ),
    evidence: words('provedNode name credential protected openedNs'),
    message: words('kind point from via to number re subject dataClass body sealed marks sizeBytes urgent record'),
    hand: words(
      'now random stage step wait tap strip infer replay inject open say present prove close copied feigned certified founded requested account persuade inside attest watch readMedium layDown withhold guess implant taken runsIn scan speak gain gained flood',
    ),
    seen: words('atNs wire sizeBytes clear record'),
    recording: words('wire takenNs'),
    loot: words(
      'owner cookieSecret initial pair credential receipt token stake storageKey attestation pending objectKey commandKey',
    ),
    line: words('to state inbox'),
  });
});

test('writing into what is handed out makes nobody somebody else', () => {
  const outcomes: string[] = [];
  const built = meetingRoomMapping.build(valuesOf({ warmUpSeconds: 5, durationSeconds: 10 }), 1);
  const victim = built.placements.find(({ name }) => name === 'iot-platform')!.first;
  const write = (target: object, name: string, value: unknown): void => {
    try {
      (target as Record<string, unknown>)[name] = value;
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError);
    }
  };
  const placements = built.placements.map((placement): Placement => {
    const { component } = placement;
    if (component.role !== 'gateway') return placement;
    const receive: AnyComponent['receive'] = (state, index, message, io) => {
      const before = io.identity.name;
      write(io, 'node', victim);
      if (io.identity.name !== before || io.node === victim) outcomes.push('a component became another node');
      component.receive(state, index, message, io);
    };
    return { ...placement, component: { ...component, receive } };
  });
  const writing: Control = {
    ...curiousControl(new Glances()),
    stand: () => ({
      verify: (_message, at) => {
        const { keys, trust } = at;
        const { node, now } = at;
        write(at, 'node', victim);
        write(at, 'now', 0);
        if (node !== victim && at.keys.credential !== keys.credential)
          outcomes.push('a control got keys of another node');
        if (at.trust !== trust) outcomes.push('a control got trust of another node');
        write(at, 'node', node);
        write(at, 'now', now);
        const reader = built.objectReaders[0]!;
        const before = at.keys.objectKey(0);
        write(at.keys, 'owner', reader);
        if (at.keys.objectKey(0) !== before) outcomes.push('a control got object keys of another node');
        return undefined;
      },
    }),
  };
  const attack: Attack = {
    ...curiousAttack(new Glances()),
    *campaign(hand) {
      const loot = hand.copied('camera') as Loot & { objectKey(subject: number): unknown };
      write(loot, 'owner', built.objectReaders[0]!);
      if (loot.objectKey(0) !== null) outcomes.push('an attack got object keys of another node');
      const { person, door } = hand.stage.accounts['guest']!;
      const line = hand.open('RP-A', door, person, null);
      write(line, 'state', 'open');
      if (line.state === 'open') outcomes.push('an attack opened a line by saying so');
      expect(() => hand.replay({ wire: hand.stage.wires['reports']!, takenNs: 0 })).toThrow(/is no recording/);
      expect(() =>
        hand.say(
          { to: door, state: 'open', inbox: [] },
          { kind: 'view', subject: 0, dataClass: 'public', body: { room: 0, person: 0 } },
        ),
      ).toThrow(/is no line/);
      outcomes.push('tried');
      yield hand.wait(1e9);
    },
  };
  const world = new VirtualWorld({
    cast: { ...built, placements },
    seed: 1,
    suite: symbolicSuite(),
    controls: [...controls, writing],
    tables: [
      Object.fromEntries(
        places.map((place) => [place, [...controlTable({ name: 'framework', without: [] })[place], 'C98']]),
      ) as unknown as ControlTable,
    ],
    tableOf: () => 0,
    costs: costTables,
    attacks: [attack],
    observers: [],
  });
  world.run(built.untilNs);
  expect([...new Set(outcomes)]).toEqual(['tried']);
});
