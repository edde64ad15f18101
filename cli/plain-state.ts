/** What a value of a state is as plain data: JSON has no typed arrays, maps, sets, absent values or numbers without end. */
export function plainState(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value === undefined) return null;
  if (typeof value === 'bigint') return String(value);
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Map) return [...value].map(plainState);
  if (ArrayBuffer.isView(value) || Array.isArray(value) || value instanceof Set)
    return Array.from(value as Iterable<unknown>, plainState);
  // Whatever is more than data (a key, a channel, a stream) is a capability: that it is there is told, and nothing of it.
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null)
    return `(${value.constructor.name})`;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainState(inner)]));
}

const isFlat = (value: unknown): boolean => value === null || typeof value !== 'object';

/** A value as a JSON document in which a list of numbers or words takes one line. */
export function compactJson(value: unknown, indent = ''): string {
  if (isFlat(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every(isFlat)) return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    return `[\n${value.map((item) => inner + compactJson(item, inner)).join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value as object).map(
    ([name, field]) => `${inner}${JSON.stringify(name)}: ${compactJson(field, inner)}`,
  );
  return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
}
