import { EventEmitter, once } from 'node:events'
import { Agent, get } from 'node:http'
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
