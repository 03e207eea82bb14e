import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Envelope encryption for texts about somebody's health: every record has a random data key, each field is sealed with
 * it (AES-256-GCM, bound to its owner and its name), and the data key is wrapped with a key derived (HKDF, SHA-256)
 * from a secret of the installation. A wrapped key names its secret, so that secrets can be replaced: records of an
 * older one stay readable while it is listed in SECRETS_BEFORE, and a job wraps their keys anew.
 */
export interface Sealed {
  /** `scheme:fingerprint` of the secret whose key wraps. */
  key: string
  wrapped: string
  fields: Record<string, string>
}

const SCHEME = 1
const IV = 12
const TAG = 16
const KEY_BYTES = 32

interface Ring {
  current: string
  keys: Map<string, Buffer>
}
let ring: Ring | null = null

const derive = (secret: string, info: string, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, 'yike.care', `${info}:${SCHEME}`, length))

/** The secret of the installation first, then those it replaced. */
export function useSealingSecrets([first, ...before]: readonly [string, ...string[]]) {
  const named = (secret: string): [string, Buffer] => [
    `${SCHEME}:${derive(secret, 'name', 6).toString('base64url')}`,
    derive(secret, 'wrap', KEY_BYTES),
  ]
  ring = { current: named(first)[0], keys: new Map([first, ...before].map(named)) }
}

function keys(): Ring {
  if (!ring) throw new Error('useSealingSecrets has to be called before anything is sealed or opened.')
  return ring
}

/** Keys of replaced secrets that can still be opened. */
export const olderKeys = () => [...keys().keys.keys()].filter((key) => key !== keys().current)

/** Sealed with a secret that this installation does not have. */
class SealedAway extends Error {}

function encrypt(key: Buffer, plain: Buffer, bound: string) {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(bound))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Throws when the text was changed, or belongs to another owner or field. */
function decrypt(key: Buffer, text: string, bound: string) {
  const bytes = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG))
  return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()])
}

const wrapBound = (owner: string) => `${owner}:key`

function dataKeyOf(owner: string, { key, wrapped }: Sealed) {
  const outer = keys().keys.get(key)
  if (!outer) throw new SealedAway(`Sealed with a secret that is not here (${key}): list it in SECRETS_BEFORE.`)
  return decrypt(outer, wrapped, wrapBound(owner))
}

const wrap = (owner: string, dataKey: Buffer) => {
  const { current, keys: all } = keys()
  return { key: current, wrapped: encrypt(all.get(current)!, dataKey, wrapBound(owner)) }
}

/** Seals each field for one owner: `file:<person>`, `alert:<id>`. */
export function seal(owner: string, fields: object): Sealed {
  const dataKey = randomBytes(KEY_BYTES)
  const sealed = Object.entries(fields).map(([name, value]) => [
    name,
    encrypt(dataKey, Buffer.from(JSON.stringify(value)), `${owner}:${name}`),
  ])
  return { ...wrap(owner, dataKey), fields: Object.fromEntries(sealed) as Record<string, string> }
}

export function unseal<Fields>(owner: string, sealed: Sealed): Fields {
  const dataKey = dataKeyOf(owner, sealed)
  const opened = Object.entries(sealed.fields).map(([name, text]) => [
    name,
    JSON.parse(decrypt(dataKey, text, `${owner}:${name}`).toString()) as unknown,
  ])
  return Object.fromEntries(opened) as Fields
}

/** The same; null when this installation does not have the secret. For pages whose rest may save a life. */
export function unsealIfPossible<Fields>(owner: string, sealed: Sealed): Fields | null {
  try {
    return unseal<Fields>(owner, sealed)
  } catch (cause) {
    if (cause instanceof SealedAway) return null
    throw cause
  }
}

/** The same fields under the secret in force; only the data key is wrapped anew. */
export const rewrap = (owner: string, sealed: Sealed): Sealed => ({
  ...sealed,
  ...wrap(owner, dataKeyOf(owner, sealed)),
})
