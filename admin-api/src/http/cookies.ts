import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from 'koa'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { AppError } from '@yike/shared/errors'
import type { Tokens } from './handle'

/** The resident app and the console have separate sessions, though they share an address. */
export type Side = 'resident' | 'staff'

const NAMES = {
  resident: { access: 'yike_access', refresh: 'yike_refresh', path: API_BASE_PATH },
  staff: { access: 'yike_staff_access', refresh: 'yike_staff_refresh', path: API_BASE_PATH },
} as const
const CSRF_COOKIE = 'yike_csrf'
const CSRF_HEADER = 'X-CSRF-Token'
const REFRESH_DAYS = 30
const DAY_MS = 86_400_000

export const accessCookie = (ctx: Context, side: Side) => ctx.cookies.get(NAMES[side].access)
export const refreshCookie = (ctx: Context, side: Side) => ctx.cookies.get(NAMES[side].refresh)

export function setCookies(
  ctx: Context,
  side: Side,
  { accessToken, refreshToken, expiresIn }: Tokens,
  secure: boolean,
) {
  const { access, refresh, path } = NAMES[side]
  const common = { httpOnly: true, sameSite: 'lax' as const, secure, path, overwrite: true }
  ctx.cookies.set(access, accessToken, { ...common, maxAge: expiresIn * 1000 })
  ctx.cookies.set(refresh, refreshToken, { ...common, maxAge: REFRESH_DAYS * DAY_MS })
  if (!ctx.cookies.get(CSRF_COOKIE))
    ctx.cookies.set(CSRF_COOKIE, randomBytes(18).toString('base64url'), {
      httpOnly: false,
      sameSite: 'lax',
      secure,
      path: '/',
      maxAge: REFRESH_DAYS * DAY_MS,
    })
}

export function clearCookies(ctx: Context, side: Side) {
  const { access, refresh, path } = NAMES[side]
  for (const name of [access, refresh]) ctx.cookies.set(name, null, { path, overwrite: true })
}

/** A browser that sends the page it calls from must name ours. */
export function checkOrigin(ctx: Context, publicOrigin: string | undefined) {
  const origin = ctx.get('Origin')
  if (origin && origin !== (publicOrigin ?? `${ctx.protocol}://${ctx.host}`)) throw new AppError('CSRF')
}

/** A session by cookie repeats the readable cookie in a header, which no other site's page can (double submit). */
export function checkCsrf(ctx: Context) {
  const cookie = Buffer.from(ctx.cookies.get(CSRF_COOKIE) ?? '')
  const header = Buffer.from(ctx.get(CSRF_HEADER))
  if (cookie.length === 0 || cookie.length !== header.length || !timingSafeEqual(cookie, header))
    throw new AppError('CSRF')
}
