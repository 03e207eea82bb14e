/** Steps of a work that may be paused between them: null is a step without a result. */
export type Steps<Of> = Iterable<Of | null>
