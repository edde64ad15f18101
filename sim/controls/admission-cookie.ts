import type { Control, Guard } from '../framework/control.ts';
import { points } from '../framework/figure.ts';
import { wireSizes } from '../framework/wire-sizes.ts';

/** Bytes over which the stateless cookie is computed: address, port, hello (assumption). */
const cookieInputBytes = 48;

const guard: Guard = {
  admit({ cookie, cookieContent }, at) {
    // One MAC either way: to check the cookie that came, or to make the one that is sent back.
    at.charge('mac', cookieInputBytes);
    const { cookieSecret } = at.keys;
    const echoed = cookie !== null && cookieSecret !== null && at.suite.checkTag(cookieSecret, cookieContent, cookie);
    if (echoed) return undefined;
    at.extend(wireSizes.handshake.cookie);
    return 'cookie-missing';
  },
};

/** C43: a handshake takes a place only for who can receive at the address it came from. Stops A24 with spoofed sources (R1, R5). */
export const admissionCookie: Control = {
  id: 'C43',
  name: 'admission-cookie',
  summary: 'The first packet of a handshake must echo a stateless cookie before it takes a place in the table.',
  groups: ['R1', 'R5'],
  rung: 'framework',
  layer: 'door',
  step: 10,
  places: points,
  limits: 'Costs each opening a round trip. Attackers at their own addresses get their cookie like anyone (C24).',
  source: 'HelloRetryRequest with cookie of DTLS 1.3 (RFC 9147, 5.1).',
  stand: () => guard,
};
