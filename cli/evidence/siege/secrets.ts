import { createPrivateKey } from 'node:crypto';
import type { Parcel } from '../../../sim/worlds/live/parcel.ts';

/** Every private key of a run, in the forms in which one might slip out: bytes, hex, and the two base64. */
export function secretsOf(parcel: Parcel): readonly Buffer[] {
  const authorities = parcel.authorities.flatMap(({ rootKey, token }) => [rootKey, token.pair]);
  const pems = [...authorities, parcel.hardware.pair, ...parcel.rings.map(([, pair]) => pair)];
  const { storageKeys, objectKeys, commandKeys, provisioned } = parcel;
  const keys = [...storageKeys, ...objectKeys, ...commandKeys, ...provisioned].map(([, key]) => Buffer.from(key));
  const privateBytes = pems.flatMap((pem) => {
    if (pem === null) return [];
    const jwk = createPrivateKey(pem).export({ format: 'jwk' });
    return [Buffer.from(jwk.d!, 'base64url')];
  });
  const lines = pems.flatMap((pem) => (pem ?? '').split('\n').filter((line) => /^[A-Za-z0-9+/=]{40,}$/.test(line)));
  return [
    // Lines of a PEM that hold nothing but what every key of its kind begins with would be found everywhere.
    ...lines.map((line) => Buffer.from(line)),
    ...[...keys, ...privateBytes].flatMap((key) => [
      key,
      Buffer.from(key.toString('hex')),
      Buffer.from(key.toString('base64').replace(/=+$/, '')),
      Buffer.from(key.toString('base64url')),
    ]),
  ];
}

/** How often a secret stands in some bytes. */
export const leaksIn = (bytes: Buffer, secrets: readonly Buffer[]): number =>
  secrets.filter((secret) => bytes.includes(secret)).length;

/** Words that come from the inside of a program: where its code stands, what went wrong in it, and its own modules. */
export const insideWords =
  /\bat .+:\d+:\d+|node:internal|Error:|node_modules|\/dist\/|\.(?:ts|js):\d+|OpenSSL|:SSL routines:/;
