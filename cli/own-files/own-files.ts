import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Attack } from '../../sim/framework/attack.ts';
import type { Control } from '../../sim/framework/control.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';
import type { Study } from '../../sim/framework/study.ts';
import { readWords } from '../arguments.ts';
import type { Words } from '../command-words.ts';
import type { Catalogue, Engine, OwnPlace } from '../engine.ts';
import { FaultyRequest, oneLine, quoted } from '../fault.ts';
import type { RequestFault } from '../fault.ts';
import { anyFile, nearestPath } from '../nearest-path.ts';
import { ofTheUser } from './hooks.ts';
import { kindOf, lacking, ownKinds } from './own-thing.ts';
import type { OwnKind, OwnThing } from './own-thing.ts';

/** A thing of the user's own, what it is, and the words by which the command line knows where it is from. */
interface Own {
  readonly thing: OwnThing;
  readonly kind: OwnKind;
  readonly from: string;
}

const isFile = (word: string): boolean => /\.m?[jt]s$/.test(word);

/** A name that the package registry allows; a folder or an address is none. */
const isPackage = (word: string): boolean => /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/.test(word);

/** Files and packages that a command line names; a line that is not understood names none. */
function named(argv: readonly string[], engine: Engine): readonly string[] {
  const words = understood(argv, { version: engine.version, canInspect: engine.inspect !== undefined });
  if (words === undefined) return [];
  const { with: beside, places } = placesIn(words);
  const strange = beside.find((word) => !isFile(word) && !isPackage(word));
  if (strange !== undefined)
    throw new FaultyRequest(`no file or package ${quoted(strange)}`, '--with', nearestPath(strange, anyFile));
  const files = places.filter(isFile);
  if (files.length > 0 && words.command === 'run' && words.world === 'live')
    throw new FaultyRequest(
      `${quoted(files[0]!)} runs in the virtual world only`,
      'metarange live',
      `metarange run ${files[0]!}`,
    );
  return [...new Set([...files, ...beside])];
}

/** The words of a command line that may name something of the user's own. */
function placesIn(words: Words): { readonly with: readonly string[]; readonly places: readonly string[] } {
  const listed = (text: string): readonly string[] => text.split(',').map((word) => word.trim());
  switch (words.command) {
    case 'run':
      return {
        with: words.flags.with.flatMap(listed),
        places: [words.scenario, ...listed(words.flags.attack ?? '')],
      };
    case 'describe':
      return { with: words.flags.with.flatMap(listed), places: [words.scenario] };
    case 'sweep':
      return { with: words.flags.with.flatMap(listed), places: [words.study] };
    case 'list':
      return { with: words.with.flatMap(listed), places: [] };
    default:
      return { with: [], places: [] };
  }
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

const kinds = ownKinds.map(({ kind }) => kind).join(', ');

/** What a file or package exports that the range can use. Throws the fault of one that cannot be read, run or used. */
/** Whether it is the package itself that is not there, and nothing that it imports. */
const isMissing = (error: unknown, name: string): boolean =>
  (error as { readonly code?: unknown }).code === 'ERR_MODULE_NOT_FOUND' &&
  String((error as { readonly message?: unknown }).message).includes(
    `'${name}' imported from ${join(process.cwd(), ofTheUser)}`,
  );

async function thingsOf(from: string, where: string): Promise<readonly Own[]> {
  if (isFile(from) && !existsSync(from))
    throw new FaultyRequest(`no file ${quoted(from)} (ENOENT)`, where, nearestPath(from, anyFile));
  let exported: Readonly<Record<string, unknown>>;
  try {
    const place = isFile(from) ? pathToFileURL(resolve(from)).href : `metarange-package:${from}`;
    exported = (await import(place)) as typeof exported;
  } catch (error) {
    if (!isFile(from) && isMissing(error, from))
      throw new FaultyRequest(`no package ${quoted(from)} here`, where, `npm install ${from}`);
    const what = oneLine(error instanceof Error ? error.message : String(error), 300);
    throw new FaultyRequest(`${quoted(from)} does not run: ${what}`, where, `what exports a ${kinds}`);
  }
  const things = Object.values(exported).flatMap((thing): readonly Own[] => {
    const kind = kindOf(thing);
    return kind === undefined ? [] : [{ thing: thing as OwnThing, kind, from }];
  });
  if (things.length === 0)
    throw new FaultyRequest(
      `${quoted(from)} exports nothing of the range (${kinds})`,
      where,
      'export const mine: Attack = { ... }; metarange init attack writes one',
    );
  for (const { thing, kind } of things) {
    const missing = lacking(thing, kind);
    if (missing !== undefined)
      throw new FaultyRequest(
        `${kind.kind} ${quoted(String(thing.id))} of ${quoted(from)} has no ${missing}`,
        where,
        `every field of its contract: metarange init ${kind.kind}`,
      );
  }
  return things;
}

/** What went wrong while code of a file that the command line names ran; undefined where none of it did. */
export function ownFault(argv: readonly string[], error: unknown): RequestFault | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const file of new Set(argv.flatMap((word) => word.split(',').map((one) => one.trim())).filter(isFile))) {
    const url = pathToFileURL(resolve(file)).href;
    const frame = error.stack?.split('\n').find((line) => line.includes(`${url}:`));
    if (frame === undefined) continue;
    const line = frame.slice(frame.indexOf(url) + url.length + 1).split(':')[0]!;
    return {
      what: `${quoted(file)} fails at line ${line}: ${oneLine(`${error.name}: ${error.message}`, 300)}`,
      where: `metarange ${argv[0]!}`,
      nearest: 'what its types allow (attacks/README.md, cli/README.md)',
    };
  }
  return undefined;
}

