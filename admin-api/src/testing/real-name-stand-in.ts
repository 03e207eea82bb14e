import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RealNameQuestion } from '../people/real-name'

/** A gateway to a service that knows numbers, names and phones, as the setting describes it. */
export class RealNameStandIn {
  readonly asked: RealNameQuestion[] = []
  /** The people whom it knows; `down` answers nothing that can be read. */
  knows: Omit<RealNameQuestion, 'id'>[] | 'down' = []

  readonly #server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const question = JSON.parse(body) as RealNameQuestion
      this.asked.push(question)
      if (this.knows === 'down') return void response.writeHead(502).end('bad gateway')
      const match = this.knows.some(
        (one) => one.name === question.name && one.idNumber === question.idNumber && one.phone === question.phone,
      )
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify({ match }))
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

  get url() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/real-name`
  }
}
