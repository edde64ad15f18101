#!/usr/bin/env node
import { exitCodes } from './command-io.ts';
import { faultLine } from './fault.ts';
import { signalOf } from './interruption.ts';
import { main } from './main.ts';
import { range } from './range.ts';

// A reader that has seen enough (`metarange list attacks | head`) closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  const what = `cannot write (${error.code ?? error.message})`;
  process.stderr.write(`${faultLine({ what, where: 'the standard output', nearest: '--out FOLDER' })}\n`);
  process.exit(exitCodes.wrongRequest);
});

process.exitCode = await main(
  process.argv.slice(2),
  {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    // A terminal that does not know its width says 0.
    columns: process.stderr.columns || 80,
    now: () => performance.now(),
  },
  range,
);

// Whoever started the command must see that a signal ended it: a loop of a shell goes on otherwise.
const signal = signalOf(Number(process.exitCode));
if (signal !== undefined) process.kill(process.pid, signal);
