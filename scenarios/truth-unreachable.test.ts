import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { Attack, Hand, Line, Loot, Recording } from '../sim/framework/attack.ts';
import type { Component, Io } from '../sim/framework/component.ts';
import type { Control, Guard, Post } from '../sim/framework/control.ts';
import { places } from '../sim/framework/figure.ts';
import type { Role } from '../sim/framework/figure.ts';
import type { ControlTable, ProfileName } from '../sim/framework/profile.ts';
import type { Cast, Placement } from '../sim/framework/scenario.ts';
import { controls } from '../sim/controls/catalogue.ts';
import { controlTable } from '../sim/controls/profiles.ts';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { opensslSuite } from '../sim/crypto/openssl/suite.ts';
import { symbolicSuite } from '../sim/crypto/symbolic/suite.ts';
import { VirtualWorld } from '../sim/worlds/virtual/world.ts';
import { meetingRoomMapping } from './meeting-room-mapping/scenario.ts';
import { offered, reach } from './testing/reach.ts';
import { valuesOf } from './testing/play.ts';

/** Classes of the world in which truth lies, or from which a way leads to it. */
const rooms = [
  'VirtualWorld',
  'Kernel',
  'Recorder',
  'FactBlock',
  'Labels',
  'Lineage',
  'LineageTable',
  'Slots',
  'Sessions',
  'Nodes',
  'Rings',
  'Trusts',
  'Corridor',
  'Channels',
  'Openings',
  'Adversary',
  'Taps',
  'Lines',
  'Insides',
  'Stores',
  'Stations',
];
/** Further classes that exist only while something is under way. */
const passing = ['Timers', 'StandingPost', 'HeldLine', 'Handshake', 'Floods', 'Wirings', 'Standing', 'ControlCosts', 'IoReins'];

/** What nobody on stage may reach in this run. */
interface Secrets {
  readonly objects: ReadonlyMap<object, string>;
  readonly keysOf: ReadonlyMap<object, number>;
}

const classOf = (value: object): string => {
  const made = (Object.getPrototypeOf(value) as { readonly constructor?: { readonly name?: string } } | null)?.constructor;
  return made?.name ?? '';
};

/** Looks into the world with eyes that nobody on stage has. */
function secretsOf(world: VirtualWorld, cast: Cast): Secrets {
  const objects = new Map<object, string>();
  const keysOf = new Map<object, number>();
  objects.set(cast.entitlements, 'the entitlements');
  objects.set(cast.environment, 'the physical world');
  for (const { value, way } of reach(world, 'world')) {
    const name = classOf(value);
    if (rooms.includes(name)) objects.set(value, `${name} at ${way}`);
    if (name === 'LineageTable' || name === 'FactBlock') {
      for (const column of Object.values(value)) if (typeof column === 'object' && column !== null) objects.set(column as object, `${name} at ${way}`);
    }
    if (name === 'Ring') {
      const { owner, pair, pending, storageKey } = value as {
        readonly owner: number;
        readonly pair: { readonly privateKey: object } | null;
        readonly pending: { readonly privateKey: object } | null;
        readonly storageKey: object | null;
      };
      for (const key of [pair?.privateKey, pending?.privateKey, storageKey]) if (key !== undefined && key !== null) keysOf.set(key, owner);
    }
  }
  objects.set(world.labels.attempts, 'all attempts');
  for (const attempt of world.labels.attempts) objects.set(attempt, 'an attempt');
  return { objects, keysOf };
}

/** Every secret that a value leads to; `own` are the nodes whose keys its holder may have. */
function leaks(value: unknown, name: string, { objects, keysOf }: Secrets, own: readonly number[]): string[] {
  const found: string[] = [];
  for (const { value: reached, way } of reach(value, name)) {
    const secret = objects.get(reached);
    if (secret !== undefined) found.push(`${way} is ${secret}`);
    const owner = keysOf.get(reached);
    if (owner !== undefined && !own.includes(owner)) found.push(`${way} is a key of node ${owner}`);
    if (rooms.includes(classOf(reached)) || passing.includes(classOf(reached))) found.push(`${way} is a ${classOf(reached)}`);
  }
  const printed = inspect(value, { depth: 6, showHidden: true, getters: true, maxArrayLength: 3 });
  for (const word of ['Lineage', 'flagForged', 'truth:', 'label:', 'flags:', 'attempt:', 'replayed', 'forged', 'recordTerm']) {
    if (printed.includes(word)) found.push(`${name} prints "${word}"`);
  }
  return found;
}

