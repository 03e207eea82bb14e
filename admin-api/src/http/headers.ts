import type { Middleware } from 'koa'

const YEAR_SECONDS = 31_536_000
/** An answer of the API is data: opened as a page it loads and runs nothing. */
const DATA_ONLY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * Headers of every answer: no guessing of types, no embedding by other sites, no window of another site in reach, and
 * of a browser's powers only those that our pages use. With an https origin browsers must come by https only.
 */
export const securityHeaders = (publicOrigin: string | undefined): Middleware => {
  const headers = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'X-Frame-Options': 'SAMEORIGIN',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy':
      'geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), display-capture=(), browsing-topics=()',
    ...(publicOrigin?.startsWith('https:') ? { 'Strict-Transport-Security': `max-age=${YEAR_SECONDS}` } : {}),
  }
  return async (ctx, next) => {
    ctx.set(headers)
    if (/^\/(?:api|open311)\//.test(ctx.path)) ctx.set('Content-Security-Policy', DATA_ONLY)
    await next()
  }
}
