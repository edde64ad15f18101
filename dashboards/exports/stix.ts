import { createHash } from 'node:crypto';
import type { RunResult } from '../../metrics/results/summary.ts';
import { outcomeWords } from './outcome-words.ts';
import { referenceOf } from './references.ts';
import type { Reference } from './references.ts';

/** An object of a STIX 2.1 bundle. */
export interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly spec_version: '2.1';
  readonly created: string;
  readonly modified: string;
  readonly [property: string]: unknown;
}

/** A STIX 2.1 bundle. */
export interface StixBundle {
  readonly type: 'bundle';
  readonly id: string;
  readonly objects: readonly StixObject[];
}

/** Namespace of identifiers here, so that the same attack has the same one in every bundle (UUID of `metarange`, drawn once). */
const namespace = '6f0c9a52-6f6e-4b1b-9d0e-3b7f2c5a9e41';

/** Name-based identifier (RFC 9562, version 5). */
function uuidOf(name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** By catalogue: what readers of STIX know it as. */
const sourceNames: Readonly<Record<Reference['catalogue'], string>> = {
  'enterprise-attack': 'mitre-attack',
  'ics-attack': 'mitre-attack',
  atlas: 'mitre-atlas',
  emb3d: 'mitre-emb3d',
  capec: 'capec',
};

const externalReference = (text: string): object => {
  const found = referenceOf(text);
  if (found === undefined) return { source_name: 'literature', description: text };
  const release = found.release === null ? {} : { description: `checked in release ${found.release}` };
  return { source_name: sourceNames[found.catalogue], external_id: found.id, ...release };
};

/**
 * A bundle of what a run tried: each attack as an attack pattern, each control that is said to beat it as a course of action that
 * mitigates it, and what came of it in each arm as a note. Nothing here was seen in the world, so there are no sightings.
 */
export function stixBundle({ manifest, arms }: RunResult): StixBundle {
  const stamp = manifest.startedAt;
  const object = (type: string, name: string, properties: object): StixObject => ({
    type,
    id: `${type}--${uuidOf(`${type} ${name}`)}`,
    spec_version: '2.1',
    created: stamp,
    modified: stamp,
    ...properties,
  });
  const { scenario, seed, command, product } = manifest;
  const run = `${scenario} ${seed} ${command} ${stamp}`;
  const maker = object('identity', product.name, { name: product.name, identity_class: 'system' });
  const by = { created_by_ref: maker.id };
  const legends = arms.map((arm) => arm.legend);
  const attacks = Object.entries(Object.assign({}, ...legends.map((one) => one?.attacks ?? {}))) as [
    string,
    NonNullable<NonNullable<(typeof legends)[number]>['attacks']>[string],
  ][];
  const controls: Readonly<Record<string, string>> = Object.assign({}, ...legends.map((one) => one?.controls ?? {}));

  const patterns = new Map(
    attacks.map(([id, { name, summary, references }]) => [
      id,
      object('attack-pattern', `${id} ${name}`, {
        ...by,
        name: `${id} ${name}`,
        description: summary,
        external_references: [{ source_name: product.name, external_id: id }, ...references.map(externalReference)],
      }),
    ]),
  );
  const beating = [...new Set(attacks.flatMap(([, { beatenBy }]) => beatenBy))].toSorted();
  const actions = new Map(
    beating.map((id) => [
      id,
      object('course-of-action', id, {
        ...by,
        name: `${id} ${controls[id] ?? ''}`.trim(),
        external_references: [{ source_name: product.name, external_id: id }],
      }),
    ]),
  );
  const mitigations = attacks.flatMap(([id, { beatenBy }]) =>
    beatenBy.map((control) =>
      object('relationship', `${control} mitigates ${id}`, {
        ...by,
        relationship_type: 'mitigates',
        source_ref: actions.get(control)!.id,
        target_ref: patterns.get(id)!.id,
      }),
    ),
  );
  const notes = attacks.flatMap(([id]) => {
    const told = arms.flatMap((arm) => outcomeWords(arm, id) ?? []);
    if (told.length === 0) return [];
    const content = `${told.join('\n')}\n\nSimulated: ${scenario}, seed ${seed}. Again: ${command}`;
    return object('note', `${run} ${id}`, {
      ...by,
      abstract: `${id} in ${scenario}`,
      content,
      object_refs: [patterns.get(id)!.id],
    });
  });
  const contents = [...patterns.values(), ...actions.values(), ...mitigations, ...notes];
  const report = object('report', run, {
    ...by,
    name: `${product.name}: ${scenario} under ${manifest.profile}`,
    description: `A simulation, not an observation. Built from the public scope; clause text not seen. Again: ${command}`,
    published: stamp,
    report_types: ['attack-pattern'],
    // A report is of something: where no attack ran, of who made it.
    object_refs: contents.length === 0 ? [maker.id] : contents.map(({ id }) => id),
  });
  return { type: 'bundle', id: `bundle--${uuidOf(`bundle ${run}`)}`, objects: [maker, ...contents, report] };
}
