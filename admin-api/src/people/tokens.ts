import { createHash, createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'

export const ACCESS_SECONDS = 30 * 60
export const REFRESH_DAYS = 30

/** Another token that were signed with this key some day is no access token. */
const AUDIENCE = 'yike'

let signingKey: KeyObject | null = null

/** Prepares the key once; a KeyObject saves jsonwebtoken from deriving it for each token. */
export function useTokenSecret(secret: string) {
  signingKey = createSecretKey(createHash('sha256').update(`token:${secret}`).digest())
}

function key() {
  if (!signingKey) throw new Error('useTokenSecret has to be called before tokens are made or read.')
  return signingKey
}

/** Names the person and the session, never their permissions. */
export const makeAccessToken = (personId: string, sessionId: string, now: Date) =>
  jwt.sign({ sub: personId, sid: sessionId, iat: Math.floor(now.getTime() / 1000) }, key(), {
    algorithm: 'HS256',
    audience: AUDIENCE,
    expiresIn: ACCESS_SECONDS,
  })

/** Null when forged or expired. */
export function readAccessToken(token: string, now: Date) {
  try {
    const read = jwt.verify(token, key(), {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      clockTimestamp: Math.floor(now.getTime() / 1000),
    })
    if (typeof read === 'string' || !read.sub || !read.exp || typeof read.sid !== 'string') return null
    return { personId: read.sub, sessionId: read.sid }
  } catch {
    return null
  }
}

/** The content of a refresh token: the session, and how often it had been renewed when the token was given. */
export interface RefreshToken {
  personId: string
  sessionId: string
  generation: number
}

const signatureOf = (said: string) => createHmac('sha256', key()).update(`refresh:${said}`).digest('base64url')

/**
 * Counts instead of being random: the server keeps only the session's generation. So it can give the newest token again
 * to a client that lost the answer, and recognises any older one as its own, however often the session was renewed
 * since.
 */
export function makeRefreshToken({ personId, sessionId, generation }: RefreshToken) {
  const said = `${personId}.${sessionId}.${generation}`
  return `${said}.${signatureOf(said)}`
}

/** Null when forged. The database knows whether the session still lives, and which generation it is in. */
export function readRefreshToken(token: string): RefreshToken | null {
  const read = /^(([0-9a-f]{24})\.([\w-]{1,64})\.(\d{1,9}))\.([\w-]+)$/.exec(token)
  if (!read) return null
  const [, said, personId, sessionId, generation, signature] = read as unknown as string[]
  const given = Buffer.from(signature!)
  const right = Buffer.from(signatureOf(said!))
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  return { personId: personId!, sessionId: sessionId!, generation: Number(generation) }
}
