import Taro from '@tarojs/taro'
import { API_BASE_PATH, CLIENT_VERSION_HEADER, type Endpoint } from '@yike/shared/endpoint'
import { refreshSession } from '@yike/shared/people/endpoints'
import {
  ApiError,
  callOver,
  isSessionEnd,
  networkError,
  readAnswer,
  type ApiAnswer,
  type ApiRequest,
  type CallErrorCode,
} from '@yike/shared/request'
import { authHeaders } from './credentials'
import { dropEarlyAnswer, takeEarlyAnswer } from './early-answer'
import { endSession, getSession, isStale, keepSession } from './session-store'

export { ApiError, type CallErrorCode }

const TIMEOUT_MS = 15_000
const UPLOAD_TIMEOUT_MS = 60_000

export interface CallOptions {
  /** For a create: the same over all tries of one tap. */
  key?: string
}

/** Refusals of the platform come as text: 'request:fail timeout' in WeChat, an AbortError in a browser. */
function failureOf(cause: unknown, request: Pick<ApiRequest, 'method'>) {
  const text = String((cause as { errMsg?: string } | undefined)?.errMsg ?? cause)
  return networkError(/timeout|abort/i.test(text) ? 'TIMEOUT' : 'OFFLINE', request)
}

async function transport(request: ApiRequest): Promise<ApiAnswer> {
  const { method, url, headers, body } = request
  const early = await takeEarlyAnswer(request)
  if (early) return early
  try {
    const { statusCode, data } = await Taro.request<unknown>({
      url: API_ORIGIN + url,
      // WeChat's types have no PATCH, but it sends any method.
      method: method as keyof Taro.request.Method,
      data: body,
      header: headers,
      timeout: TIMEOUT_MS,
      credentials: 'same-origin',
    })
    return { status: statusCode, body: data }
  } catch (cause) {
    throw failureOf(cause, request)
  }
}

const send = <In, Out>(route: Endpoint<In, Out>, input: In, { key }: CallOptions = {}) =>
  callOver(transport, route, input, { clientVersion: CLIENT_VERSION, key, headers: authHeaders() })

let refreshing: Promise<boolean> | null = null

/** One refresh for all calls that found the session ended. False when that fails: the session is forgotten. */
function refresh() {
  dropEarlyAnswer()
  refreshing ??= askRefresh().finally(() => (refreshing = null))
  return refreshing
}

async function askRefresh() {
  try {
    keepSession(await send(refreshSession, { refreshToken: getSession()?.refreshToken ?? undefined }))
    return true
  } catch (cause) {
    if (!isSessionEnd(cause)) throw cause
    endSession()
    return false
  }
}

/** Sends with a fresh session; one that ended meanwhile is refreshed once and the same thing is sent again. */
async function withSession<Out>(attempt: () => Promise<Out>): Promise<Out> {
  if (isStale()) await refresh()
  try {
    return await attempt()
  } catch (cause) {
    if (isSessionEnd(cause) && getSession() !== null && (await refresh())) return attempt()
    throw cause
  }
}

/** Calls an endpoint of the contract. Throws ApiError. */
export const call = <In, Out>(route: Endpoint<In, Out>, input: In, options: CallOptions = {}): Promise<Out> =>
  withSession(() => send(route, input, options))

/** Sends a file from the phone to an endpoint that takes one. `onProgress` in percent. Throws ApiError. */
export async function upload<Out>(
  route: Endpoint<Record<string, never>, Out>,
  filePath: string,
  onProgress?: (percent: number) => void,
): Promise<Out> {
  const sendFile = async (): Promise<Out> => {
    let answer: ApiAnswer
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
      answer = { status: statusCode, body: parsed(data) }
    } catch (cause) {
      throw failureOf(cause, route)
    }
    return readAnswer<Out>(answer)
  }
  return withSession(sendFile)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
