import type { Prices } from '../../sim/framework/attacker.ts';

const credentials = 'Digital Shadows, From Exposure to Takeover (2020): 15.43 USD for an account on average';
const access =
  'Digital Shadows, From Exposure to Takeover (2020): 3139 USD for access to an organisation’s key systems on average';
const machine = 'the cost table of a server (P-256 and X25519 of node:crypto, measured)';

/** What places cost that are bought, USD, and how long an attacker's machine works for what it does, s. */
export const usualPrices: Prices = {
  place: {
    address: { value: 0, source: 'assumption: who has a network has an address' },
    account: { value: 15.43, source: credentials },
    copy: { value: 15.43, source: `${credentials}; copied keys as an account (assumption)` },
    wire: { value: 3139, source: `assumption: as inside. ${access}` },
    inside: { value: 3139, source: access },
  },
  seconds: {
    open: { value: 0.000_28, source: `${machine}: an agreement, a key, a signature, a chain and a verification` },
    message: { value: 0.000_007, source: `${machine}: sealing and handling` },
    certificate: { value: 0.000_077, source: `${machine}: a key and a signature` },
  },
};
