import type { WireTerm } from '../../framework/byte-suite.ts';
import { purposes, quantities } from '../../framework/datum.ts';
import type { Kind } from '../../framework/message.ts';

/** Whether a value off a wire is what a field of a body may be. */
type Check = (value: unknown) => boolean;

/** Longest name or key, and most elements of a list, that a body may hold (assumption: several times what components send). */
const longestText = 256;
const mostRecords = 64;
const mostValues = 4096;

const number: Check = (value) => typeof value === 'number';
const whole: Check = (value) => Number.isSafeInteger(value);
const node: Check = (value) => typeof value === 'number' && value === (value | 0);
const bit: Check = (value) => value === 0 || value === 1;
const text: Check = (value) => typeof value === 'string' && value.length <= longestText;
const oneOf = (words: readonly string[]): Check => {
  const known = new Set<unknown>(words);
  return (value) => known.has(value);
};
const nullable =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check, most: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(check);
const fields = (shape: Readonly<Record<string, Check>>): Check => {
  const names = Object.keys(shape);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const given = value as Readonly<Record<string, unknown>>;
    if (Object.keys(given).length !== names.length) return false;
    for (const name of names) if (!shape[name]!(given[name])) return false;
    return true;
  };
};

/** What the body of each kind of message must look like: who takes bytes from strangers must not trust their form. */
export function bodyShapes(termOf: (value: unknown) => WireTerm | null): Readonly<Record<Kind, Check>> {
  const term =
    (kind: WireTerm): Check =>
    (value) =>
      termOf(value) === kind;
  const quantity = oneOf(quantities);
  const purpose = oneOf(purposes);
  const feature = nullable(number);
  const roomWindow = fields({
    room: node,
    window: whole,
    temperature: feature,
    humidity: feature,
    light: feature,
    co2: feature,
    motion: feature,
  });
  const token = fields({
    holder: node,
    boundTo: text,
    scopes: listOf(text, mostRecords),
    expiresNs: number,
    serial: whole,
    signature: term('signature'),
  });
  const statusList = fields({
    version: whole,
    issuedNs: number,
    nextNs: number,
    revoked: listOf(whole, mostValues),
    signature: term('signature'),
  });
  const state = oneOf(['requested', 'offered', 'accepted', 'agreed', 'verified', 'finalised', 'terminated']);
  return {
    report: fields({ quantity, value: number, at: number }),
    command: fields({ quantity, value: number, person: node }),
    answer: fields({ done: bit }),
    enter: fields({ person: node }),
    entered: fields({ token: nullable(token) }),
    view: fields({ room: node, person: node }),
    scene: fields({ room: node, values: listOf(number, mostValues), occupied: number }),
    keep: fields({ key: text, record: roomWindow }),
    query: fields({ room: node, first: whole, person: node }),
    records: fields({ room: node, records: listOf(roomWindow, mostRecords) }),
    job: roomWindow,
    result: fields({ room: node, window: whole, occupied: bit }),
    contract: fields({ state, contract: whole, purpose, priceMicros: number, expiresNs: number }),
    enrol: fields({ identifier: text, request: nullable(term('request')) }),
    enrolled: fields({ credential: nullable(term('credential')) }),
    status: fields({ since: number }),
    statusList: fields({ list: nullable(statusList) }),
    entry: fields({ event: text, about: node }),
  };
}
