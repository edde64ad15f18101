import { createHash } from 'node:crypto';
import { parseTrace, TraceError } from '../scenarios/trace.ts';
import type { Trace } from '../sim/framework/environment.ts';
import { FaultyRequest, oneLine, quoted } from './fault.ts';

/** A recording that drives a scenario, with what a manifest says of its file. */
export interface NamedTrace {
  readonly file: string;
  readonly sha256: string;
  readonly recording: Trace;
}

const expected = 'a header with date, Temperature, Humidity, Light, CO2, and one row a sample';

/** Reads a recording from the bytes of its file. Throws the fault of the first broken row, by its line. */
export function readTrace(file: string, bytes: Uint8Array): NamedTrace {
  try {
    const recording = parseTrace(new TextDecoder().decode(bytes));
    return { file, sha256: createHash('sha256').update(bytes).digest('hex'), recording };
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    const what = error.message.replace(/^trace: /, '');
    // The reader quotes fields, but names of columns come from the file as they are.
    throw new FaultyRequest(`broken trace: ${oneLine(what, 200)}`, `--trace ${quoted(file)}`, expected);
  }
}
