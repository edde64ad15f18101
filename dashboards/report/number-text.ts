/** What stands where nothing was observed; never 0. */
export const unknown = 'unknown';

const narrowSpace = '\u202f';

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, narrowSpace);

/** A number to four significant digits, thousands grouped, without an exponent where people can do without. */
export function numberText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return unknown;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e12 || size < 1e-4) return value.toExponential(2);
  if (Number.isInteger(value)) return (value < 0 ? '\u2212' : '') + grouped(String(size));
  const rounded = size >= 1000 ? size.toFixed(0) : String(Number(size.toPrecision(4)));
  const [whole, fraction] = rounded.split('.');
  return (value < 0 ? '\u2212' : '') + grouped(whole!) + (fraction === undefined ? '' : `.${fraction}`);
}

/** A count in little room: 950, 12.4 k, 3.1 M. */
export function compactText(value: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  const step = steps.find(([size]) => value >= size);
  return step ? `${Number((value / step[0]).toPrecision(3))}${narrowSpace}${step[1]}` : numberText(value);
}

/** A share of one as a percentage: 0 %, 0.021 %, 0.4 %, 97.2 %, 100 %. Only exactly 0 and 1 read so. */
export function percentText(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return unknown;
  if (share < 0) return `\u2212${percentText(-share)}`;
  if (share > 0 && share < 0.00001) return `< 0.001${narrowSpace}%`;
  if (share > 0 && share < 0.001) return `${Number((share * 100).toPrecision(2))}${narrowSpace}%`;
  if (share < 1 && share >= 0.9995) return `> 99.9${narrowSpace}%`;
  return `${Number((share * 100).toFixed(1))}${narrowSpace}%`;
}

/** Simulated seconds as people read them: 850 ms, 12.4 s, 3 min 12 s, 1 h 05 min. */
export function secondsText(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return unknown;
  if (seconds === 0) return '0 s';
  if (seconds < 1) return `${numberText(Number((seconds * 1000).toPrecision(3)))} ms`;
  if (seconds < 60) return `${Number(seconds.toPrecision(3))} s`;
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${numberText(Math.floor(whole / 3600))} h ${two(Math.floor(whole / 60) % 60)} min`;
}
