import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveSites } from './assets'
import { compress } from './compress'

const folder = mkdtempSync(path.join(tmpdir(), 'yike-sites-'))
const LONG = 'let a = 1;\n'.repeat(1000)
let server: Server
beforeAll(async () => {
  const put = (name: string, text: string | Buffer) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  put('h5/index.html', '<html><script>go()</script><script src="/js/app.0123abcd.js"></script></html>')
  put('h5/js/app.0123abcd.js', LONG)
  put('h5/js/built.0123abcd.js', LONG)
  put('h5/js/built.0123abcd.js.br', brotliCompressSync(LONG))
  put('admin/index.html', '<html>console</html>')
  put('admin/hall.html', '<html>hall</html>')
  put('secret.txt', 'not for anybody')
  const app = new Koa()
  app.use(compress)
  app.use(
    serveSites(
      [
        { at: '', folder: path.join(folder, 'h5') },
        { at: '/admin', folder: path.join(folder, 'admin') },
        { at: '/display', folder: path.join(folder, 'admin'), page: 'hall.html' },
      ],
      'https://t{s}.tiles.example.cn/{z}/{x}/{y}.png',
    ),
  )
  server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

/** By node:http, because fetch tidies an address up before it is sent. */
const get = (address: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    request({ host: '127.0.0.1', port, path: address, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, bytes: Buffer.concat(chunks) }),
      )
    })
      .on('error', reject)
      .end()
  })

describe('the built clients', () => {
  it('are found by name, and any other address is their page', async () => {
    expect((await get('/')).bytes.toString()).toContain('app.0123abcd.js')
    expect((await get('/booking/service?id=1')).bytes.toString()).toContain('app.0123abcd.js')
    expect((await get('/admin/cases/1')).bytes.toString()).toContain('console')
    expect((await get('/admin')).headers.location).toBe('/admin/')
    expect((await get('/display/0123')).bytes.toString()).toContain('hall')
    expect((await get('/display/')).bytes.toString()).toContain('hall')
  })

  it('do not answer for files and answers of the API that are not there', async () => {
    expect((await get('/js/old.deadbeef.js')).status).toBe(404)
    expect((await get('/api/v1/me')).status).toBe(404)
  })

  it('are kept for ever where the name carries a hash, and asked for anew otherwise', async () => {
    expect((await get('/js/app.0123abcd.js')).headers['cache-control']).toContain('immutable')
    expect((await get('/')).headers['cache-control']).toBe('no-cache')
  })

  it('run only their own scripts, those in the page by their hash', async () => {
    const policy = String((await get('/')).headers['content-security-policy'])

    // printf 'go()' | openssl dgst -sha256 -binary | base64
    expect(policy).toContain("script-src 'self' 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='")
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'")
  })

  it('show images of their own and of the base map, and nothing else from elsewhere', async () => {
    const policy = String((await get('/')).headers['content-security-policy'])
    expect(policy.match(/https?:[^ ;]*/g)).toEqual(['https://*.tiles.example.cn'])
    for (const rule of ["default-src 'self'", "object-src 'none'", "img-src 'self' data: blob: https://"])
      expect(policy).toContain(rule)
  })

  it('travel small to whoever can read it, and whole to others', async () => {
    const [small, whole] = [
      await get('/js/app.0123abcd.js', { 'Accept-Encoding': 'gzip' }),
      await get('/js/app.0123abcd.js'),
    ]

    expect(small.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(small.bytes).toString()).toBe(LONG)
    expect(small.bytes.length).toBeLessThan(LONG.length / 10)
    expect(whole.bytes.toString()).toBe(LONG)
  })

  it('travel as the build compressed them to callers that read it', async () => {
    const ask = (encodings: string) => get('/js/built.0123abcd.js', { 'Accept-Encoding': encodings })
    const [built, other] = [await ask('gzip, br'), await ask('gzip')]

    expect(built.headers).toMatchObject({
      ...{ 'content-encoding': 'br', 'content-type': expect.stringContaining('javascript'), vary: 'Accept-Encoding' },
      'cache-control': expect.stringContaining('immutable'),
    })
    expect(Number(built.headers['content-length'])).toBe(built.bytes.length)
    expect(brotliDecompressSync(built.bytes).toString()).toBe(LONG)
    expect(gunzipSync(other.bytes).toString()).toBe(LONG)
  })

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/js/..%5c..%5csecret.txt', '/%00', '/%zz'])(
    'give nothing from outside their folder: %s',
    async (address) => {
      expect((await get(address)).bytes.toString()).not.toContain('not for anybody')
    },
  )
})
