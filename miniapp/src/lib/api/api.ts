import Taro from '@tarojs/taro'
import {
  API_BASE_PATH,
  CLIENT_VERSION_HEADER,
  IDEMPOTENCY_HEADER,
  fillPath,
  readsQuery,
  toQuery,
  type Endpoint,
} from '@yike/shared/endpoint'
import type { ErrorBody, ErrorCode, ErrorDetails } from '@yike/shared/errors'
import { authHeaders } from './credentials'
import { endSession, getSession, isStale, keepSession } from './session-store'

/** A refusal of the API, or one of the line's own. */
export type CallErrorCode = ErrorCode | 'OFFLINE' | 'TIMEOUT'

export class ApiError extends Error {
  constructor(
    readonly code: CallErrorCode,
    message: string,
    readonly details?: ErrorDetails,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

const LINE_ERRORS = {
  OFFLINE: '写的内容还在，连上再试。',
  TIMEOUT: '等了一会儿没有回音，写的内容还在。',
  INTERNAL: '我们这边出了点问题，已经记下了。过几分钟再试。',
} as const
const lineError = (code: keyof typeof LINE_ERRORS) => new ApiError(code, LINE_ERRORS[code])

const TIMEOUT_MS = 15_000
const UPLOAD_TIMEOUT_MS = 60_000

export interface CallOptions {
  /** For a create: the same over all tries of one tap. */
  key?: string
}

interface Answer {
  status: number
  body: unknown
}

/** Refusals of the platform come as text: 'request:fail timeout' in WeChat, an AbortError in a browser. */
function failureOf(cause: unknown) {
  const text = String((cause as { errMsg?: string } | undefined)?.errMsg ?? cause)
  return lineError(/timeout|abort/i.test(text) ? 'TIMEOUT' : 'OFFLINE')
}

function refusalOf({ body }: Answer) {
  const refused = (body as Partial<ErrorBody> | null)?.error
  return refused ? new ApiError(refused.code, refused.message, refused.details) : lineError('INTERNAL')
}

const isRefused = ({ status }: Answer) => status < 200 || status >= 300

async function request<In, Out>(route: Endpoint<In, Out>, input: In, { key }: CallOptions): Promise<Answer> {
  const { path, rest } = fillPath(route as Endpoint<never, unknown>, input as Record<string, unknown>)
  const inQuery = readsQuery(route as Endpoint<never, unknown>)
  const query = inQuery ? toQuery(rest) : ''
  try {
    const { statusCode, data } = await Taro.request<unknown>({
      url: `${API_ORIGIN}${API_BASE_PATH}${path}${query && `?${query}`}`,
      // WeChat knows no PATCH in its types, but sends what it is given.
      method: route.method as keyof Taro.request.Method,
      data: inQuery ? undefined : JSON.stringify(rest),
      header: {
        ...(inQuery ? {} : { 'Content-Type': 'application/json' }),
        [CLIENT_VERSION_HEADER]: CLIENT_VERSION,
        ...(key ? { [IDEMPOTENCY_HEADER]: key } : {}),
        ...authHeaders(),
      },
      timeout: TIMEOUT_MS,
      credentials: 'same-origin',
    })
    return { status: statusCode, body: data }
  } catch (cause) {
    throw failureOf(cause)
  }
}

let refreshing: Promise<boolean> | null = null

/** One refresh for all calls that found the session ended. False when it cannot be had again: the session is forgotten. */
function refresh() {
  refreshing ??= askRefresh().finally(() => (refreshing = null))
  return refreshing
}

async function askRefresh() {
  const { refreshSession } = await import('@yike/shared/people/endpoints')
  const answer = await request(refreshSession, { refreshToken: getSession()?.refreshToken ?? undefined }, {})
  if (!isRefused(answer)) {
    keepSession(answer.body as Parameters<typeof keepSession>[0])
    return true
  }
  if (answer.status !== 401) throw refusalOf(answer)
  endSession()
  return false
}

const sessionEnded = (answer: Answer) => answer.status === 401 && getSession() !== null

/** Sends with a fresh session; one that ended meanwhile is refreshed once and the same thing is sent again. */
async function withSession(send: () => Promise<Answer>) {
  if (isStale()) await refresh()
  const answer = await send()
  if (sessionEnded(answer) && (await refresh())) return send()
  return answer
}

/** Calls an endpoint of the contract. Throws ApiError. */
export async function call<In, Out>(route: Endpoint<In, Out>, input: In, options: CallOptions = {}): Promise<Out> {
  const answer = await withSession(() => request(route, input, options))
  if (isRefused(answer)) throw refusalOf(answer)
  return answer.body as Out
}

/** Sends a file from the phone to an endpoint that takes one. `onProgress` in percent. Throws ApiError. */
export async function upload<Out>(
  route: Endpoint<Record<string, never>, Out>,
  filePath: string,
  onProgress?: (percent: number) => void,
): Promise<Out> {
  const send = async (): Promise<Answer> => {
    try {
      const task = Taro.uploadFile({
        url: `${API_ORIGIN}${API_BASE_PATH}${route.path}`,
        filePath,
        name: 'file',
        header: { [CLIENT_VERSION_HEADER]: CLIENT_VERSION, ...authHeaders() },
        timeout: UPLOAD_TIMEOUT_MS,
      })
      if (onProgress) task.progress((event) => onProgress(event.progress))
      const { statusCode, data } = await task
      return { status: statusCode, body: parsed(data) }
    } catch (cause) {
      throw failureOf(cause)
    }
  }
  const answer = await withSession(send)
  if (isRefused(answer)) throw refusalOf(answer)
  return answer.body as Out
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
