import type { Control, Ground, Guard } from '../framework/control.ts';
import type { Proof } from '../framework/crypto.ts';
import type { Bodies } from '../framework/message.ts';
import { stakeOver, stakePeriod, stakePeriodNs, tryBytes } from '../framework/stake.ts';
import { seconds } from '../framework/time.ts';

/** What stands beside who asks to come in. */
interface Staked {
  readonly period: number;
  readonly proof: Proof;
}

/** Bytes of both: a period of 32 bits, a number of a try of 64. */
const stakedBytes = 4 + 8;
/** How far ahead of the door a comer's clock may be, as for C09 (assumption). */
const skewNs = seconds(5);

function isStaked(mark: unknown): mark is Staked {
  if (typeof mark !== 'object' || mark === null) return false;
  const { period, proof } = mark as Partial<Record<keyof Staked, unknown>>;
  return Number.isSafeInteger(period) && typeof proof === 'object' && proof !== null;
}

const stand = ({ mark, household: { joinBits: bits } }: Ground): Guard => {
  if (bits === undefined) return {};
  /** What was found last, by session: an address that only claims to be somebody shares nothing with whom it claims to be. */
  const found = new Map<number, Staked & { readonly node: number; readonly person: number }>();
  return {
    protect(message, at) {
      if (message.kind !== 'enter' || at.role !== 'person' || message.body === null) return;
      const { person } = message.body as Bodies['enter'];
      const period = stakePeriod(at.now);
      let staked = found.get(at.session);
      if (staked?.person !== person || staked.period !== period) {
        const proof = at.prove(stakeOver(person, message.to, period), bits);
        if (proof === null) return;
        staked = { node: at.node, person, period, proof };
        found.set(at.session, staked);
      }
      message.marks[mark] = { period, proof: staked.proof };
      at.extend(stakedBytes);
    },
    verify(message, at) {
      if (message.kind !== 'enter' || at.role !== 'avatar-agent') return undefined;
      if (message.body === null) return 'malformed';
      const staked = message.marks[mark];
      if (staked === undefined || staked === null) return 'no-stake';
      if (!isStaked(staked)) return 'malformed';
      at.charge('hash', tryBytes);
      const { period, proof } = staked;
      const lately = period >= stakePeriod(at.now - stakePeriodNs) && period <= stakePeriod(at.now + skewNs);
      const { person } = message.body as Bodies['enter'];
      return lately && at.suite.checkProof(stakeOver(person, at.node, period), bits, proof) ? undefined : 'no-stake';
    },
    forget(node) {
      for (const [session, staked] of found) if (staked.node === node) found.delete(session);
    },
  };
};

/** C08: an identity that may come in openly is paid for with work, each time it comes in. Stops A05 up to what its maker can pay (R5). */
export const sybilCost: Control = {
  id: 'C08',
  name: 'sybil-cost',
  title: 'Sybil cost',
  summary:
    'Whoever comes in where anybody may brings a proof of work over its name, the door and the minute, of as many bits as the house asks.',
  groups: ['R5', 'R1'],
  rung: 'framework',
  layer: 'right',
  step: 30,
  places: ['RP-A'],
  limits:
    'Makes identities dear, not few: who has n times the work makes n times as many, and honest people on weak devices pay the most. A session that was paid for lasts as long as any. Who is vouched for by another platform pays there or nowhere. Says nothing of who somebody is (C01).',
  source:
    'Hashcash (A. Back 2002) as a price of identities (J. R. Douceur 2002, The Sybil Attack); that it prices and does not prevent: B. Laurie and R. Clayton 2004. Bits: policy of the house; a minute and 5 s of skew: assumption.',
  stand,
};
