import type { ErrorCode } from './errors'
import type { Permission } from './people/permissions'

/** The callers an endpoint accepts: anybody, a signed-in resident, or staff who hold the permission somewhere. */
type Access = 'public' | 'resident' | { staff: Permission | 'any' }

/**
 * One route as plain data: the part that the phone imports. Its zod schemas are in `schemas.ts` beside it and are
 * imported here as types only, because zod reached from a page costs the mini-program at least 91 KB.
 *
 * `In` is the caller's input: path parameters and query (GET, DELETE) or body (other methods) in one object.
 */
export interface Endpoint<In, Out> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Under `/api/v1`; parameters as `:name`. */
  readonly path: string
  readonly access: Access
  /** The refusals beyond those any endpoint can give (input, sign-in, limits, 500). */
  readonly errors: readonly ErrorCode[]
  /**
   * Repeating it under the same `Idempotency-Key` does nothing twice. A create requires the header. Where it is optional,
   * older clients send none.
   */
  readonly idempotent?: true | 'optional'
  /** Called by a device of a hall, on which nobody is signed in: its own secret is in the `X-Device` header. */
  readonly device?: true
  /** The number of requests that it counts as in the limits, where it makes the database read far more than a page. */
  readonly cost?: number
  /** Never set; carries the types. */
  readonly types?: { in: In; out: Out }
}

export const endpoint = <In, Out>(route: Omit<Endpoint<In, Out>, 'types'>): Endpoint<In, Out> => route

export type InputOf<E> = E extends Endpoint<infer In, unknown> ? In : never
export type OutputOf<E> =
  E extends Endpoint<never, infer Out> ? Out : E extends Endpoint<infer _, infer Out> ? Out : never

/** Splits an input into the path with its parameters filled in and the rest, for the query or the body. */
export function fillPath(route: Endpoint<unknown, unknown>, input: Record<string, unknown> = {}) {
  const rest = { ...input }
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path, rest }
}

/** Query text of a GET or DELETE. Undefined values are left out. */
export const toQuery = (values: Record<string, unknown>) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')

/** Whether the input travels in the query (GET, DELETE) or in the body. */
export const readsQuery = (route: Endpoint<unknown, unknown>) => route.method === 'GET' || route.method === 'DELETE'

/** Header of the version a client speaks; the server answers 426 UPDATE_REQUIRED below its minimum. */
export const CLIENT_VERSION_HEADER = 'X-Client-Version'
export const IDEMPOTENCY_HEADER = 'Idempotency-Key'
export const DEVICE_HEADER = 'X-Device'
export const API_BASE_PATH = '/api/v1'
