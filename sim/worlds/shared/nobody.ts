import type { KeyRing, Trust } from '../../framework/control.ts';

/** The keys of one who holds none. */
export const noKeys: KeyRing = {
  pair: null,
  credential: null,
  objectKey: () => null,
  commandKey: () => null,
  storageKey: null,
  cookieSecret: null,
  attestation: null,
  initial: null,
  token: null,
};

/** What one believes who trusts nobody. */
export const noTrust: Trust = {
  leftOut: [],
  roots: [],
  accepts: () => false,
  version: 0,
  rootsDropped: 0,
  status: null,
  statusOf: () => null,
  sequenceOf: () => 0,
  knownUntilNs: -Infinity,
  revoked: () => false,
  logKeyOf: () => null,
  headAt: () => null,
  tokenKey: null,
  attestationKey: null,
  measurements: {},
  labelOf: () => null,
  makerKey: null,
};
