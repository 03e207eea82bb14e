import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Context, Middleware } from 'koa'

/** A built client: where it is served, and its folder. */
export interface Site {
  /** `''` for the resident app at the root, `/admin` for the console. */
  at: string
  folder: string
  /** Its one page, for a site that is only that page; its files are found where another site has them. */
  page?: string
}

const HASHED = /[.-][\w-]{8,}\.(js|css|woff2?|png|svg|jpg|webp)$/

/** Styles are written by antd and Leaflet into the page itself, so that they cannot be named by a hash. */
const CONTENT_SECURITY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "connect-src 'self' blob:",
  "object-src 'none'",
  "frame-ancestors 'self'",
  "base-uri 'self'",
  "form-action 'self'",
]

/** The origin of the tiles of a base map: `https://t{s}.example.cn/{z}/…` has any host of that domain. */
function originOf(tiles: string) {
  const host = /^https:\/\/([^/]+)/.exec(tiles)![1]!
  return `https://${host.includes('{') ? host.replace(/^[^.]*\{[^}]*\}[^.]*/, '*') : host}`
}

/**
 * The sources that the page may load and run: our own files, and the scripts inside the page itself, each by its hash.
 */
function contentSecurityOf(page: string, tiles: string | null) {
  const inline = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`,
  )
  const images = ["img-src 'self' data: blob:", ...(tiles ? [originOf(tiles)] : [])].join(' ')
  return [...CONTENT_SECURITY, images, ["script-src 'self'", ...inline].join(' ')].join('; ')
}

/**
 * Serves built clients: files by name, any other address with the client's page, which knows its own addresses. Files
 * with a hash in their names are cached for ever, the page is requested anew each time. `tiles`: the address of a base
 * map, the only images from elsewhere.
 */
export const serveSites =
  (sites: readonly Site[], tiles: string | null = null): Middleware =>
  async (ctx, next) => {
    await next()
    if (ctx.status !== 404 || ctx.body || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return
    const site = [...sites]
      .sort((a, b) => b.at.length - a.at.length)
      .find(({ at }) => ctx.path === at || ctx.path.startsWith(`${at}/`))
    if (!site || ctx.path.startsWith('/api/')) return
    if (site.at && ctx.path === site.at) return ctx.redirect(`${site.at}/`)
    const asked = site.page ? null : await fileAt(site.folder, ctx.path.slice(site.at.length))
    const looksLikeFile = /\.\w+$/.test(ctx.path)
    const file = asked ?? (looksLikeFile ? null : await fileAt(site.folder, `/${site.page ?? 'index.html'}`))
    if (!file) return
    ctx.status = 200
    ctx.type = path.extname(file.name)
    ctx.set('Cache-Control', HASHED.test(file.name) ? 'public, max-age=31536000, immutable' : 'no-cache')
    if (file.name.endsWith('.html')) {
      const page = await readFile(file.name, 'utf8')
      ctx.set('Content-Security-Policy', contentSecurityOf(page, tiles))
      ctx.body = page
      return
    }
    const sent = (await compressedOf(file.name, ctx)) ?? file
    ctx.length = sent.size
    ctx.body = createReadStream(sent.name)
  }

/** The ending of a file that the build compressed, by its encoding; the smaller first. */
const COMPRESSED = { br: '.br', gzip: '.gz' } as const

/** The compressed file beside a file, in the best encoding that the caller reads. */
async function compressedOf(name: string, ctx: Context) {
  for (const [encoding, ending] of Object.entries(COMPRESSED)) {
    const size = ctx.acceptsEncodings(encoding) && (await sizeOf(name + ending))
    if (!size) continue
    ctx.vary('Accept-Encoding')
    ctx.set('Content-Encoding', encoding)
    return { name: name + ending, size }
  }
  return null
}

async function sizeOf(name: string) {
  const found = await stat(name).catch(() => null)
  return found?.isFile() ? found.size : null
}

async function fileAt(folder: string, asked: string) {
  let relative: string
  try {
    relative = decodeURIComponent(asked)
  } catch {
    return null
  }
  const name = path.join(folder, relative.endsWith('/') ? `${relative}index.html` : relative)
  if (name.includes('\0') || !name.startsWith(folder + path.sep)) return null
  const size = await sizeOf(name)
  return size === null ? null : { name, size }
}
