/** One thing that can be reached at run time from what somebody was given, and the way to it. */
export interface Reached {
  readonly value: object;
  readonly way: string;
}

const builtIn = new Set<unknown>([
  Object.prototype,
  Function.prototype,
  Array.prototype,
  Map.prototype,
  Set.prototype,
  WeakMap.prototype,
  Object.getPrototypeOf(Int8Array.prototype),
  Object.getPrototypeOf(function* () {}.prototype),
]);
/** More objects than anybody is ever given. */
const most = 50_000;

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Everything that properties, getters, prototypes and entries lead to, whatever types say about it. */
export function reach(root: unknown, name: string): readonly Reached[] {
  const known = new Set<object>();
  const found: Reached[] = [];
  const meet = (value: unknown, way: string): void => {
    if (!isObject(value) || known.has(value) || builtIn.has(value)) return;
    known.add(value);
    found.push({ value, way });
  };
  meet(root, name);
  for (let next = 0; next < found.length; next++) {
    if (next > most)
      throw new RangeError(`${name} leads to more than ${most} objects, the last at ${found[next]!.way}`);
    const { value, way } = found[next]!;
    if (ArrayBuffer.isView(value)) meet(value.buffer, `${way}.buffer`);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) continue;
    if (value instanceof Map)
      value.forEach((entry, key) => (meet(key, `${way}.key`), meet(entry, `${way}.get(${String(key)})`)));
    if (value instanceof Set) value.forEach((entry) => meet(entry, `${way}.entry`));
    for (
      let holder: object | null = value;
      holder !== null && !builtIn.has(holder);
      holder = Object.getPrototypeOf(holder) as object | null
    ) {
      meet(holder, `${way}.prototype`);
      for (const key of Reflect.ownKeys(holder)) meet(read(holder, key, value), `${way}.${String(key)}`);
    }
  }
  return found;
}

function read(holder: object, key: string | symbol, receiver: object): unknown {
  try {
    return Reflect.get(holder, key, receiver) as unknown;
  } catch {
    // A getter that does not serve this receiver leads nowhere.
    return undefined;
  }
}

/** Names of all that a value offers, its prototypes included. */
export function offered(value: object): readonly string[] {
  const names = new Set<string>();
  for (
    let holder: object | null = value;
    holder !== null && !builtIn.has(holder);
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    for (const key of Reflect.ownKeys(holder)) names.add(String(key));
  }
  names.delete('constructor');
  return [...names].toSorted((a, b) => (a < b ? -1 : 1));
}
