import { createServer, type AddressInfo } from 'node:net';

// The other end of the loopback: sends back what it hears, and says what that cost it. It lives no longer than its parent.

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => socket.write(bytes));
});
process.once('disconnect', () => process.exit(0));
process.on('message', () => process.send!({ cpuMicros: cpuMicros() }));
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));

const cpuMicros = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
