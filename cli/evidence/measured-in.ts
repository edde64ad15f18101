import type { AttackId } from '../../sim/framework/attack.ts';
import type { AttackerClass } from '../../sim/framework/attacker.ts';
import type { MetricId } from '../../sim/framework/metric.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';

/** What metrics are shown to have a value in. */
export type MeasuredRun = { readonly profile: ProfileName; readonly metrics: readonly MetricId[] } & (
  | {
      /** A run under this attack, in the scenario where it is studied and on those terms. */
      readonly attack: AttackId;
      /** By an attacker of this class, which says what things cost. */
      readonly by?: AttackerClass['id'];
      /** Beside a run without attack that shares its random numbers. */
      readonly beside?: 'honest play';
    }
  /** An honest run of size smoke of this scenario. */
  | { readonly scenario: string }
  /** A sweep of the offered load: times between two reports of a sensor, s, of runs of the meeting room. */
  | { readonly reportSeconds: readonly number[] }
);

/** For each metric one run in which it has a value: the cheapest that was found. */
export const measuredIn: readonly MeasuredRun[] = [
  {
    attack: 'A22',
    profile: 'none',
    metrics: ['M01', 'M02', 'M04', 'M05', 'M12', 'M13', 'M14', 'M15', 'M16', 'M17', 'M18', 'M26', 'M28', 'M31', 'M54'],
  },
  {
    attack: 'A22',
    profile: 'framework',
    metrics: ['M19', 'M20', 'M21', 'M24', 'M25', 'M27', 'M34', 'M38', 'M39', 'M48', 'M55'],
  },
  { attack: 'A20', profile: 'none', metrics: ['M10', 'M50'] },
  { attack: 'A20', by: 'P1', profile: 'none', metrics: ['M03'] },
  { attack: 'A07', profile: 'none', metrics: ['M06'] },
  { attack: 'A33', profile: 'none', metrics: ['M08', 'M40'] },
  { attack: 'A24', profile: 'none', beside: 'honest play', metrics: ['M32', 'M47'] },
  { attack: 'A33', profile: 'framework', metrics: ['M23', 'M29', 'M30', 'M33', 'M36'] },
  { attack: 'A42', profile: 'none', metrics: ['M09', 'M53'] },
  { attack: 'A42', profile: 'framework', metrics: ['M22'] },
  { attack: 'A51', profile: 'none', metrics: ['M52'] },
  { attack: 'A13', profile: 'none', metrics: ['M07', 'M11', 'M58'] },
  { attack: 'A49', profile: 'none', metrics: ['M35', 'M56'] },
  { attack: 'A17', profile: 'none', metrics: ['M41', 'M42', 'M62'] },
  { attack: 'A53', profile: 'none', metrics: ['M43', 'M44', 'M51'] },
  { attack: 'A34', profile: 'framework', metrics: ['M46'] },
  { attack: 'A46', profile: 'none', metrics: ['M49', 'M65'] },
  { scenario: 'S02', profile: 'framework', metrics: ['M45'] },
  { reportSeconds: [8, 1], profile: 'framework', metrics: ['M37'] },
  { attack: 'A15', profile: 'none', metrics: ['M59', 'M60'] },
];
