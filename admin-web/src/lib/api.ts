import { API_BASE_PATH, CLIENT_VERSION_HEADER, type Endpoint } from '@yike/shared/endpoint'
import { refreshStaffSession } from '@yike/shared/people/endpoints'
import { ApiError, buildRequest, isSessionEnd, networkError, readAnswer, type ApiRequest } from '@yike/shared/request'

export { ApiError, isSessionEnd }

/** The CSRF token is in a cookie that only pages of this origin can read. */
const csrfToken = () => /(?:^|; )yike_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? ''
/** True while this browser holds a session that may not have ended. */
export const maybeSignedIn = () => csrfToken() !== ''

/** Sends over the network of the browser; a refusal is thrown as an `ApiError`. */
async function send(
  { method, url, headers }: ApiRequest,
  body: BodyInit | undefined,
  credentials: RequestCredentials = 'same-origin',
) {
  const response = await fetch(url, {
    method,
    body,
    credentials,
    headers: { ...headers, 'X-CSRF-Token': csrfToken(), 'X-Client': 'console' },
  }).catch(() => {
    throw networkError('OFFLINE', { method })
  })
  if (!response.ok) readAnswer<never>({ status: response.status, body: await response.json().catch(() => null) })
  return response
}

let refreshing: Promise<unknown> | undefined

/** Several requests may find the session ended at once: they share one refresh, because a refresh token works once. */
function refresh() {
  refreshing ??= request(refreshStaffSession, {}).finally(() => {
    refreshing = undefined
  })
  return refreshing
}

async function withSession<Out>(attempt: () => Promise<Out>) {
  try {
    return await attempt()
  } catch (cause) {
    if (!isSessionEnd(cause)) throw cause
    // The reason shown is that nobody is signed in, not why the refresh was refused.
    await refresh().catch((refusal: unknown) => {
      throw refusal instanceof ApiError && refusal.code === 'OFFLINE' ? refusal : cause
    })
    return attempt()
  }
}

interface Asking {
  key?: string | undefined
  device?: string
  credentials?: RequestCredentials
}
function ask<In>(route: Endpoint<In, unknown>, input: In, { key, device, credentials = 'same-origin' }: Asking) {
  const request = buildRequest(route, input, { clientVersion: __CLIENT_VERSION__, key, device })
  return send(request, request.body, device === undefined ? credentials : 'omit')
}

const request = async <In, Out>(route: Endpoint<In, Out>, input: In, asking: Asking = {}) =>
  (await (await ask(route, input, asking)).json()) as Out

/** A public endpoint answers anybody: after the cookie of an ended session was refused, it is asked without one. */
const asVisitor = <In, Out>(route: Endpoint<In, Out>, input: In, key?: string) =>
  request(route, input, { key }).catch((cause: unknown) => {
    if (isSessionEnd(cause)) return request(route, input, { key, credentials: 'omit' })
    throw cause
  })

/** Calls an endpoint of the contract. A session that has just ended is renewed once, unseen. */
export const call = <In, Out>(route: Endpoint<In, Out>, input: In, key?: string) =>
  route.access === 'public' ? asVisitor(route, input, key) : withSession(() => request(route, input, { key }))

/** Calls as a device of the hall, with its own secret: a person signed in in this browser plays no part. */
export const callAsDevice = async <In, Out>(
  route: Endpoint<In, Out>,
  input: In,
  device: string,
  idempotencyKey?: string,
) => (await (await ask(route, input, { key: idempotencyKey, device })).json()) as Out

/** The script that the server delivers for this page now. */
export async function servedScript() {
  const response = await fetch(window.location.pathname, { cache: 'no-store', credentials: 'omit' })
  return response.ok ? scriptIn(new DOMParser().parseFromString(await response.text(), 'text/html')) : null
}
export const scriptIn = (page: Document) => page.querySelector('script[type=module][src]')?.getAttribute('src') ?? null

/** Uploads one file to an endpoint that takes one. */
export function upload<Out>(route: Endpoint<Record<string, never>, Out>, file: File): Promise<Out> {
  const form = new FormData()
  form.set('file', file)
  const request: ApiRequest = {
    method: route.method,
    url: API_BASE_PATH + route.path,
    headers: { [CLIENT_VERSION_HEADER]: __CLIENT_VERSION__ },
  }
  return withSession(async () => (await (await send(request, form)).json()) as Out)
}

/** The answer of an endpoint as a file. */
export const download = <In>(route: Endpoint<In, never>, input: In): Promise<Blob> =>
  withSession(async () => (await ask(route, input, {})).blob())
