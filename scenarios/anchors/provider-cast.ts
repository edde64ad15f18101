import { auditLog } from '../../sim/components/audit-log.ts';
import { externalDpm } from '../../sim/components/external-dpm.ts';
import type { ChoiceTerms } from '../../sim/components/provider-choice.ts';
import { secureConnector } from '../../sim/components/secure-connector.ts';
import { rogueDpmResult } from '../../attacks/rogue-dpm-result.ts';
import type { Attack, Hand } from '../../sim/framework/attack.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Control, Deed } from '../../sim/framework/control.ts';
import type { Address } from '../../sim/framework/figure.ts';
import type { TaskResult } from '../../sim/framework/task.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { Verdict } from '../../sim/framework/verdict.ts';
import { longestRunNs } from './tiny-cast.ts';
import type { TinyCast } from './tiny-cast.ts';

/** Time between two jobs where nothing is said. */
const usualJobNs = seconds(0.01);
const [connectorNode, firstProvider] = [1, 2];

/** Hands a job to the connector once in a while, rooms lit and dark in turn; whether somebody moves is unknown unless it is to be told. */
const jobSource = (jobNs: number, moves: boolean): Component<'secure-dpm', { readonly jobs: Float64Array }> => ({
  role: 'secure-dpm',
  code: 'job source 1',
  state: (count) => ({ jobs: new Float64Array(count) }),
  // The contracts with the providers are made first.
  start: (_state, _index, io) => io.wake(1, seconds(1)),
  receive: () => undefined,
  wake(state, index, _timer, _argument, io) {
    const window = (state.jobs[index]! += 1);
    const light = isLit(window) ? 500 : 0;
    const body = { task: 'occupancy', part: window, values: [20, 40, light, 500, moves ? window % 2 : null] } as const;
    io.send('RP-M', connectorNode as Address<'secure-connector'>, {
      kind: 'job',
      subject: io.node,
      dataClass: 'operational',
      body,
    });
    io.wake(1, jobNs);
  },
});

/** The other of two values. */
export const other = (value: number): number => (value === 1 ? 0 : 1);

const isLit = (window: number): boolean => window % 2 === 0;

/** Whether a result is another than the rooms of the source have. */
export const isWrong = ({ part, value }: TaskResult): boolean => value !== (isLit(part) ? 1 : 0);

/** What a tiny market is made of. */
export interface ProviderTerms {
  readonly name: string;
  readonly providers: number;
  readonly standing: readonly Control[];
  readonly attacks: readonly Attack[];
  readonly jobs: number;
  /** Time between two jobs, ns; a hundredth of a second where nothing is said. */
  readonly jobNs?: number;
  /** In turn where nothing is said. */
  readonly choice?: ChoiceTerms['choice'];
  /** Whether jobs tell of motion: in every second window there is some. */
  readonly moves?: boolean;
}

/**
 * The smallest market: a source of jobs, a connector, providers and a log. Whoever is caught keeps its contract, so that the next
 * jobs find everybody as the first did.
 *
 *   job source ─RP-M─▶ connector ─RP-C─▶ providers, from node 2        connector ─RP-O─▶ log
 */
export function providerCast(terms: ProviderTerms): TinyCast {
  const { name, providers, standing, attacks, jobs } = terms;
  const { choice = 'round-robin', jobNs = usualJobNs, moves = false } = terms;
  const nodes = Array.from({ length: providers }, (_, place) => firstProvider + place);
  const connector = secureConnector({
    secureDpm: 0 as Address<'secure-dpm'>,
    auditLog: (firstProvider + providers) as Address<'audit-log'>,
    // Identities are only claimed here, so nobody ever enrols.
    enrolment: { authority: -1 as Address<'identity-storage'>, timeoutNs: seconds(1), tries: 1 },
    negotiation: {
      providers: nodes.map((node) => node as Address<'external-dpm'>),
      purpose: 'occupancy',
      timeoutNs: seconds(1),
      priceMicrosMost: 1,
      barNs: 0,
      graceNs: 0,
      priced: 'untold',
    },
    choice,
    jobs: 64,
    jobsEach: 64,
    jobTimeoutNs: seconds(1),
    hedgeNs: Infinity,
    memoryNs: seconds(60),
    estimates: 1,
  });
  const provider = externalDpm({
    connectors: [connectorNode],
    priceMicros: 1,
    estimates: 1,
    contractLifeNs: longestRunNs / 2,
    leavesNs: Infinity,
  });
  const named = nodes.map((node) => ({ name: `provider ${node - firstProvider + 1}`, component: provider, cells: 0 }));
  return {
    name,
    nodes: [
      { name: 'job source', component: jobSource(jobNs, moves), cells: 0 },
      { name: 'connector', component: connector, cells: 64 + nodes.length },
      ...named,
      { name: 'audit log', component: auditLog({ entries: 16 }), cells: 0 },
    ],
    wires: [
      { point: 'RP-M', from: 'job source', to: 'connector' },
      ...named.map((one) => ({ point: 'RP-C' as const, from: 'connector', to: one.name })),
      { point: 'RP-O', from: 'connector', to: 'audit log' },
    ],
    standing,
    attacks,
    stage: { insiders: Object.fromEntries(nodes.map((node, place) => [`provider ${place + 1}`, node])) },
    warmUpNs: 0,
    // The last job is out for no longer than the way there and back, which takes no time.
    untilNs: seconds(1) + jobs * jobNs,
  };
}

/**
 * Providers that say something else than they computed of some results, in one attempt that never ends: `saying` gives what each says
 * instead of a value, result by result; undefined leaves it.
 */
export const liars = (anchor: string, saying: (hand: Hand) => (value: number) => number | undefined): Attack => ({
  ...rogueDpmResult,
  intensity: { everyNs: 1, source: `anchor ${anchor}` },
  *campaign(hand) {
    hand.step('alter');
    for (const node of Object.values(hand.stage.insiders)) {
      const instead = saying(hand);
      hand.inside(node, (draft) => {
        if (draft.kind !== 'result' || draft.body === null) return undefined;
        const result = draft.body as TaskResult;
        const value = instead(result.value);
        return value === undefined ? undefined : { ...draft, body: { ...result, value } };
      });
    }
    yield { untilNs: longestRunNs };
  },
});

/** A control that stands as it is; `seen` is told of every use of a result and what the control said. It changes no verdict. */
export const watched = (control: Control, seen: (deed: Deed, verdict: Verdict) => void): Control => ({
  ...control,
  stand(ground) {
    const guard = control.stand(ground);
    return {
      ...guard,
      inner(deed, at) {
        const verdict = guard.inner?.(deed, at);
        if (deed.deed === 'use' && deed.kind === 'result') seen(deed, verdict);
        return verdict;
      },
    };
  },
});
