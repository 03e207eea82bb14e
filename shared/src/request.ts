import {
  API_BASE_PATH,
  CLIENT_VERSION_HEADER,
  DEVICE_HEADER,
  IDEMPOTENCY_HEADER,
  fillPath,
  readsQuery,
  toQuery,
  type Endpoint,
} from './endpoint'
import type { ErrorBody, ErrorCode, ErrorDetails } from './errors'

/** A code of the API, or one of the network: no connection, or no answer in time. */
export type CallErrorCode = ErrorCode | 'OFFLINE' | 'TIMEOUT'

/** The error that a client throws when a call fails. Pages branch on the code, never on the sentence. */
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

const NO_ANSWER = {
  OFFLINE: { reading: '连上网再看。', writing: '这次没送出去，连上网再试一次。' },
  TIMEOUT: { reading: '等了一会儿没有回音，再试一次。', writing: '等了一会儿没有回音，再试一次，不会重复。' },
} as const

/** As in ERRORS, whose whole table a phone does not load for one sentence. */
const UNREADABLE = '我们这边出了点问题，已经记下了。过几分钟再试。'

/**
 * The error of a call that the network broke. Its sentence mentions sending only where something was sent: a page that
 * only reads has nothing to lose.
 */
export const networkError = (code: 'OFFLINE' | 'TIMEOUT', { method }: Pick<ApiRequest, 'method'>) =>
  new ApiError(code, NO_ANSWER[code][method === 'GET' ? 'reading' : 'writing'])

/** Nobody is signed in, or no longer. */
export const isSessionEnd = (cause: unknown): cause is ApiError =>
  cause instanceof ApiError && (cause.code === 'SESSION_ENDED' || cause.code === 'SIGN_IN_REQUIRED')

/** A request as a transport sends it. */
export interface ApiRequest {
  method: Endpoint<never, unknown>['method']
  /** Path with its query, from the root of the origin: `/api/v1/places?limit=20`. */
  url: string
  headers: Record<string, string>
  /** JSON; absent where the input is in the query. */
  body?: string
}

export interface RequestOptions {
  /** Version of the client; the server answers 426 below its minimum. */
  clientVersion: string
  /** Idempotency key of a create: the same over all tries of one tap. */
  key?: string
  /** Secret of a device of the hall. */
  device?: string
  /** Headers of the client's own, such as those of its session. */
  headers?: Record<string, string>
}

/** Fills the path, and puts the rest of the input into the query (GET, DELETE) or the body. */
export function buildRequest<In>(
  route: Endpoint<In, unknown>,
  input: In,
  { clientVersion, key, device, headers }: RequestOptions,
): ApiRequest {
  const { path, rest } = fillPath(route as Endpoint<never, unknown>, input as Record<string, unknown>)
  const inQuery = readsQuery(route as Endpoint<never, unknown>)
  const query = inQuery ? toQuery(rest) : ''
  return {
    method: route.method,
    url: `${API_BASE_PATH}${path}${query && `?${query}`}`,
    headers: {
      ...headers,
      ...(inQuery ? {} : { 'Content-Type': 'application/json' }),
      ...(key === undefined ? {} : { [IDEMPOTENCY_HEADER]: key }),
      ...(device === undefined ? {} : { [DEVICE_HEADER]: device }),
      [CLIENT_VERSION_HEADER]: clientVersion,
    },
    ...(inQuery ? {} : { body: JSON.stringify(rest) }),
  }
}

/** An answer as a transport hands it over; `body` is parsed JSON, or null where it is not JSON. */
export interface ApiAnswer {
  status: number
  body: unknown
}

/** Reads an answer. Throws the `ApiError` that its body names; a body that names none is an INTERNAL error. */
export function readAnswer<Out>({ status, body }: ApiAnswer): Out {
  if (status >= 200 && status < 300) return body as Out
  const refused = (body as Partial<ErrorBody> | null)?.error
  throw refused ? new ApiError(refused.code, refused.message, refused.details) : new ApiError('INTERNAL', UNREADABLE)
}

/**
 * Sends one request. A client passes its own way to the network; it rejects with `networkError` where no answer came.
 */
export type Transport = (request: ApiRequest) => Promise<ApiAnswer>

/** Calls an endpoint of the contract over a transport. Throws `ApiError`. */
export const callOver = async <In, Out>(
  transport: Transport,
  route: Endpoint<In, Out>,
  input: In,
  options: RequestOptions,
): Promise<Out> => {
  const answer = await transport(buildRequest(route, input, options))
  try {
    return readAnswer<Out>(answer)
  } catch (cause) {
    throw namesNothing(route, cause) ? new ApiError('NOT_FOUND', NOWHERE) : cause
  }
}

/** As in ERRORS. */
const NOWHERE = '没找到，可能已经撤下了。'

/** An address whose id is malformed (cut off, mistyped) leads nowhere: nobody filled anything in wrongly. */
function namesNothing({ method, path }: Pick<Endpoint<never, unknown>, 'method' | 'path'>, cause: unknown) {
  if (method !== 'GET' || !(cause instanceof ApiError) || cause.code !== 'INVALID_INPUT') return false
  const fields = Object.keys(cause.details?.fields ?? {})
  return fields.length > 0 && fields.every((field) => path.split('/').includes(`:${field}`))
}
