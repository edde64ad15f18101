import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Component } from '../framework/component.ts';
import { firstSubjectWithoutNode } from '../framework/datum.ts';
import type { Point, Role } from '../framework/figure.ts';
import type { ErasureAnswer } from '../framework/messages/lifecycle.ts';
import { erasing } from './erasing.ts';
import type { ErasingTerms, Holder } from './erasing.ts';
import { recordKey, storedWindow } from './rooms.ts';
import { secureStorage } from './secure-storage.ts';
import { Driven } from './testing/recording-io.ts';
import type { Said } from './testing/recording-io.ts';

const person = 1;
const agent = 2;
const dpm = 3;
const twin = 4;
const archive = 5;
const storage = 6;
const outside = 7;
const log = 9;
const storages = [storage, outside];

const windowNs = 5e9;
const sinceNs = 12e9;
const dueNs = 32e9;
/** Asked for in the third window, before anybody has said which one that is. */
const request = { person, room: 0, since: sinceNs, upTo: -1, dueNs };

/** A component that does nothing of its own. */
const idle = (role: Role): Component<Role, object> => ({
  role,
  code: 'idle',
  state: () => ({}),
  start: () => undefined,
  receive: () => undefined,
  wake: () => undefined,
});

const record = (window: number) => {
  const values = { temperature: 21, humidity: 40, light: 1, co2: 500, motion: 1 };
  return { room: 0, window, ...values };
};

/** One node, with a medium that does what it is told once a test says so. */
class Holding {
  // Roles differ; what is driven is the same.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly driven: Driven<any>;
  readonly medium = new Set<string>();
  readonly tickets: number[] = [];
  dropped = 0;
  #ticket = 0;

  constructor(node: number, role: Role, holders: readonly Holder[], more: Partial<ErasingTerms<object>> = {}) {
    const isStorage = storages.includes(node);
    const base = isStorage
      ? secureStorage({ rooms: 1, retainWindows: 100, recordsAnAnswer: 0, pendingTickets: 64 })
      : idle(role);
    const drop = (): void => void (this.dropped += 1);
    const terms = { rooms: 1, holders, marginNs: 1e9, retryNs: 2e9, firstCell: 0 };
    const holding = isStorage ? ('records' as const) : role === 'avatar-agent' ? null : { drop };
    this.driven = new Driven(erasing(base as unknown as Component<Role, object>, { ...terms, holding, ...more }), node);
    const take = (): number => {
      this.tickets.push(++this.#ticket);
      return this.#ticket;
    };
    Object.assign(this.driven.io, {
      store: {
        put: (key: string) => (this.medium.add(key), take()),
        erase: (key: string) => (this.medium.delete(key), take()),
        get: take,
        scan: take,
      },
    });
  }
}

interface Flying {
  readonly from: number;
  readonly said: Said;
}

/** An avatar agent, a secure DPM, a twin and two storages behind an agent, and every message between them in one bag. */
class Town {
  readonly nodes: ReadonlyMap<number, Holding>;
  readonly flying: Flying[] = [];
  /** What the person and the audit log heard. */
  readonly answers: ErasureAnswer[] = [];
  readonly entries: string[] = [];
  now = 0;

  constructor() {
    const to = (point: Point, ...nodes: number[]): Holder[] => nodes.map((node) => ({ point, to: node }));
    this.nodes = new Map([
      [agent, new Holding(agent, 'avatar-agent', to('RP-M', dpm), { auditLog: log })],
      [dpm, new Holding(dpm, 'secure-dpm', to('RP-M', twin, archive), { windowNs })],
      [twin, new Holding(twin, 'entity-agent', [])],
      [archive, new Holding(archive, 'storage-agent', to('RP-S', storage, outside), { holding: null })],
      [storage, new Holding(storage, 'secure-storage', [])],
      [outside, new Holding(outside, 'external-storage', [])],
    ]);
    for (const one of storages) for (let window = 0; window < 3; window++) this.lay(one, window);
    this.pass(sinceNs);
  }

  lay(node: number, window: number): void {
    this.nodes.get(node)!.medium.add(recordKey(0, window));
  }

  ask(): void {
    const said = {
      point: 'RP-A',
      to: agent,
      number: 1,
      re: 0,
      kind: 'erase',
      subject: firstSubjectWithoutNode,
    } as const;
    this.deliver({ from: person, said: { how: 'send', dataClass: 'operational', body: request, ...said } });
  }

