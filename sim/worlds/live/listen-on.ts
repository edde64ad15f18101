import type { AddressInfo, Server } from 'node:net';

/**
 * Begins to listen on a port of the loopback, 0 for any that is free, and gives its number. Rejects with the system's error. `missed`
 * hears of connections that could not be taken later, for want of a descriptor; those that stand go on.
 */
export function listenOn(server: Server, port: number, missed: () => void = () => undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.off('error', reject).on('error', missed);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
