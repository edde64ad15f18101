import type { Control, Ground, Guard, Household, Post, WireMessage } from '../framework/control.ts';
import type { Content } from '../framework/crypto.ts';
import type { Bodies } from '../framework/message.ts';
import type { RoomWindow } from '../framework/messages/archive.ts';
import { sealedFor } from '../framework/stored.ts';
import { seconds } from '../framework/time.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { PeriodKeys } from './period-keys.ts';
import { SubjectKeys } from './subject-keys.ts';

/** Settings of C30, in ns. */
export interface EncryptionAtRestSettings {
  /** How long a store seals under one key of records. */
  readonly rotateNs: number;
}

const defaults: EncryptionAtRestSettings = { rotateNs: seconds(120) };

/** Seals and opens what a store lays down, under the key of the period in which it was laid down. */
const atRest = ({ rotateNs }: EncryptionAtRestSettings, mark: number): NonNullable<Guard['inner']> => {
  const keys = new PeriodKeys();
  return (deed, at) => {
    if (deed.deed !== 'store' && deed.deed !== 'load') return undefined;
    const storageKey = at.keys.storageKey;
    if (storageKey === null) return 'storage-key';
    at.charge('aead', deed.sizeBytes);
    at.charge('encode', deed.sizeBytes);
    const current = Math.floor(at.now / rotateNs);
    if (deed.deed === 'store') {
      if (deed.body === null) return undefined;
      const key = keys.of(storageKey, current, at);
      // A body is plain data, as the message contract says.
      deed.sealed = at.suite.seal(key, deed.body as unknown as Content, sealedFor(deed.subject, current));
      deed.body = null;
      deed.marks[mark] = current;
      return undefined;
    }
    // What lies in clear among sealed records was not put there by this node.
    if (deed.sealed === null) return 'not-sealed';
    const period = deed.marks[mark];
    if (!Number.isSafeInteger(period)) return 'storage-key';
    const key = keys.of(storageKey, period as number, at);
    const body = at.suite.open(key, deed.sealed, sealedFor(deed.subject, period as number));
    if (body === undefined) return 'storage-key';
    deed.body = body as unknown as Bodies['keep'];
    deed.sealed = null;
    return undefined;
  };
};

/** A record of which the keeper sees whose it is and of when, and nothing else. */
const sealedRecord = (record: RoomWindow, message: WireMessage, at: Post, keys: SubjectKeys): RoomWindow => {
  const { room, window, temperature, humidity, light, co2, motion } = record;
  const features: Content = [temperature, humidity, light, co2, motion];
  at.charge('aead', message.sizeBytes);
  at.charge('encode', message.sizeBytes);
  at.extend(wireSizes.sealedOverhead);
  const sealed = at.suite.seal(keys.of(at.node, message.subject, at.suite), features, [
    'copy',
    message.subject,
    window,
  ]);
  return { room, window, temperature: null, humidity: null, light: null, co2: null, motion: null, sealed };
};

const goesOutside = (household: Household, at: Post): boolean =>
  at.role === 'storage-agent' &&
  at.peer >= 0 &&
  at.peer < household.nodes &&
  household.roleOf(at.peer) === 'external-storage';

const standWith =
  (settings: EncryptionAtRestSettings) =>
  ({ household, mark }: Ground): Guard => {
    const keys = new SubjectKeys();
    return {
      inner: atRest(settings, mark),
      protect(message, at) {
        if ((message.kind !== 'keep' && message.kind !== 'erase') || !goesOutside(household, at)) return;
        if (message.kind === 'erase') {
          keys.destroy(at.node, message.subject);
        } else if (message.body !== null) {
          const { key, record } = message.body as Bodies['keep'];
          message.body = { key, record: sealedRecord(record, message, at, keys) };
        }
      },
    };
  };

/** C30: what lies in a store is sealed for its subject; reach of the medium is not enough to read or alter it. Stops A29, A31, A37 outside, A41 (R2, R4, R5). */
export const encryptionAtRest = (settings: EncryptionAtRestSettings = defaults): Control => ({
  id: 'C30',
  name: 'encryption-at-rest',
  summary:
    "Records are sealed under a key of the time, which is derived from the store's own, and bound to their subject before they reach the medium; copies for an outside storage under a key of their subject, which stays in the house and is destroyed when erasure is asked for.",
  groups: ['R2', 'R4'],
  rung: 'data',
  layer: 'deed',
  step: 10,
  places: ['RP-S', 'store'],
  limits:
    'An old record of the same subject can be put back (C51), and any can be destroyed. Whoever asks the store through its front door gets what its rights allow. That a key was destroyed is the word of the house itself. Copies at providers, who must read them, and at other platforms are not covered. Old keys of records can be derived again for as long as the store’s own key is there, and what they sealed is not sealed anew.',
  source:
    'AES-128-GCM and HKDF-SHA-256 as in the suite; another key every two minutes: assumption, so that runs of minutes meet several; destroying the key counts as sanitisation (cryptographic erase, NIST SP 800-88, STANDARDS 4.9).',
  stand: standWith(settings),
});