  /** A record that was sent before anybody asked, and comes only now. */
  keepLate(node: number, window: number): void {
    const body = { key: recordKey(0, window), record: storedWindow(record(window)).body };
    this.say(node, () =>
      this.nodes.get(node)!.driven.hear({ kind: 'keep', point: 'RP-S', from: archive, number: 900 + window, body }),
    );
  }

  deliver({ from, said }: Flying): void {
    if (said.to === person && said.kind === 'erased') {
      this.answers.push(said.body as ErasureAnswer);
    } else if (said.to === log && said.kind === 'entry') {
      this.entries.push((said.body as { event: string }).event);
    } else if (this.nodes.has(said.to)) {
      this.say(said.to, () => this.nodes.get(said.to)!.driven.hear({ ...said, from } as never));
    }
  }

  durable(node: number, place: number, done: 0 | 1): void {
    const { tickets, driven } = this.nodes.get(node)!;
    if (tickets.length === 0) return;
    const [ticket] = tickets.splice(place % tickets.length, 1);
    this.say(node, () => driven.stored(ticket!, done));
  }

  restart(node: number): void {
    const { driven, tickets } = this.nodes.get(node)!;
    tickets.length = 0;
    driven.restart();
  }

  pass(byNs: number): void {
    this.now += byNs;
    for (const [node, { driven }] of this.nodes) this.say(node, () => driven.runUntil(this.now));
  }

  /** Everything gets there at once until nothing is on its way. */
  settle(): void {
    for (let step = 0; step < 10_000; step++) {
      const next = this.flying.shift();
      if (next !== undefined) this.deliver(next);
      else if (storages.every((node) => this.nodes.get(node)!.tickets.length === 0)) return;
      for (const node of storages) this.durable(node, 0, 1);
    }
    throw new Error('it goes on for ever');
  }

  /** Records that were meant and are still there. */
  left(): string[] {
    return storages.flatMap((node) => [...this.nodes.get(node)!.medium]);
  }

