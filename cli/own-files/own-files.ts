import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Attack } from '../../sim/framework/attack.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';
import { readWords } from '../arguments.ts';
import type { Words } from '../arguments.ts';
import type { Engine } from '../engine.ts';
import { FaultyRequest, oneLine, quoted } from '../fault.ts';
import { anyFile, nearestPath } from '../nearest-path.ts';
import { isAttack, isScenario, lacking } from './own-thing.ts';

const isOwn = (word: string): boolean => /\.m?[jt]s$/.test(word);

/** Files that a command line names in the place of a scenario or an attack; a line that is not understood names none. */
function filesNamed(argv: readonly string[], engine: Engine): readonly string[] {
  const words = understood(argv, { version: engine.version, canInspect: engine.inspect !== undefined });
  if (words?.command !== 'run' && words?.command !== 'describe') return [];
  const attacks = words.command === 'run' ? (words.flags.attack?.split(',') ?? []) : [];
  const files = [words.scenario, ...attacks].map((word) => word.trim()).filter(isOwn);
  if (files.length > 0 && words.command === 'run' && words.world === 'live')
    throw new FaultyRequest(
      `${quoted(files[0]!)} runs in the virtual world only`,
      'metarange live',
      `metarange run ${files[0]!}`,
    );
  return [...new Set(files)];
}

/** The words of a command line; undefined where it is wrong, which is told where it is read for good. */
function understood(argv: readonly string[], shape: Parameters<typeof readWords>[1]): Words | undefined {
  try {
    return readWords(argv, shape);
  } catch (error) {
    if (error instanceof FaultyRequest) return undefined;
    throw error;
  }
}

/** What a file exports that the range can use. Throws the fault of a file that cannot be read, run or used. */
async function thingsOf(file: string): Promise<readonly (Scenario | Attack)[]> {
  if (!existsSync(file))
    throw new FaultyRequest(`no file ${quoted(file)} (ENOENT)`, 'metarange run', nearestPath(file, anyFile));
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = (await import(pathToFileURL(resolve(file)).href)) as typeof exported;
  } catch (error) {
    const what = oneLine(error instanceof Error ? error.message : String(error), 300);
    throw new FaultyRequest(
      `${quoted(file)} does not run: ${what}`,
      'metarange run',
      'a file that exports a scenario or an attack',
    );
  }
  const things = Object.values(exported).filter((one) => isScenario(one) || isAttack(one));
  if (things.length === 0)
    throw new FaultyRequest(
      `${quoted(file)} exports no scenario and no attack`,
      'metarange run',
      'export const mine = houseScenario({ ... })',
    );
  for (const thing of things) {
    const missing = lacking(thing);
    if (missing !== undefined)
      throw new FaultyRequest(
        `${thing.id} of ${quoted(file)} has no ${missing}`,
        'metarange run',
        'every field of its contract',
      );
  }
  return things;
}

/**
 * The engine with what the command line's own files hold beside its catalogue. A scenario or attack is then known by its file, its name
 * and its id; an id or name that is taken already is a fault.
 */
export async function withOwnFiles(argv: readonly string[], engine: Engine): Promise<Engine> {
  const files = filesNamed(argv, engine);
  if (files.length === 0) return engine;
  register('./hooks.js', import.meta.url);
  let { scenarios, attacks } = engine.catalogue;
  for (const file of files) {
    for (const thing of await thingsOf(file)) {
      const known: readonly { readonly id: string; readonly name: string }[] = isScenario(thing) ? scenarios : attacks;
      const taken = known.find(({ id, name }) => id === thing.id || name === thing.name);
      if (taken !== undefined)
        throw new FaultyRequest(
          `${thing.id} ${thing.name} of ${quoted(file)}: ${taken.id} ${taken.name} is there already`,
          'metarange run',
          `an id and a name of its own, such as ${thing.id[0]}900 my-${thing.name}`,
        );
      if (isScenario(thing)) scenarios = [...scenarios, { ...thing, file }];
      else attacks = [...attacks, { ...thing, file }];
    }
  }
  return { ...engine, catalogue: { ...engine.catalogue, scenarios, attacks } };
}
