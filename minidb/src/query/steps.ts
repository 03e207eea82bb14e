/** Steps of a work that may be paused between them: null is a step that gave nothing. */
export type Steps<Of> = Iterable<Of | null>
