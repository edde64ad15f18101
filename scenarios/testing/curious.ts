import type { Attack, Hand, Line, Loot, Recording } from '../../sim/framework/attack.ts';
import type { Io } from '../../sim/framework/component.ts';
import type { Control, Guard, Post } from '../../sim/framework/control.ts';
import { places } from '../../sim/framework/figure.ts';
import type { Role } from '../../sim/framework/figure.ts';
import type { Placement } from '../../sim/framework/scenario.ts';
import type { Glances } from './secrets.ts';

/** A component of any role: whoever wraps one passes on what it gets. */
export type AnyComponent = Placement['component'];

/** The same component, but every handler looks around before it does its work. */
export const curious = (component: AnyComponent, glances: Glances): AnyComponent => {
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
export const curiousControl = (glances: Glances): Control => ({
  id: 'C98',
  name: 'curious',
  summary: 'looks around',
  groups: [],
  rung: 'framework',
  layer: 'door',
  step: 90,
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
export const curiousAttack = (glances: Glances): Attack => ({
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
    // Whatever there is on this stage.
    const accounts = Object.entries(stage.accounts).map(([name, { person, door }]) => ({ name, person, door }));
    const isPersons = ({ name }: { readonly name: string }): boolean => name !== 'device';
    const victim = stage.victims[0];
    const copies = Object.keys(stage.copies).map((name) => hand.copied(name));
    const rings = accounts.slice(0, 1).map(({ name }) => hand.account(name));
    const feigned = hand.feigned(accounts[0]?.person ?? victim!.thing, 'namesake');
    const own = [...copies, ...rings].map(({ owner }) => owner).concat(-1);
    const around = (sort: string, self: unknown, more: object = {}): void =>
      glances.at(`attack ${sort}`, { hand, self, lines, recordings, copies, rings, feigned, ...more }, own);
    around('begin', this);
    hand.step('look');
    for (const wire of Object.values(stage.wires)) {
      hand.tap(wire, function (this: unknown, seen) {
        recordings.push(seen.record());
        around(`see ${seen.clear?.kind ?? 'protected'}`, this, { seen });
        return 'pass';
      });
    }
    const { storage, ...others } = stage.insiders;
    const insider = others['provider'] ?? Object.values(others)[0];
    if (insider !== undefined) {
      hand.inside(insider, function (this: unknown, draft) {
        around('inside', this, { draft });
        return undefined;
      });
    }
    if (storage !== undefined) around('medium', undefined, { records: hand.readMedium(storage) });
    for (const { person, door } of accounts.slice(0, 1).filter(isPersons)) {
      const line = hand.open('RP-A', door, person, rings[0]!);
      lines.push(line);
      around('opening', undefined);
      yield { line };
      hand.say(line, { kind: 'enter', subject: person, dataClass: 'personal', body: { person } });
      yield { reply: line };
      around('answered', undefined, { inbox: line.inbox });
      hand.flood({ node: door, point: 'RP-A' }, 10, 1e9, 'spoofed');
    }
    for (const { name, person, door } of accounts.filter((one) => !isPersons(one))) {
      const line = hand.open('RP-D', door, person, hand.account(name));
      lines.push(line);
      yield { line };
      const { body, take } = hand.requested(person);
      hand.say(line, { kind: 'enrol', subject: person, dataClass: 'operational', body });
      yield { reply: line };
      const credential = line.inbox.flatMap((said) => (said.kind === 'enrolled' ? said.body!.credential : null))[0];
      around('enrolled', undefined, { body, take, loot: credential ? take(credential) : null });
    }
    if (victim !== undefined) {
      const other = hand.open('RP-T', victim.entry, victim.thing, null);
      lines.push(other);
      yield { line: other };
    }
    if (victim !== undefined && stage.wires['reports'] !== undefined) {
      hand.inject(stage.wires['reports'], {
        kind: 'report',
        subject: victim.thing,
        dataClass: 'operational',
        body: { quantity: 'temperature', value: 30, at: hand.now },
      });
    }
    yield hand.wait(8e9);
    around('end', undefined);
    if (recordings.length > 0) hand.replay(recordings.at(-1)!);
    yield hand.wait(1e9);
  },
  goal: { over: 'facts', needed: 1, reached: () => false },
});
