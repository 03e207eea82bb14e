import {
  API_BASE_PATH,
  CLIENT_VERSION_HEADER,
  DEVICE_HEADER,
  IDEMPOTENCY_HEADER,
  fillPath,
  readsQuery,
  toQuery,
  type Endpoint,
} from '@yike/shared/endpoint'
import type { ErrorBody, ErrorCode, ErrorDetails } from '@yike/shared/errors'
import { refreshStaffSession } from '@yike/shared/people/endpoints'

/** A refusal of the server, or `OFFLINE` when no answer came at all. Pages branch on the code, never on the sentence. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode | 'OFFLINE',
    message: string,
    readonly details?: ErrorDetails,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

const OFFLINE = '没连上网。写的内容还在，连上再交。'
const UNREADABLE = '我们这边出了点问题，已经记下了。过几分钟再试。'

/** The CSRF token stands in a cookie that only pages of this origin can read. */
const csrfToken = () => /(?:^|; )yike_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? ''

async function send(
  method: string,
  url: string,
  body: BodyInit | undefined,
  headers: Record<string, string>,
  credentials: RequestCredentials = 'same-origin',
) {
  const response = await fetch(url, {
    method,
    body,
    credentials,
    headers: {
      ...headers,
      [CLIENT_VERSION_HEADER]: __CLIENT_VERSION__,
      'X-CSRF-Token': csrfToken(),
      'X-Client': 'console',
    },
  }).catch(() => {
    throw new ApiError('OFFLINE', OFFLINE)
  })
  if (response.ok) return response
  const answer: unknown = await response.json().catch(() => null)
  const error = (answer as ErrorBody | null)?.error
  throw new ApiError(error?.code ?? 'INTERNAL', error?.message ?? UNREADABLE, error?.details)
}

let refreshing: Promise<unknown> | undefined

/** Several requests may find the session ended at once: they share one refresh, because a refresh token works once. */
function refresh() {
  refreshing ??= request(refreshStaffSession, {}).finally(() => {
    refreshing = undefined
  })
  return refreshing
}

/** Nobody is signed in (any more), and the refresh did not help. */
export const isSessionEnd = (cause: unknown) =>
  cause instanceof ApiError && (cause.code === 'SESSION_ENDED' || cause.code === 'SIGN_IN_REQUIRED')

async function withSession<Out>(attempt: () => Promise<Out>) {
  try {
    return await attempt()
  } catch (cause) {
    if (!isSessionEnd(cause)) throw cause
    // The reason that counts is that nobody is signed in, not why the refresh was refused.
    await refresh().catch((refusal: unknown) => {
      throw refusal instanceof ApiError && refusal.code === 'OFFLINE' ? refusal : cause
    })
    return attempt()
  }
}

function ask<In>(route: Endpoint<In, unknown>, input: In, idempotencyKey?: string, device?: string) {
  const { path, rest } = fillPath(route, input as Record<string, unknown>)
  const query = readsQuery(route) ? toQuery(rest) : ''
  const body = readsQuery(route) ? undefined : JSON.stringify(rest)
  return send(
    route.method,
    `${API_BASE_PATH}${path}${query && `?${query}`}`,
    body,
    {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { [IDEMPOTENCY_HEADER]: idempotencyKey }),
      ...(device === undefined ? {} : { [DEVICE_HEADER]: device }),
    },
    device === undefined ? 'same-origin' : 'omit',
  )
}

const request = async <In, Out>(route: Endpoint<In, Out>, input: In, idempotencyKey?: string) =>
  (await (await ask(route, input, idempotencyKey)).json()) as Out

/** Calls an endpoint of the contract. A session that has just ended is renewed once, unseen. */
export const call = <In, Out>(route: Endpoint<In, Out>, input: In, idempotencyKey?: string) =>
  route.access === 'public'
    ? request(route, input, idempotencyKey)
    : withSession(() => request(route, input, idempotencyKey))

/** Calls as a device of the hall, with its own secret: whoever may be signed in in this browser is left out of it. */
export const callAsDevice = async <In, Out>(
  route: Endpoint<In, Out>,
  input: In,
  device: string,
  idempotencyKey?: string,
) => (await (await ask(route, input, idempotencyKey, device)).json()) as Out

/** The script that the server gives out for this page now. */
export async function servedScript() {
  const response = await fetch(window.location.pathname, { cache: 'no-store', credentials: 'omit' })
  return response.ok ? scriptIn(new DOMParser().parseFromString(await response.text(), 'text/html')) : null
}
export const scriptIn = (page: Document) => page.querySelector('script[type=module][src]')?.getAttribute('src') ?? null

/** Hands one file to an endpoint that takes one. */
export function upload<Out>(route: Endpoint<Record<string, never>, Out>, file: File): Promise<Out> {
  const form = new FormData()
  form.set('file', file)
  return withSession(async () => (await (await send('POST', `${API_BASE_PATH}${route.path}`, form, {})).json()) as Out)
}

/** What an endpoint answers as a file. */
export const download = <In>(route: Endpoint<In, never>, input: In): Promise<Blob> =>
  withSession(async () => (await ask(route, input)).blob())
