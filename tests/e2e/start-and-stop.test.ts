import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../minidb/src/free-port'
import { demoFolder } from '../support/journey'
import { MAIN, startProduct } from '../support/product'

let folder: string
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'yike-start-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The output of a product that does not start, and its exit code. */
async function failingStart(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, MONGODB_URI: '', NODE_ENV: 'test', DATA_DIR: path.join(folder, 'data'), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'exit')) as [number]
  return { code, said }
}

describe('a start that cannot be says why, in a sentence', () => {
  const expectSentence = ({ code, said }: { code: number; said: string }, ...words: string[]) => {
    expect(code).toBe(1)
    for (const word of words) expect(said).toContain(word)
    expect(said).not.toMatch(/\n\s+at |Error:/)
  }

  it('when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo

    expectSentence(await failingStart({ PORT: String(port) }), `端口 ${port}`, 'PORT=')
    other.close()
  })

  it('when the data folder cannot be written', async () => {
    const file = path.join(folder, 'a-file')
    writeFileSync(file, '')

    for (const DATA_DIR of [file, path.join(file, 'data')])
      expectSentence(await failingStart({ PORT: '0', DATA_DIR }), file, 'DATA_DIR')
  })

  it('when a setting cannot be', async () => {
    expectSentence(await failingStart({ PORT: 'three' }), 'PORT')
    expectSentence(await failingStart({ PUBLIC_ORIGIN: 'yike.example.cn' }), 'PUBLIC_ORIGIN', 'https://')
    expectSentence(await failingStart({ NODE_ENV: 'production' }), 'WECHAT_APPID', 'DEMO=1')
    expectSentence(
      await failingStart({ PORT: '0', MONGODB_URI: 'mongodb://yike:a/b@127.0.0.1/' }),
      'MONGODB_URI',
      '%2F',
    )
    expectSentence(await failingStart({ PORT: '0', HOST: '203.0.113.1' }), 'HOST', '203.0.113.1')
  })

  it('when there is no database, with the address that was tried and without its password', async () => {
    const port = await freePort()
    const servers = `127.0.0.1:${port},localhost:${port}`
    const failed = await failingStart({ PORT: '0', MONGODB_URI: `mongodb://yike:hidden@${servers}/yike` })

    expectSentence(failed, `mongodb://${servers}/yike`)
    expect(failed.said).not.toContain('hidden')
  })

  it('when it is for real use and the database holds the demo, whose passwords everybody can read', async () => {
    const data = await demoFolder()
    const real = {
      NODE_ENV: 'production',
      WECHAT_APPID: 'wx0',
      WECHAT_SECRET: 'x',
      SECRET: 'rZ1fQm0v8KpT3xWbYc6dLhN5sJ2uGeA9',
    }

    expectSentence(await failingStart({ PORT: '0', DATA_DIR: data, ...real }), '演示社区', 'DATA_DIR')
  })
})

it('stops with `npm start` when npm is told to stop', async () => {
  const port = await freePort()
  const npm = spawn('npm', ['start'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: { ...process.env, MONGODB_URI: '', PORT: String(port), DATA_DIR: await demoFolder() },
    stdio: 'ignore',
  })
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ status }) => status,
      () => 'nothing',
    )
  await expect.poll(answers, { timeout: 100_000 }).toBe(200)

  npm.kill('SIGTERM')

  await expect.poll(answers, { timeout: 15_000 }).toBe('nothing')
})

it('loses no request when it is told to stop, kept alive or new', async () => {
  const product = await startProduct({ DATA_DIR: await demoFolder(), STOP_GRACE_SECONDS: '5' })
  const statusOf = (place: string, agent?: Agent) =>
    new Promise<number>((resolve, reject) =>
      get(`${product.origin}${place}`, { agent }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode!))
      }).on('error', reject),
    )
  const agents = Array.from({ length: 20 }, () => new Agent({ keepAlive: true }))
  await Promise.all(agents.map((agent) => statusOf('/api/v1/home', agent)))

  const stopped = product.stop()
  await expect.poll(() => statusOf('/readyz')).toBe(503)
  const [kept, fresh] = await Promise.all([
    Promise.all(agents.map((agent) => statusOf('/api/v1/home', agent))),
    Promise.all(agents.map(() => statusOf('/api/v1/home'))),
  ])

  expect(new Set([...kept, ...fresh])).toEqual(new Set([200]))
  expect(await stopped).toBe(0)
  for (const agent of agents) agent.destroy()
})
