import type { LinkShape } from '../../sim/kernel/links.ts';
import type { HouseParameters } from './parameters.ts';
import { presets, shapeOf } from './presets.ts';
import type { PresetName } from './presets.ts';

/** Links of a house, and the kind of each; how long each takes is a parameter. */
const kinds = {
  radio: '802.15.4',
  lan: 'wi-fi',
  wan: 'wan',
  dataCentre: 'data-centre',
  provider: 'wan',
  person: '5g',
} as const satisfies Readonly<Record<string, PresetName>>;

type Link = keyof typeof kinds;

/** The shape of every link. */
export type Links = Readonly<Record<Link, LinkShape>>;

/** Shapes of links under the given parameters: only the radio loses anything. */
export const links = (parameters: HouseParameters): Links =>
  Object.fromEntries((Object.keys(kinds) as Link[]).map((link) => [link, shape(link, parameters)])) as unknown as Links;

/** A link of a kind that takes so long on average and loses such a share. */
export const linkOf = (
  preset: PresetName,
  latencyMillis: number,
  { latency }: Pick<HouseParameters, 'latency'>,
  lossShare = 0,
): LinkShape =>
  shapeOf(presets[preset], {
    latencyMillis,
    latency: latency === 'fixed' ? 'fixed' : 'lognormal',
    loss: lossShare > 0 ? { kind: 'bernoulli', p: lossShare } : { kind: 'none' },
  });

const shape = (link: Link, parameters: HouseParameters): LinkShape =>
  linkOf(kinds[link], parameters[`${link}Millis`], parameters, link === 'radio' ? parameters.lossShare : 0);
