import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * The same virtual asset is brought to two platforms at once: whoever holds its key spends it to an account on one platform through one
 * node of the ledger, and to an account on the other through another node, before word of either has gone round. Breaks integrity of
 * who owns what.
 */
export const assetDoubleSpend: Attack = {
  id: 'A42',
  name: 'asset-double-spend',
  summary: 'The same virtual asset is spent to accounts on two platforms before either is final.',
  classes: ['IX'],
  groups: ['R1'],
  breaks: 'integrity',
  position: 'a wallet of its own, and an account on each of two platforms',
  knowledge: 'protocol',
  budget: 'one asset and two entries an attempt',
  preconditions: 'an asset lies in the wallet, and the platforms listen to different nodes of the ledger',
  needs: ['accounts.wallet', 'accounts.first shop', 'accounts.second shop'],
  steps: ['look', 'spend'],
  observables: 'two entries that spend one version of an asset, of which one is never in a block',
  // Only depth tells which of two entries stays; who they come from is beyond doubt for both.
  beatenBy: ['C39'],
  notBeatenBy: ['C01', 'C32', 'C11', 'C12', 'C41'],
  residual: { rate: 0, reason: 'none is known without a share of the blocks; with one V-L1 gives the odds' },
  references: ['ATT&CK v18.1 T1565.003'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    const own = hand.stage.accounts['wallet']!.person;
    const shops = [hand.stage.accounts['first shop']!, hand.stage.accounts['second shop']!];
    hand.step('look');
    const lines = shops.map(({ door }) => hand.open('RP-L', door, own, hand.account('wallet')));
    for (const line of lines) yield { line };
    if (lines.some(({ state }) => state !== 'open')) return;
    hand.say(lines[0]!, { kind: 'statement', subject: own, dataClass: 'public', body: { holder: own } });
    yield { reply: lines[0]! };
    const told = lines[0]!.inbox.find((message) => message.kind === 'settled');
    if (told?.kind !== 'settled' || told.body.move !== 'asset') return;
    hand.step('spend');
    const { asset, version } = told.body;
    shops.forEach(({ person: to }, shop) => {
      const body = { move: 'asset', asset, version: version + 1, from: own, to, amountMicros: 0 } as const;
      hand.say(lines[shop]!, { kind: 'transfer', subject: told.subject, dataClass: 'operational', body });
    });
    yield hand.wait(seconds(10));
  },
  // What lies in the wallet has never been spent: its first version counts in two places.
  goal: {
    over: 'facts',
    needed: 2,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'settlement' && fact.value === 1,
  },
};