/** A catalogue with one thing more, which must be new by its id and its name. */
function withThing(catalogue: Catalogue, { thing, kind, from }: Own, where: string): Catalogue {
  const things: readonly { readonly id: string; readonly name: string }[] =
    kind.kind === 'study' ? catalogue.studies : catalogue[`${kind.kind}s`];
  const taken = things.find(({ id, name }) => id === thing.id || name === thing.name);
  if (taken !== undefined)
    throw new FaultyRequest(
      `${thing.id} ${thing.name} of ${quoted(from)}: ${taken.id} ${taken.name} is there already`,
      where,
      `an id and a name of its own, such as ${kind.exampleId} my-${thing.name}`,
    );
  const { own = { controls: [], metrics: [] } } = catalogue;
  switch (kind.kind) {
    case 'scenario':
      return { ...catalogue, scenarios: [...catalogue.scenarios, { ...(thing as Scenario), file: from }] };
    case 'attack':
      return { ...catalogue, attacks: [...catalogue.attacks, { ...(thing as Attack), file: from }] };
    case 'study':
      return { ...catalogue, studies: [...catalogue.studies, { ...(thing as Study), file: from }] };
    case 'control': {
      const control = thing as Control;
      const rung = profileNames.indexOf(control.rung);
      return {
        ...catalogue,
        controls: [...catalogue.controls, control],
        profiles: catalogue.profiles.map((profile) =>
          profileNames.indexOf(profile.name) < rung
            ? profile
            : { ...profile, controls: [...profile.controls, control.id] },
        ),
        own: { ...own, controls: [...own.controls, control] },
      };
    }
    case 'metric': {
      const metric = thing as Metric;
      const { id, name, summary, unit, formula, values } = metric;
      return {
        ...catalogue,
        metrics: [...catalogue.metrics, { id, name, summary, unit, formula, values, over: 'run' }],
        own: { ...own, metrics: [...own.metrics, metric] },
      };
    }
  }
}

/**
 * The engine with what the command line's own files and packages hold beside its catalogue. A scenario, attack or study is then known by
 * its file, its name and its id; an id or name that is taken already is a fault. Controls and metrics take part in every run.
 */
export const withOwnFiles = async (argv: readonly string[], engine: Engine): Promise<Engine> =>
  withPlaces(named(argv, engine), engine, `metarange ${argv[0]!}`);

/** The engine with what these files and packages hold beside its catalogue. */
export async function withPlaces(places: readonly string[], engine: Engine, where: string): Promise<Engine> {
  if (places.length === 0) return engine;
  register('./hooks.js', import.meta.url);
  let { catalogue } = engine;
  const ownPlaces: OwnPlace[] = [];
  for (const place of places) {
    const things = await thingsOf(place, where);
    for (const own of things) catalogue = withThing(catalogue, own, where);
    ownPlaces.push({ from: place, plays: things.some(({ kind }) => kind.kind !== 'study') });
  }
  return { ...engine, catalogue: { ...catalogue, ownPlaces } };
}
