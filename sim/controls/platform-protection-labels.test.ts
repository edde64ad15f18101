import { describe, expect, test } from 'vitest';
import { opensslSuite } from '../crypto/openssl/suite.ts';
import { symbolicSuite } from '../crypto/symbolic/suite.ts';
import type { Household, Offer, Trust } from '../framework/control.ts';
import { labelContent } from '../framework/label.ts';
import type { Label } from '../framework/label.ts';
import { SessionRows } from '../framework/session-rows.ts';
import { seconds } from '../framework/time.ts';
import { platformProtectionLabels } from './platform-protection-labels.ts';
import { annsRoom, atWork, cast, deed, household, opening, post } from './testing/house.ts';

const suites = [symbolicSuite(), opensslSuite()].map((suite) => [suite.name, suite] as const);
const nothing: Offer = { credential: null, proof: null, ephemeral: null, status: null, wantsProof: false };

/** What tells of somebody goes only where records are sealed at rest and on their way. */
const strict: Household = { ...household, asks: ({ dataClass }) => (dataClass === 'personal' ? ['C32', 'C30'] : []) };

describe.each(suites)('C42 platform protection labels, %s', (_name, suite) => {
  const authority = suite.root('root', 0, seconds(1e6));
  const stranger = suite.root('root', 0, seconds(1e6));
  const label = (party: string, promises: readonly string[], by = authority, given: Partial<Label> = {}): Label => {
    const said = { party, issuer: 'root', promises, untilNs: seconds(100) };
    return { ...said, signature: suite.sign(by.pair.privateKey, labelContent(said)), ...given };
  };
  const own = label('ours', ['C01', 'C32', 'C30']);
  /** A party that believes the authority and knows what is published of its own nodes and of the provider. */
  const knowing = (theirs: Label | null, ours: Label | null = own): Partial<Trust> => ({
    roots: [authority.credential],
    labelOf: (node) => (node === cast.provider ? theirs : ours),
  });
  const guard = platformProtectionLabels.stand({ mark: 0, suite, household: strict, sessionRows: new SessionRows() });
  const passed = (
    theirs: Label | null,
    { dataClass = 'personal', recipient = cast.provider as number, now = 0, ours = own as Label | null } = {},
  ) =>
    guard.inner!(
      deed({ purpose: 'share', subject: annsRoom, dataClass: dataClass as 'personal', circumstances: { recipient } }),
      post({ suite, place: 'use', node: cast.dpm, now, trust: knowing(theirs, ours) }),
    );

  test('data goes where the label promises what the policy asks for, and nowhere else', () => {
    expect(passed(label('theirs', ['C30', 'C32']))).toBeUndefined();
    expect(passed(label('theirs', ['C32', 'C01']))).toBe('label-too-low');
    expect(passed(null)).toBe('not-labelled');
    expect(passed(null, { dataClass: 'operational' })).toBeUndefined();
  });

  test('a label counts only as an authority that the party believes has signed it, and to its end', () => {
    const good = label('theirs', ['C30', 'C32']);
    expect(passed({ ...label('theirs', ['C32']), promises: ['C30', 'C32'] })).toBe('not-labelled');
    expect(passed({ ...good, party: 'others' })).toBe('not-labelled');
    expect(passed(label('theirs', ['C30', 'C32'], stranger))).toBe('not-labelled');
    expect(passed(label('theirs', ['C30', 'C32'], authority, { issuer: 'nobody' }))).toBe('not-labelled');
    expect(passed(good, { now: seconds(100) })).toBeUndefined();
    expect(passed(good, { now: seconds(100) + 1 })).toBe('not-labelled');
  });

  test('nobody asks for what he does not promise himself, nor of himself', () => {
    expect(passed(label('theirs', []), { ours: label('ours', ['C01']) })).toBeUndefined();
    expect(passed(label('theirs', []), { ours: null })).toBeUndefined();
    expect(passed(null, { recipient: cast.archive })).toBeUndefined();
  });

  test('a signature is checked once, and again when the party believes other roots', () => {
    const trust = { ...post({ suite, trust: knowing(label('theirs', ['C30', 'C32'])) }).trust };
    const charges = (version: number): readonly string[] => {
      const at = post({ suite, place: 'use', node: cast.dpm });
      at.trust = Object.assign(trust, { version });
      const circumstances = { recipient: cast.provider };
      guard.inner!(deed({ purpose: 'share', subject: annsRoom, dataClass: 'personal', circumstances }), at);
      return at.charged;
    };
    expect([charges(1), charges(1), charges(2)]).toEqual([['policy', 'verify'], ['policy'], ['policy', 'verify']]);
  });

  test('a channel that has less than the label promises does not open, as far as the own end could have had it', () => {
    const judged = (
      promises: readonly string[],
      agreed: readonly ('C01' | 'C32')[],
      theirs = label('theirs', promises),
    ) =>
      guard.judge!(
        nothing,
        post({ suite, place: 'RP-X', node: cast.dpm, peer: cast.provider, trust: knowing(theirs) }),
        opening('initiator', 'provider', { own: ['C01', 'C32'], agreed }),
      );
    expect(judged(['C01', 'C32', 'C30'], ['C01', 'C32'])).toBeUndefined();
    expect(judged(['C32'], ['C32'])).toBeUndefined();
    expect(judged(['C01', 'C32'], ['C32'])).toBe('label-broken');
    expect(judged(['C01', 'C32'], [])).toBe('label-broken');
    // Who has no label, or one that nobody need believe, promises nothing.
    expect(judged([], [])).toBeUndefined();
    expect(judged([], [], label('theirs', ['C32'], stranger))).toBeUndefined();
  });

  test('a house that asks for nothing passes everything on', () => {
    const circumstances = { recipient: cast.provider };
    const at = post({ suite, place: 'use', node: cast.dpm, trust: knowing(null) });
    expect(atWork(platformProtectionLabels).inner!(deed({ dataClass: 'personal', circumstances }), at)).toBeUndefined();
    expect(guard.inner!(deed({ dataClass: 'personal' }), at)).toBeUndefined();
  });
});
