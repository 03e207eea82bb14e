import type { Endpoint } from '@yike/shared/endpoint'

/** What is asked of an endpoint, as one text. */
export const questionOf = <In>(route: Endpoint<In, never>, input: In) => `${route.path} ${JSON.stringify(input)}`
