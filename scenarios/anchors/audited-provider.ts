import { rogueDpmResult } from '../../attacks/rogue-dpm-result.ts';
import { auditLog } from '../../sim/components/audit-log.ts';
import { externalDpm } from '../../sim/components/external-dpm.ts';
import { secureConnector } from '../../sim/components/secure-connector.ts';
import { samplingAudit } from '../../sim/controls/sampling-audit.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Control } from '../../sim/framework/control.ts';
import type { Address } from '../../sim/framework/figure.ts';
import type { TaskResult } from '../../sim/framework/task.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { auditDetects } from './closed-forms.ts';
import { ofTrials, sized } from './estimate.ts';
import { longestRunNs, playTiny } from './tiny-cast.ts';

/** Share of results that the provider alters. */
const cheats = 0.01;
/** Share of results that are computed again: any share will do, since what counts is how many were. */
const audited = 0.5;
const samples = [300, 460] as const;
const [fewer, more] = samples.map((k) => auditDetects(cheats, k)) as [number, number];

const jobNs = seconds(0.01);
const jobsARun = 200_000;
const [connectorNode, providerNode, logNode] = [1, 2, 3];

/** Hands a job to the connector every hundredth of a second, rooms lit and dark in turn. */
const jobSource: Component<'secure-dpm', { readonly jobs: Float64Array }> = {
  role: 'secure-dpm',
  code: 'job source 1',
  state: (count) => ({ jobs: new Float64Array(count) }),
  // The contract with the provider is made first.
  start: (_state, _index, io) => io.wake(1, seconds(1)),
  receive: () => undefined,
  wake(state, index, _timer, _argument, io) {
    const window = (state.jobs[index]! += 1);
    const light = window % 2 === 0 ? 500 : 0;
    const body = { task: 'occupancy', part: window, values: [20, 40, light, 500, null] } as const;
    io.send('RP-M', connectorNode as Address<'secure-connector'>, {
      kind: 'job',
      subject: io.node,
      dataClass: 'operational',
      body,
    });
    io.wake(1, jobNs);
  },
};

/** A33 by a patient provider: one long attempt that alters every hundredth result, at random. */
const rareCheat: Attack = {
  ...rogueDpmResult,
  intensity: { everyNs: 1, source: 'anchor V-I1' },
  *campaign(hand) {
    hand.step('alter');
    hand.inside(hand.stage.insiders['provider']!, (draft) => {
      if (draft.kind !== 'result' || draft.body === null) return undefined;
      if (hand.random.uniform() >= cheats) return undefined;
      const result = draft.body as TaskResult;
      return { ...draft, body: { ...result, value: result.value === 1 ? 0 : 1 } };
    });
    yield { untilNs: longestRunNs };
  },
};

/** C21 itself; `seen` is told of each result that it compared, and whether it refused it. It changes no verdict. */
const watched = (control: Control, seen: (refused: boolean) => void): Control => ({
  ...control,
  stand(ground) {
    const guard = control.stand(ground);
    return {
      ...guard,
      inner(deed, at) {
        const verdict = guard.inner?.(deed, at);
        if (deed.deed === 'use' && deed.circumstances.recomputed !== undefined) seen(verdict !== undefined);
        return verdict;
      },
    };
  },
});

/** Counts runs of k audits, one after the other, and those in which an audit refused. */
class AuditRuns {
  trials = 0;
  hits = 0;
  private audits = 0;
  private caught = false;
  private readonly k: number;

  constructor(k: number) {
    this.k = k;
  }

  add(refused: boolean): void {
    this.caught ||= refused;
    this.audits++;
    if (this.audits < this.k) return;
    this.trials++;
    if (this.caught) this.hits++;
    this.audits = 0;
    this.caught = false;
  }
}

/** V-I1: spot checks find a provider that cheats on one result in a hundred. */
export const auditedProvider: Anchor = {
  rows: [
    {
      id: 'V-I1a',
      name: 'sampling audit finds a 1 % cheat, 300 audits',
      expected: fewer,
      widest: widest(fewer, 0.0009),
    },
    { id: 'V-I1b', name: 'sampling audit finds a 1 % cheat, 460 audits', expected: more, widest: widest(more, 0.0004) },
  ],
  through: 'attack A33 on rare results, control C21 alone, secure connector and external DPM, virtual world',
  run(effort) {
    const counts = samples.map((k) => new AuditRuns(k));
    const runs = sized(16, effort);
    for (let run = 0; run < runs; run++) {
      playTiny(
        {
          name: 'V-I1',
          nodes: [
            { name: 'job source', component: jobSource, cells: 0 },
            {
              name: 'connector',
              component: secureConnector({
                secureDpm: 0 as Address<'secure-dpm'>,
                auditLog: logNode as Address<'audit-log'>,
                // Identities are only claimed here, so nobody ever enrols.
                enrolment: { authority: -1 as Address<'identity-storage'>, timeoutNs: seconds(1), tries: 1 },
                negotiation: {
                  providers: [providerNode as Address<'external-dpm'>],
                  timeoutNs: seconds(1),
                  priceMicrosMost: 1,
                  // A provider that was caught keeps its contract, and the next audits begin.
                  barNs: 0,
                },
                choice: 'round-robin',
                jobs: 64,
                jobTimeoutNs: seconds(1),
              }),
              cells: 64,
            },
            {
              name: 'provider',
              component: externalDpm({
                connectors: [connectorNode],
                priceMicros: 1,
                estimates: 1,
                contractLifeNs: longestRunNs / 2,
              }),
              cells: 0,
            },
            { name: 'audit log', component: auditLog({ entries: 16 }), cells: 0 },
          ],
          wires: [
            { point: 'RP-M', from: 'job source', to: 'connector' },
            { point: 'RP-C', from: 'connector', to: 'provider' },
            { point: 'RP-O', from: 'connector', to: 'audit log' },
          ],
          standing: [
            watched(samplingAudit({ share: audited }), (refused) => {
              for (const count of counts) count.add(refused);
            }),
          ],
          attacks: [rareCheat],
          stage: { insiders: { provider: providerNode } },
          warmUpNs: 0,
          untilNs: seconds(1) + jobsARun * jobNs,
        },
        keyOf(effort.seed, run, 'V-I1')[0]!,
        [],
      );
    }
    return counts.map(({ hits, trials }) => ofTrials(hits, trials, effort));
  },
};
