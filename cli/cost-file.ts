import { z } from 'zod';
import { deviceClasses, operations, type CostTables } from '../sim/framework/costs.ts';
import { FaultyRequest, quoted } from './fault.ts';

const nanoseconds = z.number().min(0).max(1e12);
const perOperation = z.strictObject(
  Object.fromEntries(operations.map((operation) => [operation, nanoseconds])) as Record<
    (typeof operations)[number],
    typeof nanoseconds
  >,
);
const table = z.strictObject({
  name: z.string().min(1),
  source: z.string().min(1),
  fixedNs: perOperation,
  perByteNs: perOperation,
});
const tables = z.strictObject(
  Object.fromEntries(deviceClasses.map((device) => [device, table])) as Record<
    (typeof deviceClasses)[number],
    typeof table
  >,
);

/** Reads cost tables from JSON: for each device class its name, source, and ns a call and a byte of every operation. */
export function readCosts(file: string, bytes: Uint8Array): CostTables {
  const where = `--costs ${quoted(file)}`;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new FaultyRequest(`not JSON (${quoted(String(error))})`, where, 'an object with one table a device class');
  }
  const read = tables.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  const path = issue.path.join('.') || 'the file';
  throw new FaultyRequest(
    `${quoted(path)}: ${issue.message.replaceAll('\n', ' ')}`,
    where,
    `device classes ${deviceClasses.join(', ')}`,
  );
}
