import type { Control, Guard } from '../framework/control.ts';
import type { Content } from '../framework/crypto.ts';
import type { Bodies } from '../framework/message.ts';

const guard: Guard = {
  inner(deed, at) {
    if (deed.deed !== 'store' && deed.deed !== 'load') return undefined;
    const key = at.keys.storageKey;
    if (key === null) return 'storage-key';
    at.charge('aead', deed.sizeBytes);
    at.charge('encode', deed.sizeBytes);
    const bound: Content = ['storage', deed.subject];
    if (deed.deed === 'store') {
      if (deed.body === null) return undefined;
      // A body is plain data, as the message contract says.
      deed.sealed = at.suite.seal(key, deed.body as unknown as Content, bound);
      deed.body = null;
      return undefined;
    }
    // What lies in clear among sealed records was not put there by this node.
    if (deed.sealed === null) return 'not-sealed';
    const body = at.suite.open(key, deed.sealed, bound);
    if (body === undefined) return 'storage-key';
    deed.body = body as unknown as Bodies['keep'];
    deed.sealed = null;
    return undefined;
  },
};

/** C30: what lies in a store is sealed for its subject; reach of the medium is not enough to read or alter it. Stops A31, A41 (R2, R4). */
export const encryptionAtRest: Control = {
  id: 'C30',
  name: 'encryption-at-rest',
  summary: "Records are sealed under the store's own key and bound to their subject before they reach the medium.",
  groups: ['R2', 'R4'],
  rung: 'data',
  layer: 'deed',
  step: 10,
  places: ['store'],
  limits:
    'An old record of the same subject can be put back, and any can be destroyed. Whoever asks the store through its front door gets what its rights allow.',
  source: 'AES-128-GCM as in the suite; key rotation and shredding are not modelled.',
  stand: () => guard,
};
