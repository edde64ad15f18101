import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  deviceClasses,
  operations,
  stackWork,
  type CostTable,
  type CostTables,
  type DeviceClass,
  type Operation,
  type StackWork,
} from '../sim/framework/costs.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { nearestName } from './nearest.ts';

/** Cost tables from a file, with what a manifest says of it. */
export interface NamedCosts {
  readonly file: string;
  readonly sha256: string;
  readonly tables: CostTables;
}

/** One device class as `list costs` shows it, and as a file gives it. */
export interface CostRow {
  /** The device class. */
  readonly id: DeviceClass;
  readonly name: string;
  /** Where the figures come from. */
  readonly summary: string;
  readonly fixedNs: CostTable['fixedNs'];
  readonly perByteNs: CostTable['perByteNs'];
  /** Work of a real stack beside the operations, where it was measured apart. */
  readonly stack?: NonNullable<CostTable['stack']>;
  /** The same for single figures, where it is known. */
  readonly sources?: NonNullable<CostTable['sources']>;
}

/** Cost tables as they are listed. */
export const costRows = (tables: CostTables): readonly CostRow[] =>
  deviceClasses.map((id) => {
    const { name, source, fixedNs, perByteNs, stack, sources } = tables[id];
    const row = { id, name, summary: source, fixedNs, perByteNs, ...(stack === undefined ? {} : { stack }) };
    return sources === undefined ? row : { ...row, sources };
  });

const nanoseconds = z.number().min(0).max(1e12);
const perOperation = <Value extends z.ZodType>(value: Value) =>
  z.strictObject(
    Object.fromEntries(operations.map((operation) => [operation, value.optional()])) as Record<
      Operation,
      z.ZodOptional<Value>
    >,
  );
const stackTime = z.strictObject({ fixedNs: nanoseconds, perByteNs: nanoseconds });
const rowFields = {
  id: z.enum(deviceClasses),
  name: z.string().min(1),
  summary: z.string().min(1),
  fixedNs: perOperation(nanoseconds).optional(),
  perByteNs: perOperation(nanoseconds).optional(),
  stack: z
    .strictObject(
      Object.fromEntries(stackWork.map((work) => [work, stackTime.optional()])) as Record<
        StackWork,
        z.ZodOptional<typeof stackTime>
      >,
    )
    .optional(),
  sources: perOperation(z.string().min(1)).optional(),
};
/** Beside the tables a file may say how they were measured, which decides nothing. */
const document = z.strictObject({
  costs: z.array(z.strictObject(rowFields)).min(1),
  calibration: z.looseObject({ schemaVersion: z.literal(1) }).optional(),
});

type Issue = z.core.$ZodIssue;

/** Names that may stand where an issue was found. */
const namesAt = ({ path }: Issue): readonly string[] => {
  if (path.length === 0) return ['costs', 'calibration'];
  const field = path.at(-1);
  if (field === 'id') return deviceClasses;
  if (field === 'stack') return stackWork;
  return field === 'fixedNs' || field === 'perByteNs' || field === 'sources' ? operations : Object.keys(rowFields);
};

const valueAt = (value: unknown, path: Issue['path']): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key], value);

const faultOf = (issue: Issue, value: unknown, where: string): FaultyRequest => {
  const place = issue.path.join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    return new FaultyRequest(`unknown name ${quoted(key)} in ${place}`, where, nearestName(key, namesAt(issue)));
  }
  const found = valueAt(value, issue.path);
  if (issue.path.at(-1) === 'id') {
    const text = typeof found === 'string' ? found : '';
    return new FaultyRequest(`${place}: unknown device class ${quoted(text)}`, where, nearestName(text, deviceClasses));
  }
  if (issue.path.at(-2) !== 'sources' && operations.some((operation) => operation === issue.path.at(-1)))
    return new FaultyRequest(
      `${place}: ${quoted(String(JSON.stringify(found)))} is no time`,
      where,
      '0 to 1000000000000 (ns)',
    );
  const message = issue.message.replaceAll(/\s+/g, ' ').slice(0, 160);
  return new FaultyRequest(`${place}: ${quoted(message)}`, where, 'what metarange list costs --json prints');
};

/**
 * Reads cost tables from JSON, in the shape that `list costs --json` prints: of each device class that it names, a name, a
 * source (`summary`), and ns a call (`fixedNs`) and a byte (`perByteNs`) of its operations. Operations and classes that it
 * leaves out cost what is published.
 */
export function readCosts(file: string, bytes: Uint8Array, published: CostTables): NamedCosts {
  const where = `--costs ${quoted(file)}`;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new FaultyRequest(`not JSON (${quoted(String(error))})`, where, 'what metarange list costs --json prints');
  }
  const read = document.safeParse(value);
  if (!read.success) throw faultOf(read.error.issues[0]!, value, where);
  const tables: Record<DeviceClass, CostTable> = { ...published };
  const seen = new Set<DeviceClass>();
  for (const { id, name, summary, fixedNs, perByteNs, stack, sources } of read.data.costs) {
    if (seen.has(id)) {
      const other = deviceClasses.find((device) => !seen.has(device)) ?? 'each once';
      throw new FaultyRequest(`device class ${id} stands there twice`, where, other);
    }
    seen.add(id);
    const before = published[id];
    const changed: readonly string[] = [...Object.keys(known(fixedNs)), ...Object.keys(known(perByteNs))];
    // What the file sets without a source of its own has none any more.
    const kept = Object.entries(before.sources ?? {}).filter(([operation]) => !changed.includes(operation));
    tables[id] = {
      name,
      source: summary,
      fixedNs: { ...before.fixedNs, ...known(fixedNs) },
      perByteNs: { ...before.perByteNs, ...known(perByteNs) },
      ...(stack === undefined ? {} : { stack: known(stack) }),
      ...(before.sources === undefined && sources === undefined
        ? {}
        : { sources: { ...Object.fromEntries(kept), ...known(sources) } }),
    };
  }
  return { file, sha256: createHash('sha256').update(bytes).digest('hex'), tables };
}

/** Whether a file holds cost tables. */
export function isCostFile(bytes: Uint8Array): boolean {
  try {
    return document.safeParse(JSON.parse(new TextDecoder().decode(bytes))).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const known = <Name extends string, Value>(values: Readonly<Partial<Record<Name, Value | undefined>>> | undefined) =>
  Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== undefined)) as Partial<
    Record<Name, Value>
  >;
