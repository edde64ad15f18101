import { placeNumber } from '../sim/framework/figure.ts';
import { flagForged, blockFacts, FactBlock, factNumber } from '../sim/framework/fact.ts';
import type { FactKind } from '../sim/framework/fact.ts';
import type { Place } from '../sim/framework/figure.ts';
import { purposes } from '../sim/framework/datum.ts';
import { Stream, keyOf } from '../sim/kernel/stream.ts';
import { Assessment } from './assessment.ts';
import { BlockIndex } from './folding/block-index.ts';
import { metrics } from './catalogue.ts';
import { Oracle } from './oracle/oracle.ts';
import { Flows } from './picture/flows.ts';
import { Series } from './picture/series.ts';
import { frame, judgingAttack, labelsOf } from './testing/facts.ts';

/**
 * ns per fact of everything that follows a run, on the facts of a million sensors reporting over five hops to two
 * twins.
 */
const things = 1_000_000;
const seconds = 60;
const roles = ['device', 'gateway', 'iot-platform', 'things-agent', 'secure-dpm', 'entity-agent'];
const reportFacts: readonly [FactKind, Place, number, number][] = [
  ['sent', 'RP-T', 0, 1],
  ['delivered', 'RP-T', 1, 0],
  ['disclosed', 'RP-T', 1, 0],
  ['sent', 'RP-T', 1, 2],
  ['delivered', 'RP-T', 2, 1],
  ['sent', 'RP-I', 2, 3],
  ['delivered', 'RP-I', 3, 2],
  ['sent', 'RP-M', 3, 4],
  ['delivered', 'RP-M', 4, 3],
  ['sent', 'RP-M', 4, 5],
  ['delivered', 'RP-M', 5, 4],
  ['disclosed', 'RP-M', 5, 4],
  ['used', 'use', 5, 4],
  ['stored', 'store', 5, -1],
];
const extra = [0, 1, 2, 3, 4, 5].map((role) => (role === 0 ? -1 : things + role));
const rounds = 400;
/** Rounds until columns have grown and code is compiled; a run of ten million reports is much longer. */
const warming = 100;
const random = new Stream(keyOf(1, 'bench', 'facts'));
const block = new FactBlock();
let fact = 0;

/** Fills the block with the next facts of the run, so that a fold meets it fresh from the recorder. */
const refill = (): void => {
  block.count = blockFacts;
  for (let row = 0; row < blockFacts; row++) {
    // Steps of different reports lie between each other, as in a run.
    const [kind, place, from, to] = reportFacts[(fact * 5 + (fact >>> 3)) % reportFacts.length]!;
    const thing = random.below(things);
    const at = Math.floor((fact / (rounds * blockFacts)) * seconds * 1e9);
    const node = (role: number): number => (role < 0 ? -1 : role === 0 ? thing : extra[role]!);
    const forged = fact % 1000 === 0;
    block.time[row] = at;
    block.counter[row] = 1 + Math.floor(at / 1e10);
    block.node[row] = node(from);
    block.peer[row] = node(to);
    block.origin[row] = thing;
    block.subject[row] = thing;
    block.message[row] = place.startsWith('RP') ? 1 : 0;
    block.kind[row] = factNumber[kind];
    block.place[row] = placeNumber[place];
    block.dataClass[row] = 2;
    block.detail[row] = kind === 'used' ? purposes.indexOf('twin') : 0;
    block.outcome[row] = 1;
    block.born[row] = Math.max(0, at - 20_000_000 - random.below(10_000_000));
    block.label[row] = forged ? 1 : 0;
    block.flags[row] = forged ? flagForged : 0;
    fact++;
  }
};
const run = frame(seconds, {
  nodes: things + 6,
  roleOf: (node) => (node < things ? 'device' : roles[node - things]!),
});
const truth = {
  attacks: [judgingAttack('A18', { over: 'facts', needed: 1, reached: (one) => one.kind === 'used' })],
  labels: labelsOf([{ attack: 'A18', start: 0, end: 60 }]),
  entitlements: {
    mayKnow: (node: number, _class: string, subject: number) => node >= things || node === subject,
    mayCommand: () => true,
  },
  nodes: things + 6,
};
const measure = (name: string, make: () => (block: FactBlock) => void): void => {
  const times: number[] = [];
  for (let repeat = 0; repeat < 3; repeat++) {
    const follow = make();
    let spentMicros = 0;
    fact = 0;
    for (let round = 0; round < rounds; round++) {
      refill();
      // Processor time, so that other work on the machine does not count.
      const before = process.cpuUsage();
      follow(block);
      const spent = process.cpuUsage(before);
      if (round >= warming) spentMicros += spent.user + spent.system;
    }
    times.push((spentMicros * 1e3) / ((rounds - warming) * blockFacts));
  }
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(18)} ${times[1]!.toFixed(1)} ns per fact (least ${times[0]!.toFixed(1)})`);
};
const indexed = (follow: { block(facts: FactBlock, rows: BlockIndex): void }) => {
  const index = new BlockIndex();
  return (facts: FactBlock): void => follow.block(facts, index.read(facts));
};
measure('index alone', () => indexed({ block() {} }));
measure('index + flows', () => indexed(new Flows(run)));
measure('index + series', () => indexed(new Series(run)));
measure('index + oracle', () => indexed(new Oracle(truth, () => {})));
for (const metric of metrics) measure(`index + ${metric.id}`, () => indexed(metric.fold(run)));
measure('everything', () => {
  const all = new Assessment({ frame: run, metrics, truth, nameOf: String });
  return (facts) => all.block(facts);
});
