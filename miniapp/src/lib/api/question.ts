import type { Endpoint } from '@yike/shared/endpoint'

/** An endpoint and its input as one text, the key of its answer. */
export const questionOf = <In>(route: Endpoint<In, never>, input: In) => `${route.path} ${JSON.stringify(input)}`
