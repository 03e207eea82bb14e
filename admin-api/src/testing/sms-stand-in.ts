import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An office's SMS gateway as the setting describes it: takes {id, phone, text} and answers with a status. */
export class SmsStandIn {
  readonly got: { id: string; phone: string; text: string }[] = []
  /** The status it answers with; `cut` takes the message and cuts the connection. */
  answers: number | 'cut' = 200
  /** Whether somebody followed its way to somewhere else. */
  isFollowed = false

  readonly #server = createServer((request, response) => {
    let body = ''
    if (request.url === '/elsewhere') this.isFollowed = true
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      // A look whether it is there brings no message.
      if (request.method === 'POST') this.got.push(JSON.parse(body) as SmsStandIn['got'][number])
      if (this.answers === 'cut') return response.destroy()
      if (this.answers === 302) response.setHeader('Location', '/elsewhere')
      response.statusCode = this.answers
      response.end()
    })
  })

  async start() {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async stop() {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  reset() {
    this.got.length = 0
    this.answers = 200
  }

  get url() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/sms`
  }
}
