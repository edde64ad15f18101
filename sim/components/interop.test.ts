import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bodies } from '../framework/message.ts';
import { identityStorage } from './identity-storage.ts';
import { registryReplica } from './registry-replica.ts';
import { recordAt } from './registry.ts';
import type { BookEntry, Tenure } from './registry.ts';
import { at, auditNode, authorityNode, enrolment, firstAgent, iotNode, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import { SplitNetwork } from './testing/split-network.ts';
import type { Fate } from './testing/split-network.ts';
import { thingsAgent } from './things-agent.ts';

// Thing 2 is on record with federation 2 and goes to and fro between a platform of each; thing 3, on record there too, says that it feeds
// the entity that the first platform keeps for thing 2.
const [moving, lying] = [2, 3];
const identifiers = Array.from({ length: things.count }, (_, thing) => `registry-2/${thing}`);
const [authority1, authority2] = [authorityNode, authorityNode + 100];
const storages1 = [40, 41];
const storages2 = [42, 43];
const [north, south] = [firstAgent, firstAgent + 10];
const tickNs = 200e6;
const believeNs = 20e9;
const refreshNs = 4e9;
const addresses = (nodes: readonly number[]) => nodes.map((node) => at<'identity-storage'>(node));

const authorityOf = (node: number, book: readonly BookEntry[], replicas: readonly number[]) =>
  new Driven(
    identityStorage({
      lifetimeNs: 3600e9,
      publishNs: 600e9,
      listLifeNs: 1800e9,
      auditLog: at(auditNode),
      registry: { book, replicas: addresses(replicas), endorseNs: 4e9, lifeNs: 30e9 },
    }),
    node,
  );
const storageOf = (node: number, authority: number, own: readonly string[], abroad: readonly number[]) =>
  new Driven(
    registryReplica({
      authority: at(authority),
      identifiers: own,
      abroad: {
        records: abroad.map((thing) => ({
          identifier: identifiers[thing]!,
          subject: thing,
          storages: addresses(storages2),
        })),
        cacheNs: 2e9,
        timeoutNs: 1e9,
      },
      lookupNs: 100e6,
      pendingRequests: 4,
    }),
    node,
  );
const agentOf = (node: number, holder: string, storages: readonly number[], copies: number) => {
  const agent = new Driven(
    thingsAgent({
      iotPlatform: at(iotNode),
      secureDpm: at(node + 1),
      enrolment,
      status: { authority: at(authority1), refreshNs: 600e9 },
      pendingCommands: 4,
      commandTimeoutNs: 5e9,
      resolution: {
        things,
        identifiers,
        entities: identifiers.map((_identifier, thing) => `${holder}/${thing}`),
        mapped: Int32Array.of(moving, lying),
        holder,
        translates: true,
        storages: addresses(storages),
        refreshNs,
        believeNs,
        timeoutNs: 3e9,
      },
    }),
    node,
  );
  agent.io.obliges = { ...agent.io.obliges, copies };
  // Where a control asks that thing and entity name each other, and that no answer is older than another.
  agent.io.allows = (purpose) => {
    if (purpose !== 'identity') return true;
    const { versions = [], claims } = agent.io.used.at(-1)!.circumstances;
    const { kind, body } = agent.io.inHand!;
    const { object } = body as Bodies['translated'];
    if (versions.some((version) => version > object.version)) return false;
    if (claims !== true) return true;
    if (kind !== 'translated') return false;
    const { mapping } = body as Bodies['translated'];
    return mapping.identifier === object.counterpart && mapping.counterpart === object.identifier;
  };
  return agent;
};
type Agent = ReturnType<typeof agentOf>;
const takes = (agent: Agent, thing: number): boolean =>
  agent
    .hear({ kind: 'report', from: iotNode, subject: thing, body: { quantity: 'light', value: 400, at: 0 } })
    .some(({ how }) => how === 'forward');

const fate = fc.record({
  lost: fc.integer({ min: 0, max: 7 }).map((drawn) => drawn === 0),
  twice: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 0),
  ticks: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) }),
});
const mishap = fc.record({
  tick: fc.integer({ min: 1, max: 300 }),
  node: fc.constantFrom(authority1, authority2, ...storages1, ...storages2, north, south),
  awaySeconds: fc.integer({ min: 1, max: 15 }),
});

