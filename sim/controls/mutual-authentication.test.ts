import { describe, expect, test } from 'vitest';
import type { CertificateCheck, Offer, Opening } from '../framework/control.ts';
import { seconds } from '../framework/time.ts';
import { mutualAuthentication } from './mutual-authentication.ts';
import { atWork, cast, identity, opening, post, proved, report } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const empty = (): Offer => ({ credential: null, proof: null, ephemeral: null, status: null, wantsProof: false });
const guard = atWork(mutualAuthentication);
const sides = ['initiator', 'responder'] as const;

const show = (side: Opening['side'], holder: ReturnType<typeof identity>, wantsProof = true): Offer => {
  const offer = { ...empty(), wantsProof };
  guard.present!(offer, post({ keys: holder }), opening(side, 'anyone'));
  return offer;
};

describe('C01 mutual authentication', () => {
  test.each(sides)('the %s proves its name to the other end', (side) => {
    const offer = show(side, identity('sensor'));
    const seen = opening(side === 'initiator' ? 'responder' : 'initiator', 'sensor');
    expect(guard.judge!(offer, post(), seen)).toBeUndefined();
    expect(seen.provedName).toBe('sensor');
  });

  test('the responder asks for a proof, and the initiator shows none before it is asked', () => {
    expect(show('responder', identity('gateway')).wantsProof).toBe(true);
    const hello = show('initiator', identity('sensor'), false);
    expect(hello).toMatchObject({ credential: null, proof: null });
    expect(hello.ephemeral).not.toBeNull();
  });

  test('who claims the name of another with its own good credential is refused', () => {
    expect(guard.judge!(show('initiator', identity('lamp')), post(), opening('responder', 'sensor'))).toBe(
      'wrong-peer',
    );
  });

  test('a certificate of an issuer that nobody here trusts is refused as such, one that only bears a trusted name is not believed', () => {
    const judged = (name: string) => {
      const other = terms.root(name, 0, seconds(1e6));
      const offer = show('initiator', identity('sensor', seconds(3600), 1, other));
      return guard.judge!(offer, post(), opening('responder', 'sensor'));
    };
    expect([judged('another root'), judged('root')]).toEqual(['untrusted-issuer', 'untrusted-chain']);
  });

  test('software that leaves out a check takes what that check would have refused, with the key in it, and nothing else', () => {
    const other = (name: string) => terms.root(name, 0, seconds(1e6));
    const shown = {
      forged: identity('sensor', seconds(3600), 1, other('root')),
      unknown: identity('sensor', seconds(3600), 1, other('another root')),
      foreign: identity('lamp'),
      keyless: { ...identity('sensor'), pair: terms.keyPair() },
    };
    const judged = (leftOut: readonly CertificateCheck[]) =>
      Object.values(shown).map((holder) => {
        const seen = opening('responder', 'sensor');
        const verdict = guard.judge!(show('initiator', holder), post({ trust: { leftOut } }), seen);
        return verdict ?? seen.provedName;
      });
    expect(judged([])).toEqual(['untrusted-chain', 'untrusted-issuer', 'wrong-peer', 'no-evidence']);
    expect(judged(['status'])).toEqual(judged([]));
    expect(judged(['chain'])).toEqual(['sensor', 'sensor', 'wrong-peer', 'no-evidence']);
    expect(judged(['name'])).toEqual(['untrusted-chain', 'untrusted-issuer', 'sensor', 'no-evidence']);
  });

  test('a channel whose issuer has lost trust is not continued', () => {
    const { credential } = identity('sensor');
    const judged = (accepts: () => boolean, leftOut: readonly CertificateCheck[] = []) => {
      const seen = opening('responder', 'sensor', {
        resumed: true,
        provedName: 'sensor',
        provedCredential: credential,
      });
      return guard.judge!(empty(), post({ trust: { accepts, leftOut } }), seen);
    };
    expect([judged(() => true), judged(() => false)]).toEqual([undefined, 'untrusted-issuer']);
    expect(judged(() => false, ['chain'])).toBeUndefined();
  });

  test('a proof of one side cannot be sent back as that of the other', () => {
    const offer = show('initiator', identity('sensor'));
    expect(guard.judge!(offer, post(), opening('initiator', 'sensor'))).toBe('no-evidence');
  });

  test('what transport security has proved is not proved twice', () => {
    const at = post();
    const seen = opening('initiator', 'gateway', { provedName: 'gateway' });
    expect(guard.judge!(empty(), at, seen)).toBeUndefined();
    expect(at.charged).toEqual([]);
  });

  test('a name that was proved but not meant is refused', () => {
    expect(guard.judge!(empty(), post(), opening('initiator', 'gateway', { provedName: 'twin' }))).toBe('wrong-peer');
  });

  test('keys installed at commissioning prove the name they were installed for', () => {
    const seen = opening('responder', 'sensor', { provisioned: true });
    expect(guard.judge!(empty(), post(), seen)).toBeUndefined();
    expect(seen.provedName).toBe('sensor');
  });

  test('a message counts only from the node whose name its channel proved', () => {
    const from = (node: number) => guard.verify!(report(), post({ evidence: proved(node) }));
    expect(from(cast.sensor)).toBeUndefined();
    expect(from(cast.lamp)).toBe('wrong-peer');
    expect(guard.verify!(report(), post())).toBe('no-evidence');
    expect(guard.verify!(report(), post({ evidence: { ...proved(0), provedNode: -1, name: null } }))).toBe(
      'no-evidence',
    );
  });
});