  private say(node: number, act: () => readonly Said[]): void {
    for (const said of act()) this.flying.push({ from: node, said });
  }
}

describe('an erasure', () => {
  test('reaches everybody who may hold something, and is confirmed once all have confirmed it', () => {
    const town = new Town();
    town.ask();
    town.settle();
    expect(town.left()).toEqual([]);
    expect(town.answers).toEqual([{ room: 0, since: sinceNs, complete: 1 }]);
    expect([dpm, twin].map((node) => town.nodes.get(node)!.dropped)).toEqual([1, 1]);
    expect(town.entries).toEqual(['erasure asked for']);
  });

  test('that comes twice is one, and one that is asked for again is answered from what is known', () => {
    const town = new Town();
    town.ask();
    town.ask();
    town.settle();
    expect(town.answers).toHaveLength(1);
    town.ask();
    town.settle();
    expect(town.answers).toHaveLength(2);
    expect(town.nodes.get(dpm)!.dropped).toBe(1);
  });

  test('of which a holder says nothing is not believed: it is asked again, and at the deadline the erasure is named as incomplete', () => {
    const town = new Town();
    town.ask();
    let asked = 0;
    while (town.now < dueNs) {
      for (const flight of town.flying.splice(0)) {
        if (flight.said.to === outside) asked += 1;
        else town.deliver(flight);
      }
      for (const node of storages) town.durable(node, 0, 1);
      town.pass(0.5e9);
    }
    town.settle();
    expect(asked).toBeGreaterThan(4);
    expect(town.answers).toEqual([{ room: 0, since: sinceNs, complete: 0 }]);
    expect(town.entries).toEqual(['erasure asked for', 'erasure is not complete']);
    expect(town.left()).toHaveLength(3);
  });

  test('of which a medium fails is tried again until it is done', () => {
    const town = new Town();
    town.ask();
    for (let step = 0; step < 3; step++) for (const flight of town.flying.splice(0)) town.deliver(flight);
    town.durable(outside, 0, 0);
    town.settle();
    expect(town.answers).toEqual([]);
    town.pass(2.5e9);
    town.settle();
    expect(town.answers).toEqual([{ room: 0, since: sinceNs, complete: 1 }]);
  });

  test('is for good: a record that was on its way comes too late, and a newer one does not', () => {
    const town = new Town();
    town.ask();
    town.settle();
    town.keepLate(outside, 0);
    expect(town.flying.splice(0)).toMatchObject([{ said: { kind: 'answer', body: { done: 0 } } }]);
    town.keepLate(outside, 3);
    expect(town.left()).toEqual([recordKey(0, 3)]);
  });

  test('that nobody can take up any more is refused, not forgotten', () => {
    const town = new Town();
    const { driven } = town.nodes.get(agent)!;
    const ask = (since: number): readonly Said[] =>
      driven.hear({ kind: 'erase', point: 'RP-A', from: person, number: since, body: { ...request, since } });
    const onRecord = { kind: 'entry', to: log, subject: person };
    for (let since = 1; since <= 8; since++) expect(ask(since)).toMatchObject([{ kind: 'erase', to: dpm }, onRecord]);
    expect(ask(9)).toMatchObject([{ how: 'reply', kind: 'erased', body: { complete: 0 } }, onRecord]);
  });

  test('is asked of nobody by whom it was asked, so that two who share do not ask in a circle', () => {
    const one = new Holding(dpm, 'secure-dpm', [{ point: 'RP-X', to: 33 }], { windowNs });
    const said = one.driven.hear({ kind: 'erase', point: 'RP-X', from: 33, number: 4, body: request });
    expect(said).toMatchObject([{ kind: 'erased', point: 'RP-X', to: 33, re: 4, body: { complete: 1 } }]);
  });

  test('says which windows it means: up to the one that is open where windows are closed', () => {
    const town = new Town();
    town.ask();
    const ask = town.flying.splice(0);
    town.deliver(ask[0]!);
    expect(town.flying.map(({ said }) => said.body)).toMatchObject([{ upTo: 2 }, { upTo: 2 }]);
  });
});

interface Doing {
  readonly what: 'deliver' | 'lose' | 'double' | 'durable' | 'fail' | 'pass' | 'late' | 'restart';
  readonly which: number;
}
const often: readonly (readonly [Doing['what'], number])[] = [
  ['deliver', 8],
  ['lose', 1],
  ['double', 1],
  ['durable', 4],
  ['fail', 1],
  ['pass', 3],
  ['late', 1],
  ['restart', 1],
];
const doing: fc.Arbitrary<Doing> = fc.oneof(
  ...often.map(([what, weight]) => ({
    weight,
    arbitrary: fc.record({ what: fc.constant(what), which: fc.nat(50) }),
  })),
);

const restartable = [agent, dpm, twin, archive, storage, outside];

/** Carries out one thing that can happen; where records come late, nobody who would have to know that forgets. */
function happen(town: Town, { what, which }: Doing, forgetting: 'restarts' | 'late records'): void {
  const { flying } = town;
  const at = flying.length === 0 ? -1 : which % flying.length;
  if (what === 'deliver' && at >= 0) town.deliver(flying.splice(at, 1)[0]!);
  else if (what === 'lose' && at >= 0) flying.splice(at, 1);
  else if (what === 'double' && at >= 0) town.deliver(flying[at]!);
  else if (what === 'durable') town.durable(storages[which % 2]!, which, 1);
  else if (what === 'fail') town.durable(storages[which % 2]!, which, 0);
  else if (what === 'pass') town.pass(which * 0.02e9);
  else if (what === 'restart' && forgetting === 'restarts') town.restart(restartable[which % restartable.length]!);
  else if (what === 'late' && forgetting === 'late records') town.keepLate(storages[which % 2]!, 0);
}

test.each(['restarts', 'late records'] as const)(
  'with messages lost, doubled, reordered and late, media that fail, and %s, nobody believes in an erasure that was not carried out, and all ends by the deadline',
  (forgetting) => {
    let believed = 0;
    let named = 0;
    fc.assert(
      fc.property(fc.array(doing, { minLength: 20, maxLength: 160, size: 'max' }), (doings) => {
        const town = new Town();
        town.ask();
        for (const one of doings) {
          const heard = town.answers.length;
          happen(town, one, forgetting);
          for (const { complete } of town.answers.slice(heard)) if (complete === 1) expect(town.left()).toEqual([]);
        }
        const before = town.answers.length;
        // Whatever was lost is asked for again; whoever has forgotten everything is asked anew by the person.
        town.pass(Math.max(0, dueNs - town.now));
        for (const { driven } of town.nodes.values()) {
          const { table } = driven.state as { table: { serial: Float64Array } };
          expect([...table.serial].every((serial) => serial === 0)).toBe(true);
        }
        for (const { said } of town.flying) {
          if (said.to !== person || said.kind !== 'erased') continue;
          if ((said.body as ErasureAnswer).complete === 1) expect(town.left()).toEqual([]);
          else named += 1;
        }
        believed += town.answers.slice(0, before).filter(({ complete }) => complete === 1).length;
      }),
      { numRuns: 400, seed: 11 },
    );
    // Both ends were seen.
    expect(believed).toBeGreaterThan(10);
    expect(named).toBeGreaterThan(10);
  },
);
