import { API_BASE_PATH, type Endpoint } from '@yike/shared/endpoint'
import type { ErrorBody } from '@yike/shared/errors'
import { Refused } from './server'

/** Sends one file to an endpoint as a form, as the console does. Throws Refused. */
export async function uploadAt<Out>(
  origin: string,
  { path }: Endpoint<Record<string, never>, Out>,
  { name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> | string },
  token: string,
): Promise<Out> {
  const form = new FormData()
  form.set('file', new Blob([bytes]), name)
  const response = await fetch(`${origin}${API_BASE_PATH}${path}`, {
    method: 'POST',
    headers: { 'X-Client': 'weapp', Authorization: `Bearer ${token}` },
    body: form,
  })
  const answer: unknown = await response.json()
  if (response.ok) return answer as Out
  const { error } = answer as ErrorBody
  throw new Refused(response.status, error.code, error.message, error.details)
}
