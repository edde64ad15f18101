import type { Control, Ground, Guard } from '../framework/control.ts';
import type { Look } from '../framework/look.ts';
import { askerOf, cardOf } from '../framework/message.ts';
import { seconds } from '../framework/time.ts';

/** Settings of C15, in ns. */
export interface PolicyMonitorSettings {
  /** Looks of so long are counted together. */
  readonly perNs: number;
  /** How long an account that asked for more than the policy lets it is shown nothing. */
  readonly barNs: number;
}

const defaults: PolicyMonitorSettings = { perNs: seconds(3600), barNs: seconds(600) };

/** What one node has seen of one account. */
interface Account {
  barredUntilNs: number;
  /** By what was asked for: how often, since when. */
  readonly looks: Map<number, { count: number; sinceNs: number }>;
}

/** C15: whoever reads an archive is held at each look to what the policy lets his account see, and how often, and is barred when he departs from it. Stops A28 and A30 at the front door, and bounds A44 (R5, R2). */
export const continuousPolicyMonitor = ({ perNs, barNs }: PolicyMonitorSettings = defaults): Control => {
  const stand = ({ household }: Ground): Guard => {
    if (household.mayLook === undefined) return {};
    /** By node and account: what one node has seen no other knows. */
    const seen = new Map<number, Map<number, Account>>();
    const accountAt = (node: number, account: number): Account => {
      let here = seen.get(node);
      if (here === undefined) seen.set(node, (here = new Map()));
      let known = here.get(account);
      if (known === undefined) here.set(account, (known = { barredUntilNs: -Infinity, looks: new Map() }));
      return known;
    };
    const counted = ({ looks }: Account, over: number, nowNs: number): number => {
      const known = looks.get(over);
      if (known !== undefined && nowNs < known.sinceNs + perNs) return (known.count += 1);
      looks.set(over, { count: 1, sinceNs: nowNs });
      return 1;
    };
    return {
      verify(message, at) {
        if (message.kind !== 'query' || at.role !== 'storage-agent') return undefined;
        at.charge('policy');
        if (message.body === null) return 'malformed';
        const account = askerOf(message.kind, message.body)!;
        const over = cardOf(message.kind).over!(message.body, message.subject);
        const here = accountAt(at.node, account);
        if (at.now < here.barredUntilNs) return 'barred';
        const look: Look = { account, over, count: counted(here, over, at.now), nowNs: at.now };
        if (household.mayLook?.(look) === true) return undefined;
        here.barredUntilNs = at.now + barNs;
        at.alarm(account, 'looks up what its tasks do not need');
        return 'over-limit';
      },
      forget: (node) => void seen.delete(node),
    };
  };
  return {
    id: 'C15',
    name: 'continuous-policy-monitor',
    summary:
      'Each look into an archive is held to the usage policy of the account that asks: for what it has a task, and how often an hour; who departs from it is barred for ten minutes.',
    groups: ['R5', 'R2'],
    rung: 'access',
    layer: 'right',
    step: 7,
    places: ['RP-M'],
    limits:
      'Sees the front door only: whoever has reach of a medium or a machine asks nobody. What a task covers can be read for any reason, as often as the policy says; it is as good as who gives the tasks. Counts at each storage by itself, anew after a restart. The account is barred, so that its honest owner is too.',
    source:
      'Usage control with decisions that go on during use (UCON, Park and Sandhu 2004) over counts in ODRL 2.2; an hour and ten minutes: assumption; tasks by account: policy of the house.',
    stand,
  };
};
