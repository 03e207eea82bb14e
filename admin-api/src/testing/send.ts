import { Agent, request, type OutgoingHttpHeaders } from 'node:http'
import { API_BASE_PATH, DEVICE_HEADER, IDEMPOTENCY_HEADER, readsQuery } from '@yike/shared/endpoint'
import type { Route } from '../http/handle'
import { BOUNDARY, type Asked } from './random-requests'
import { newKey } from './server'

export interface Answer {
  status: number
  text: string
}

/** The longest that an answer may take. */
export const WITHIN_MS = 10_000

/**
 * Sends requests over kept connections, with the path as it is. An answer that never ends, such as events, is read up
 * to its first bytes. `as`: an access token; empty for a visitor. `device`: the secret of a kiosk.
 */
export function senderTo(origin: () => string) {
  const agent = new Agent({ keepAlive: true })

  const send = (method: string, path: string, query: string, body: Asked['body'], headers: OutgoingHttpHeaders) =>
    new Promise<Answer>((resolve, reject) => {
      const url = `${origin()}${API_BASE_PATH}${path}${query && `?${query}`}`
      const asked = request(
        url,
        { method, agent, timeout: WITHIN_MS, headers: { 'X-Client': 'weapp', ...headers } },
        (answer) => {
          const chunks: Buffer[] = []
          const done = () => resolve({ status: answer.statusCode!, text: Buffer.concat(chunks).toString() })
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('end', done)
          if (answer.headers['content-type']?.startsWith('text/event-stream')) {
            done()
            answer.destroy()
          }
        },
      )
      asked.on('timeout', () => asked.destroy(new Error(`no answer within ${WITHIN_MS} ms`)))
      asked.on('error', reject)
      asked.end(body ?? undefined)
    })

  const ask = ({ endpoint, raw }: Route, { path, query, body }: Asked, as: string, device = '') =>
    send(endpoint.method, path, query, body, {
      ...(as ? { Authorization: `Bearer ${as}` } : {}),
      ...(endpoint.idempotent ? { [IDEMPOTENCY_HEADER]: newKey() } : {}),
      ...(endpoint.device && device ? { [DEVICE_HEADER]: device } : {}),
      ...(readsQuery(endpoint as Parameters<typeof readsQuery>[0])
        ? {}
        : { 'Content-Type': raw ? `multipart/form-data; boundary=${BOUNDARY}` : 'application/json' }),
    })

  return { send, ask, close: () => agent.destroy() }
}
