import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'

export const ACCESS_SECONDS = 30 * 60
export const REFRESH_DAYS = 30

let signingKey: KeyObject | null = null

/** Prepares the key once; a KeyObject saves jsonwebtoken from deriving it for each token. */
export function useTokenSecret(secret: string) {
  signingKey = createSecretKey(createHash('sha256').update(`token:${secret}`).digest())
}

function key() {
  if (!signingKey) throw new Error('useTokenSecret has to be called before tokens are made or read.')
  return signingKey
}

/** Names the person and the session, never what they may do. */
export const makeAccessToken = (personId: string, sessionId: string, now: Date) =>
  jwt.sign({ sub: personId, sid: sessionId, iat: Math.floor(now.getTime() / 1000) }, key(), {
    algorithm: 'HS256',
    expiresIn: ACCESS_SECONDS,
  })

/** Null when forged or expired. */
export function readAccessToken(token: string, now: Date) {
  try {
    const read = jwt.verify(token, key(), { algorithms: ['HS256'], clockTimestamp: Math.floor(now.getTime() / 1000) })
    if (typeof read === 'string' || !read.sub || typeof read.sid !== 'string') return null
    return { personId: read.sub, sessionId: read.sid }
  } catch {
    return null
  }
}

export const newRefreshToken = () => randomBytes(32).toString('base64url')
export const digestOf = (token: string) => createHash('sha256').update(token).digest('base64url')
