import { points } from '../../../sim/framework/figure.ts';
import { flipped, noise } from './assault.ts';
import type { Assault } from './assault.ts';
import { ask, come, goOn, knockBytes, over, say, sayAndWait, secure, upgradeRequest } from './visitor.ts';

const clientHello = Buffer.from(`16030100c8010000c40303${'5a'.repeat(200)}`, 'hex');
const closeAlert = Buffer.from('15030300020100', 'hex');

/** What is said before a door lets anybody go on, and in the TLS and the request that follow. */
export const knocks: readonly Assault[] = [
  {
    name: 'random bytes in place of a knock',
    visits: 200,
    quickVisits: 40,
    together: 8,
    ends: /^(no-knock|hung-up)$/,
    visit: (place) => say(place, noise(place, 1 + place.random.below(400))),
  },
  {
    name: 'a knock cut short',
    visits: 100,
    quickVisits: 20,
    together: 8,
    ends: /^(no-knock|hung-up)$/,
    visit: (place) => {
      const whole = knockBytes(place, place.approach());
      return say(place, whole.subarray(0, place.random.below(whole.length)));
    },
  },
  {
    name: 'a right knock with one bit flipped',
    visits: 300,
    quickVisits: 60,
    together: 8,
    ends: /^(no-knock|no-such-wire|malformed-flight|given-a-cookie|hung-up|table-full|C24 rate|C43 .*)$/,
    visit: (place) => say(place, flipped(place, knockBytes(place, place.approach()))),
  },
  {
    name: 'a length that lies',
    visits: 40,
    quickVisits: 12,
    together: 8,
    ends: /^(no-knock|hung-up)$/,
    visit: (place, index) => {
      const whole = knockBytes(place, place.approach());
      whole.writeUInt16BE(index % 2 === 0 ? 0xffff : 5000 + index, 3);
      return say(place, whole);
    },
  },
  {
    name: 'HTTP in place of a knock',
    visits: 40,
    quickVisits: 10,
    together: 8,
    ends: /^no-knock$/,
    visit: (place) => say(place, Buffer.from(upgradeRequest(noise(place, 40)))),
  },
  {
    name: 'TLS in place of a knock',
    visits: 40,
    quickVisits: 10,
    together: 8,
    ends: /^no-knock$/,
    visit: (place) => say(place, clientHello),
  },
  {
    name: 'a knock for nobody, at no point, from nowhere',
    visits: 60,
    quickVisits: 12,
    together: 8,
    ends: /^no-such-wire$/,
    visit: (place, index) => {
      const { random } = place;
      const wrong = [
        { to: -1 - random.below(1e6) },
        { to: 1e6 + random.below(1e6) },
        { point: points.length + random.below(200) },
        { source: -1 - random.below(1e9) },
        { source: 1e6 + random.below(1e9) },
      ][index % 5]!;
      return sayAndWait(place, knockBytes(place, place.approach(), wrong));
    },
  },
  {
    name: 'a flight that is none, from a node that is none',
    visits: 40,
    quickVisits: 12,
    ends: /^(malformed-flight|C24 rate|C43 .*)$/,
    visit: async (place) => {
      const from = place.random.below(2 ** 31);
      await goOn(place, place.approach(), { from, offer: noise(place, place.random.below(300)) });
    },
  },
  {
    name: 'garbage where TLS should begin',
    visits: 30,
    quickVisits: 10,
    // A record that says it is longer than what came is waited for.
    ends: /^(tls|too-slow|C24 rate)$/,
    together: 4,
    visit: async (place) => {
      const gone = await goOn(place, place.approach());
      if (gone === undefined) return;
      gone.socket.write(Buffer.concat([Buffer.from([0x16, 0x03, 0x01]), noise(place, 300)]));
      await over(gone.socket);
    },
  },
  {
    name: 'a TLS hello with one bit flipped, or an alert',
    visits: 30,
    quickVisits: 10,
    ends: /^(tls|hung-up|too-slow|C24 rate)$/,
    visit: async (place, index) => {
      const gone = await goOn(place, place.approach());
      if (gone === undefined) return;
      gone.socket.end(index % 3 === 0 ? closeAlert : flipped(place, clientHello));
      await over(gone.socket);
    },
  },
  {
    name: 'TLS 1.2',
    visits: 20,
    quickVisits: 6,
    ends: /^(tls|C24 rate)$/,
    visit: async (place) => {
      const gone = await goOn(place, place.approach());
      if (gone === undefined) return;
      const options = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
      await secure(place, gone.socket, null, options);
      await over(gone.socket);
    },
  },
  {
    name: 'over TLS: no upgrade, garbage, endless headers, a flight that is none',
    visits: 60,
    quickVisits: 16,
    ends: /^(no-upgrade|malformed-flight|hung-up|C24 rate)$/,
    visit: async (place, index) => {
      const gone = await goOn(place, place.approach());
      if (gone === undefined) return;
      const secured = await secure(place, gone.socket, null);
      if (secured === undefined) return;
      const requests = [
        'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
        'POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n',
        'GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n',
        'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
        noise(place, 200).toString('latin1'),
        upgradeRequest(Buffer.alloc(0), `X: ${'a'.repeat(20_000)}\r\n`),
        upgradeRequest(noise(place, 60)),
        upgradeRequest(Buffer.alloc(0)),
      ];
      await ask(secured, requests[index % requests.length]!);
      secured.destroy();
      await over(gone.socket);
    },
  },
  {
    name: 'more connections than there is room for',
    visits: 700,
    quickVisits: 560,
    together: 700,
    ends: /^(door-full|too-slow)$/,
    visit: (place) => sayAndWait(place, Buffer.alloc(0)),
  },
];

/** Who says a little, and then no more: at every step of the way in. */
export const dawdlers: readonly Assault[] = [
  {
    name: 'slow: before the knock, and within it',
    visits: 20,
    quickVisits: 8,
    together: 20,
    ends: /^too-slow$/,
    visit: (place, index) => sayAndWait(place, knockBytes(place, place.approach()).subarray(0, index)),
  },
  {
    name: 'slow: byte by byte',
    visits: 10,
    quickVisits: 4,
    together: 10,
    ends: /^too-slow$/,
    visit: async (place) => {
      const socket = come(place);
      const bytes = knockBytes(place, place.approach());
      let at = 0;
      const drip = setInterval(() => socket.write(bytes.subarray(at, ++at)), 500);
      await over(socket);
      clearInterval(drip);
    },
  },
  {
    name: 'slow: after the knock, within TLS, within the request',
    visits: 18,
    quickVisits: 9,
    together: 18,
    ends: /^(too-slow|C24 rate)$/,
    visit: async (place, index) => {
      const gone = await goOn(place, place.approach());
      if (gone === undefined) return;
      if (index % 3 === 1) gone.socket.write(clientHello.subarray(0, 50));
      if (index % 3 === 2) (await secure(place, gone.socket, null))?.write('GET / HTTP/1.1\r\nHost: x\r\nX: ');
      await over(gone.socket);
    },
  },
];
