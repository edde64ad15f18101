/** How a kind of work is done, in the house and by providers alike: the same inputs give the same result. */
export interface Task {
  /** The result, from inputs in the order of the task's shape; null is unknown. */
  readonly compute: (values: readonly (number | null)[]) => number;
}