/** Calls a look for the first few occasions of each sort. */
class Glances {
  readonly found: string[] = [];
  looks = 0;
  private readonly counts = new Map<string, number>();
  secrets: (() => Secrets) | null = null;

  at(sort: string, value: unknown, own: readonly number[] = []): void {
    const count = this.counts.get(sort) ?? 0;
    if (count >= 1 || this.secrets === null) return;
    this.counts.set(sort, count + 1);
    this.looks++;
    this.found.push(...leaks(value, sort, this.secrets(), own));
  }

  get sorts(): readonly string[] {
    return [...this.counts.keys()];
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyComponent = Component<any, any>;

/** The same component, but every handler looks around before it does its work. */
const curious = (component: AnyComponent, glances: Glances): AnyComponent => {
  const look = (handler: string, given: object): void => glances.at(`${component.role}.${handler}`, given);
  return {
    ...component,
    start(state, index, io: Io<Role>) {
      look('start', { io, self: this });
      component.start(state, index, io);
    },
    receive(state, index, message, io: Io<Role>) {
      look(`receive ${message.kind}`, { io, message, self: this });
      component.receive(state, index, message, io);
    },
    wake(state, index, timer, argument, io: Io<Role>) {
      look('wake', { io, self: this });
      component.wake(state, index, timer, argument, io);
    },
    stored(state, index, ticket, done, io: Io<Role>) {
      look('stored', { io });
      component.stored?.(state, index, ticket, done, io);
    },
    loaded(state, index, ticket, records, io: Io<Role>) {
      look('loaded', { io, records });
      component.loaded?.(state, index, ticket, records, io);
    },
  };
};

/** A control that does nothing but look around, wherever a control can stand and in everything that one can do. */
const curiousControl = (glances: Glances): Control => ({
  id: 'C98',
  name: 'curious',
  summary: 'looks around',
  groups: [],
  places,
  limits: 'a test',
  source: 'a test',
  stand(ground): Guard {
    glances.at('ground', ground);
    const look = (act: string, at: Post, given: object): undefined => {
      glances.at(`control ${act} ${at.role}`, { at, ...given }, [at.node, (at.keys as unknown as Loot).owner]);
      return undefined;
    };
    return {
      admit: (hello, at) => look('admit', at, { hello }),
      present: (offer, at, opening) => look('present', at, { offer, opening }),
      judge: (offer, at, opening) => look('judge', at, { offer, opening }),
      protect: (message, at) => look(`protect ${message.kind}`, at, { message }),
      verify: (message, at) => look(`verify ${message.kind}`, at, { message }),
      oblige: (_purpose, duty, at) => look('oblige', at, { duty }),
      inner: (deed, at) => look(`inner ${deed.deed}`, at, { deed }),
      witness: (message, verdict, at) => look('witness', at, { message, verdict }),
      witnessOpening: (opening, verdict, at) => look('witnessOpening', at, { opening, verdict }),
    };
  },
});

/** An attack that uses everything it is offered, and looks at all of it from everywhere it can. */
const curiousAttack = (glances: Glances): Attack => ({
  id: 'A99',
  name: 'curious',
  summary: 'looks around',
  classes: ['PV'],
  groups: [],
  breaks: 'privacy',
  position: 'everywhere',
  knowledge: 'white box',
  budget: 'any',
  preconditions: 'none',
  observables: 'none',
  beatenBy: [],
  notBeatenBy: [],
  residual: { rate: 0, reason: 'a test' },
  references: [],
  intensity: { everyNs: 5e9, source: 'a test' },
  *campaign(this: unknown, hand: Hand) {
    const lines: Line[] = [];
    const recordings: Recording[] = [];
    const { stage } = hand;
    const guest = stage.accounts['guest']!;
    const copied = hand.copied('camera');
    const account = hand.account('guest');
    const own = [copied.owner, account.owner, -1];
    const around = (sort: string, self: unknown, more: object = {}): void =>
      glances.at(`attack ${sort}`, { hand, self, lines, recordings, copied, account, ...more }, own);
    around('begin', this);
    hand.step('look');
    for (const wire of Object.values(stage.wires)) {
      hand.tap(wire, function (this: unknown, seen) {
        recordings.push(seen.record());
        around(`see ${seen.clear?.kind ?? 'protected'}`, this, { seen });
        return 'pass';
      });
    }
    hand.inside(stage.insiders['provider']!, function (this: unknown, draft) {
      around('inside', this, { draft });
      return undefined;
    });
    around('medium', undefined, { records: hand.readMedium(stage.insiders['storage']!) });
    const line = hand.open('RP-A', guest.door, guest.person, account);
    lines.push(line);
    around('opening', undefined);
    yield { line };
    hand.say(line, { kind: 'enter', subject: guest.person, dataClass: 'personal', body: { person: guest.person } });
    yield { reply: line };
    around('answered', undefined, { inbox: line.inbox });
    const other = hand.open('RP-T', stage.victims[0]!.entry, stage.victims[0]!.thing, null);
    lines.push(other);
    yield { line: other };
    hand.flood({ node: guest.door, point: 'RP-A' }, 10, 1e9, 'spoofed');
    hand.inject(stage.wires['reports']!, {
      kind: 'report',
      subject: stage.victims[0]!.thing,
      dataClass: 'operational',
      body: { quantity: 'temperature', value: 30, at: hand.now },
    });
    yield hand.wait(8e9);
    around('end', undefined);
    if (recordings.length > 0) hand.replay(recordings.at(-1)!);
    yield hand.wait(1e9);
  },
  goal: { over: 'facts', needed: 1, reached: () => false },
});

/** S01 with curious components, a curious control beside those of a profile, and a curious attack. */
function stageAll(profile: ProfileName, suite: 'symbolic' | 'openssl'): { readonly glances: Glances; readonly world: VirtualWorld; readonly cast: Cast } {
  const glances = new Glances();
  const built = meetingRoomMapping.build(valuesOf({ warmUpSeconds: 10, durationSeconds: 50, windowSeconds: 10 }), 1);
  const placements = built.placements.map((placement): Placement => ({ ...placement, component: curious(placement.component, glances) }));
  const cast = { ...built, placements };
  const table = controlTable({ name: profile, without: [] });
  const withCurious = Object.fromEntries(places.map((place) => [place, ['C98', ...table[place]]])) as unknown as ControlTable;
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

test.each(arms)('under %s with %s nobody on stage finds a way to the truth or to keys of others', (profile, suite) => {
  const { glances, world, cast } = stageAll(profile, suite);
  world.run(cast.untilNs);
  expect([...new Set(glances.found)]).toEqual([]);
  // They did look, from everywhere.
  expect(glances.looks).toBeGreaterThan(80);
  for (const sort of ['device.receive command', 'entity-agent.receive report', 'secure-storage.loaded', 'attack answered', 'attack inside', 'attack end']) {
    expect(glances.sorts).toContain(sort);
  }
  expect(glances.sorts.some((sort) => sort.startsWith('control judge'))).toBe(true);
  expect(glances.sorts.some((sort) => sort.startsWith('control inner'))).toBe(true);
  expect(glances.sorts.some((sort) => sort.startsWith('attack see'))).toBe(true);
});

test('the eyes of this test do see: from the world itself there is a way to every secret', () => {
  const { world, cast } = stageAll('framework', 'symbolic');
  world.run(30e9);
  const secrets = secretsOf(world, cast);
  const names = new Set([...secrets.objects.values()].map((where) => where.split(' ')[0]));
  for (const room of rooms) expect(names).toContain(room);
  expect(secrets.keysOf.size).toBeGreaterThan(20);
  expect(leaks({ house: (world as unknown as { readonly house: object }).house }, 'house', secrets, []).length).toBeGreaterThan(50);
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
    io: words('now node random load send forward reply answer leave keep blend recall wake sense act use duty store identity finish work'),
    store: words('put get erase scan'),
    identity: words('name expiresNs request install issue revoke publish learn grant present'),
    post: words('place now node role peer session epoch evidence keys trust suite charge extend draw alarm'),
    evidence: words('provedNode name credential protected openedNs'),
    message: words('kind point from to number re subject dataClass body sealed marks sizeBytes record'),
    hand: words('now random stage step wait tap replay inject open say present close copied account inside readMedium flood'),
    seen: words('atNs wire sizeBytes clear record'),
    recording: words('wire takenNs'),
    loot: words('owner pair credential token storageKey attestation pending objectKey'),
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
        if (node !== victim && at.keys.credential !== keys.credential) outcomes.push('a control got keys of another node');
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
      expect(() => hand.say({ to: door, state: 'open', inbox: [] }, { kind: 'view', subject: 0, dataClass: 'public', body: { room: 0 } })).toThrow(
        /is no line/,
      );
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
