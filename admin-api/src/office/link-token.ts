import { createHash, randomBytes } from 'node:crypto'

/** A secret for an address: 256 random bits, of which the database keeps the digest only. */
export const newLinkToken = () => randomBytes(32).toString('base64url')
export const digestOf = (token: string) => createHash('sha256').update(token).digest('base64url')