test('across federations, whatever is lost, doubled, late or restarted, nobody takes what it has not held for longer than records are believed, nor what feeds another’s entity, and all is well again in the end', () => {
  const seen = { taken: [0, 0], afterChange: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 5 }),
      fc.array(fate, { minLength: 20, maxLength: 60 }),
      fc.array(mishap, { maxLength: 5 }),
      fc.constantFrom(1, 2),
      (times, fates, mishaps, copies) => {
        const changes = [0, ...times.toSorted((a, b) => a - b)].map((tick) => tick * tickNs);
        const holderOf = (turn: number): 'north' | 'south' => (turn % 2 === 0 ? 'north' : 'south');
        const identifier = identifiers[moving]!;
        const entry: BookEntry = {
          identifier,
          kind: 'thing',
          subject: moving,
          tenures: changes.map((fromNs, turn) => ({
            fromNs,
            holder: holderOf(turn),
            counterpart: `${holderOf(turn)}/${moving}`,
          })),
        };
        const liar: BookEntry = {
          identifier: identifiers[lying]!,
          kind: 'thing',
          subject: lying,
          tenures: [{ fromNs: 0, holder: 'north', counterpart: `north/${moving}` }],
        };
        const entityOf = (holder: 'north' | 'south'): BookEntry => ({
          identifier: `${holder}/${moving}`,
          kind: 'entity',
          subject: moving,
          tenures: changes.map((fromNs, turn): Tenure => ({
            fromNs,
            holder,
            counterpart: holderOf(turn) === holder ? identifier : '',
          })),
        });
        const own1 = [entityOf('north')];
        const own2 = [entry, liar, entityOf('south')];
        const agents = [
          agentOf(north, 'north', storages1, copies),
          agentOf(south, 'south', storages2.toReversed(), copies),
        ] as const;
        const named = (book: readonly BookEntry[]) => book.map((one) => one.identifier);
        const asking = storages1.map((node) => storageOf(node, authority1, named(own1), [moving, lying]));
        let sent = 0;
        let healthy = false;
        const well: Fate = { lost: false, twice: false, ticks: 1 };
        const network = new SplitNetwork(
          [
            authorityOf(authority1, own1, storages1),
            authorityOf(authority2, own2, storages2),
            ...asking,
            ...storages2.map((node) => storageOf(node, authority2, named(own2), [])),
            ...agents,
          ],
          tickNs,
          () => (healthy ? well : (fates[sent++ % fates.length] ?? well)),
        );
        const heldLately = (holder: string): boolean =>
          changes.some(
            (fromNs, turn) =>
              holderOf(turn) === holder &&
              fromNs <= network.nowNs &&
              (changes[turn + 1] ?? Infinity) >= network.nowNs - believeNs,
          );
        const check = (): void => {
          agents.forEach((agent, place) => {
            agent.io.now = network.nowNs;
            expect(takes(agent, lying)).toBe(false);
            const { holder } = recordAt(entry, network.nowNs)!;
            if (!takes(agent, moving)) return;
            seen.taken[place]!++;
            expect(heldLately(holderOf(place))).toBe(true);
            if (holder !== holderOf(place)) seen.afterChange++;
            // Every chain of timers goes on alone: it neither dies nor doubles.
            expect(agent.io.wakes.filter(({ timer }) => timer === 141).length).toBeLessThanOrEqual(2);
          });
          for (const { state } of asking) {
            // Who waits has a question that is under way, for a record that is asked for once.
            state.abroad!.waiting.forEach((all, row) => {
              if (all.length > 0) expect(state.abroad!.asked[row]).toBeGreaterThan(0);
            });
            expect(state.pending.size[0]).toBeLessThanOrEqual(state.pending.capacity);
          }
        };
        for (let tick = 1; tick <= 320; tick++) {
          for (const { tick: when, node, awaySeconds } of mishaps)
            if (when === tick) network.restart(node, awaySeconds * 1e9);
          network.tick();
          if (tick % 5 === 0) check();
        }
        seen.refused += agents[0].io.used.filter(({ circumstances }) => circumstances.claims === true).length;
        // From here on all is well: within a round of endorsements, a round of questions and a few waits everybody knows.
        healthy = true;
        for (let tick = 0; tick < 200; tick++) network.tick();
        const { holder } = recordAt(entry, network.nowNs)!;
        for (const agent of agents) agent.io.now = network.nowNs;
        expect(agents.map((agent) => takes(agent, moving))).toEqual(['north', 'south'].map((one) => one === holder));
        expect(agents.map((agent) => takes(agent, lying))).toEqual([false, false]);
      },
    ),
    { numRuns: 30, seed: 6 },
  );
  expect(Math.min(...seen.taken)).toBeGreaterThan(100);
  expect(seen.afterChange).toBeGreaterThan(50);
  expect(seen.refused).toBeGreaterThan(100);
});
