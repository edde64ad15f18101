import { ledger } from '../../sim/components/ledger.ts';
import type { Market } from '../../sim/components/market.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { seconds } from '../../sim/framework/time.ts';
import { gamma } from '../../sim/kernel/distributions/gamma.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { longestRunNs, playTiny } from './tiny-cast.ts';

/** Blocks until an entry counts. */
const depth = 6;
const blockSeconds = 1;
/** Time until it does: the sum of so many exponential ones, whenever it came. */
const law = gamma({ shape: depth, scale: blockSeconds });
/** Entries of a run: each spends the asset that the one before it moved. */
const entriesARun = 4000;
const [ledgerNode, keeperNode] = [0, 1];
const accounts = [100, 101] as const;

const market: Market = {
  first: accounts[0],
  count: accounts.length,
  assets: 1,
  speaker: Int32Array.of(keeperNode, keeperNode),
  keepers: [keeperNode],
  owner: new Int32Array(1),
  balanceMicros: new Float64Array(accounts.length),
};

interface Waiting {
  /** How often the asset was moved, by node. */
  readonly version: Float64Array;
  readonly sinceNs: Float64Array;
}

/** Moves one asset to and fro between two accounts, each time as soon as the time before has settled, and tells how long that took. */
const mover = (settled: (latencyNs: number) => void): Component<'entity-agent', Waiting> => {
  return {
    role: 'entity-agent',
    code: 'mover 1',
    state: (count) => ({ version: new Float64Array(count), sinceNs: new Float64Array(count) }),
    start: (_state, _index, io) => io.wake(1, 0),
    receive(state, index, message, io) {
      if (message.kind !== 'settled' || message.body.version !== state.version[index]) return;
      if (message.body.depth < depth) return;
      settled(io.now - state.sinceNs[index]!);
      io.wake(1, 0);
    },
    wake(state, index, _timer, _argument, io) {
      const version = (state.version[index]! += 1);
      const [to, from] = [accounts[version % 2]!, accounts[(version + 1) % 2]!];
      state.sinceNs[index] = io.now;
      const body = { move: 'asset', asset: 0, version, from, to, amountMicros: 0 } as const;
      io.send('RP-L', ledgerNode as Address<'ledger'>, {
        kind: 'transfer',
        subject: from,
        dataClass: 'operational',
        body,
      });
    },
  };
};

/** Latencies of a run, s. */
function latencies(realBlockSeconds: number, seed: number): readonly number[] {
  const seen: number[] = [];
  playTiny(
    {
      name: 'V-L4',
      nodes: [
        {
          name: 'ledger',
          component: ledger({
            market,
            peers: [],
            serves: [keeperNode],
            blockMeanNs: seconds(realBlockSeconds),
            entriesABlock: 4,
            entries: 16,
            toldDepth: depth,
            keptBlocks: 2 * depth,
            waitNs: longestRunNs,
          }),
          cells: 16,
        },
        { name: 'keeper', component: mover((latencyNs) => void seen.push(latencyNs / 1e9)), cells: 0 },
      ],
      wires: [{ point: 'RP-L', from: 'keeper', to: 'ledger' }],
      warmUpNs: 0,
      untilNs: seconds(entriesARun * depth * realBlockSeconds),
    },
    seed,
    [],
  );
  return seen;
}

/**
 * V-L4: how long it takes until an entry counts on the ledger: the Gamma law, looked at in three places. A ledger whose blocks come
 * at another pace than every second is one that is wrong.
 */
export const ledgerLatency = (realBlockSeconds = blockSeconds): Anchor => {
  const shares = [0.1, 0.5, 0.9] as const;
  return {
    rows: shares.map((share, place) => ({
      id: `V-L4${'abc'[place]!}`,
      name: `entries settled by when the Gamma law of ${depth} blocks has ${share * 100} % of them: share`,
      expected: share,
      widest: widest(share, 0),
    })),
    through: 'ledger, who moves an asset and waits until it is told that it counts, virtual world',
    run(effort) {
      const within = shares.map(() => 0);
      let entries = 0;
      for (const run of rounds(sized(48, effort, 1), effort)) {
        for (const latency of latencies(realBlockSeconds, keyOf(effort.seed, run, 'V-L4')[0]!)) {
          entries++;
          const at = law.cdf(latency);
          shares.forEach((share, place) => (within[place]! += at <= share ? 1 : 0));
        }
      }
      return within.map((hits) => ofTrials(hits, entries, effort));
    },
  };
};
