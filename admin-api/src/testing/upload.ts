import readXlsx from 'read-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'
import { API_BASE_PATH, type Endpoint } from '@yike/shared/endpoint'
import type { ErrorBody } from '@yike/shared/errors'
import { Refused, type TestServer } from './server'

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

/** A blank table as the API gives it, filled in with the examples of its second sheet. */
export async function filledBlank(server: TestServer, path: string, token: string) {
  const answer = await fetch(`${server.origin}${API_BASE_PATH}${path}`, {
    headers: { Authorization: `Bearer ${token}`, 'X-Client': 'weapp' },
  })
  const [blank, guide] = await readXlsx(Buffer.from(await answer.arrayBuffer()))
  const headings = blank!.data[0]!.map(String)
  if (blank!.data.length !== 1) throw new Error('The table is not blank.')
  const examples = new Map(guide!.data.map(([label, example]) => [String(label), String(example ?? '')]))
  const filled = headings.map((heading) => examples.get(heading) ?? '')
  return { headings, bytes: new Uint8Array(await writeXlsxFile([headings, filled] as never).toBuffer()) }
}
