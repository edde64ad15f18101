/** How an input of a task is made less exact before it leaves for outside work. */
export interface Noise {
  /** Name of the input. */
  readonly input: string;
  /** A count of people, or one bit about somebody. */
  readonly form: 'count' | 'bit';
  /** How much one person can change the input. */
  readonly sensitivity: number;
  /** Privacy loss of one release (epsilon of differential privacy), at most 65. */
  readonly epsilon: number;
}
