/** What was seen in one place of a run: by whom it was done or judged, at which point, in which role, in which scenario, how often. */
export type SeenCell = readonly [what: string, point: string, role: string, scenario: string, facts: number];

/**
 * Cells as lines of text, one for each thing that was seen:
 *
 *   A18 | S01 RP-T gateway 12, RP-T iot-platform 12 | S12 RP-T gateway 10
 */
export function linesOf(cells: readonly SeenCell[]): readonly string[] {
  const things = new Map<string, Map<string, string[]>>();
  for (const [what, point, role, scenario, facts] of cells) {
    const places = things.get(what) ?? new Map<string, string[]>();
    things.set(what, places);
    places.set(scenario, [...(places.get(scenario) ?? []), `${point} ${role} ${facts}`]);
  }
  return [...things].map(([what, places]) =>
    [what, ...[...places].map(([scenario, told]) => `${scenario} ${told.join(', ')}`)].join(' | '),
  );
}

/** The cells that lines tell of. Throws a RangeError where a line is none. */
export function cellsTold(text: string): readonly SeenCell[] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [what, ...places] = line.split(' | ');
      return places.flatMap((place) => {
        const [scenario, ...words] = place.split(' ');
        return words
          .join(' ')
          .split(', ')
          .map((told): SeenCell => {
            const found = /^(.+) (\S+) (\d+)$/.exec(told);
            if (found === null) throw new RangeError(`no cell of ${what} in ${scenario}: ${told}`);
            return [what!, found[1]!, found[2]!, scenario!, Number(found[3])];
          });
      });
    });
}
