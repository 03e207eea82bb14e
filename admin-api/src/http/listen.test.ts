import { EventEmitter, once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { expect, it } from 'vitest'
import { listen, stopListening } from './listen'

it('ends as soon as what was under way is answered, though the line would be kept alive', async () => {
  const request = new EventEmitter()
  const app = new Koa()
  app.use(async (ctx) => {
    request.emit('here')
    await once(request, 'answer')
    ctx.body = 'done'
  })
  const server = await listen(app, 0, '127.0.0.1')
  const { port } = server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true })
  const status = new Promise((resolve) => get({ port, agent }, (res) => resolve(res.resume().statusCode)))
  await once(request, 'here')

  const stopped = stopListening(server)
  request.emit('answer')
  expect(await status).toBe(200)
  await stopped
  agent.destroy()
})

it('answers what comes within the grace, and asks those kept alive to go elsewhere', async () => {
  const app = new Koa()
  app.use((ctx) => void (ctx.body = 'done'))
  const server = await listen(app, 0, '127.0.0.1')
  const { port } = server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (options: { agent?: Agent } = {}) =>
    new Promise<IncomingMessage>((resolve, reject) =>
      get({ port, ...options }, (response) => response.resume().on('end', () => resolve(response))).on('error', reject),
    )
  const before = await ask({ agent })

  const stopped = stopListening(server, 300)
  const kept = await ask({ agent })
  const fresh = await ask()
  await stopped

  expect(before.headers.connection).toBe('keep-alive')
  expect([kept.statusCode, kept.headers.connection]).toEqual([200, 'close'])
  expect([fresh.statusCode, fresh.headers.connection]).toEqual([200, 'close'])
  agent.destroy()
})

it('closes connections on which nobody says anything', async () => {
  const server = await listen(new Koa(), 0, '127.0.0.1', { headersMs: 100, requestMs: 1000 })
  const silent = connect((server.address() as AddressInfo).port, '127.0.0.1')
  silent.resume()

  await once(silent, 'close')

  await stopListening(server)
})
