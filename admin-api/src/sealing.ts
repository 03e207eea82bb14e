import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Envelope encryption for texts about somebody's health: every record has a random data key, each field is sealed with
 * it (bound to its owner and its name), and the data key is wrapped with a key derived (HKDF, SHA-256) from a secret of
 * the installation. A record names its suite and its secret, so that both can be replaced: records of an older one stay
 * readable (an older secret while it is listed in SECRETS_BEFORE), and jobs seal them anew.
 */
export interface Sealed {
  /** `suite:fingerprint` of the secret whose key wraps. */
  key: string
  wrapped: string
  fields: Record<string, string>
}

const KEY_BYTES = 32

/** One way to encrypt and to notice a change. `bound`: text that has to be the same when it is opened. */
interface Suite {
  /** As the key of a record names it. */
  code: number
  encrypt(key: Buffer, plain: Buffer, bound: Buffer): Buffer
  /** Throws when the bytes were changed, or are bound to something else. */
  decrypt(key: Buffer, bytes: Buffer, bound: Buffer): Buffer
  /** The hash of its blind indexes. */
  hash: 'sha256' | 'sm3'
}

const GCM_IV = 12
const GCM_TAG = 16
const aes256Gcm: Suite = {
  code: 1,
  hash: 'sha256',
  encrypt(key, plain, bound) {
    const iv = randomBytes(GCM_IV)
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    cipher.setAAD(bound)
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), sealed])
  },
  decrypt(key, bytes, bound) {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, GCM_IV), { authTagLength: GCM_TAG })
    decipher.setAAD(bound)
    decipher.setAuthTag(bytes.subarray(GCM_IV, GCM_IV + GCM_TAG))
    return Buffer.concat([decipher.update(bytes.subarray(GCM_IV + GCM_TAG)), decipher.final()])
  },
}

const SM_BLOCK = 16
const SM3_BYTES = 32
/** SM4-CBC, then HMAC-SM3 over the binding and the ciphertext: Node has no SM4-GCM. Half of the key is for each. */
const sm4Sm3: Suite = {
  code: 2,
  hash: 'sm3',
  encrypt(key, plain, bound) {
    const iv = randomBytes(SM_BLOCK)
    const cipher = createCipheriv('sm4-cbc', key.subarray(0, SM_BLOCK), iv)
    const sealed = Buffer.concat([iv, cipher.update(plain), cipher.final()])
    return Buffer.concat([sm3Of(key, bound, sealed), sealed])
  },
  decrypt(key, bytes, bound) {
    const [tag, sealed] = [bytes.subarray(0, SM3_BYTES), bytes.subarray(SM3_BYTES)]
    if (tag.length !== SM3_BYTES || !timingSafeEqual(tag, sm3Of(key, bound, sealed)))
      throw new Error('Sealed bytes were changed, or belong to another owner or field.')
    const decipher = createDecipheriv('sm4-cbc', key.subarray(0, SM_BLOCK), sealed.subarray(0, SM_BLOCK))
    return Buffer.concat([decipher.update(sealed.subarray(SM_BLOCK)), decipher.final()])
  },
}

/** The length of the binding comes first, so that no binding runs on into the ciphertext. */
const sm3Of = (key: Buffer, bound: Buffer, sealed: Buffer) =>
  createHmac('sm3', key.subarray(SM_BLOCK)).update(`${bound.length}:`).update(bound).update(sealed).digest()

const SUITES = { 'aes-256-gcm': aes256Gcm, 'sm4-cbc-sm3': sm4Sm3 } as const satisfies Record<string, Suite>
/** The setting SEALING_SUITE. */
export type SealingSuite = keyof typeof SUITES
export const SEALING_SUITES = Object.keys(SUITES) as [SealingSuite, ...SealingSuite[]]

interface Key {
  name: string
  suite: Suite
  /** Wraps data keys. */
  bytes: Buffer
  /** Seals single values. */
  value: Buffer
  /** Makes blind indexes. */
  index: Buffer
}
let ring: { current: Key; all: Map<string, Key> } | null = null
let suiteInForce: SealingSuite = 'aes-256-gcm'
let secretsInForce: readonly [string, ...string[]] | null = null

const derive = (secret: string, info: string, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, 'yike.care', info, length))

const keyOf = (secret: string, suite: Suite): Key => ({
  name: `${suite.code}:${derive(secret, `name:${suite.code}`, 6).toString('base64url')}`,
  suite,
  bytes: derive(secret, `wrap:${suite.code}`, KEY_BYTES),
  value: derive(secret, `value:${suite.code}`, KEY_BYTES),
  index: derive(secret, `index:${suite.code}`, KEY_BYTES),
})

function makeRing() {
  if (!secretsInForce) return
  const all = secretsInForce.flatMap((secret) => Object.values(SUITES).map((suite) => keyOf(secret, suite)))
  ring = { current: keyOf(secretsInForce[0], SUITES[suiteInForce]), all: new Map(all.map((key) => [key.name, key])) }
}

/** The secret of the installation first, then those it replaced. */
export function useSealingSecrets(secrets: readonly [string, ...string[]]) {
  secretsInForce = secrets
  makeRing()
}

/** The suite by which everything is sealed from now on; what another one sealed stays readable. */
export function useSealingSuite(suite: SealingSuite) {
  suiteInForce = suite
  makeRing()
}

function keys() {
  if (!ring) throw new Error('useSealingSecrets has to be called before anything is sealed or opened.')
  return ring
}

/** Keys of replaced secrets and of other suites, which can still be opened. */
export const olderKeys = () => [...keys().all.keys()].filter((name) => name !== keys().current.name)

/** The name of the key that seals now. */
export const currentKey = () => keys().current.name

/** Sealed with a secret that this installation does not have. */
class SealedAway extends Error {}

const encrypt = (suite: Suite, key: Buffer, plain: Buffer, bound: string) =>
  suite.encrypt(key, plain, Buffer.from(bound)).toString('base64url')
const decrypt = (suite: Suite, key: Buffer, text: string, bound: string) =>
  suite.decrypt(key, Buffer.from(text, 'base64url'), Buffer.from(bound))

const wrapBound = (owner: string) => `${owner}:key`

function openKey(owner: string, { key, wrapped }: Sealed) {
  const outer = keys().all.get(key)
  if (!outer) throw new SealedAway(`Sealed with a secret that is not here (${key}): list it in SECRETS_BEFORE.`)
  return { suite: outer.suite, dataKey: decrypt(outer.suite, outer.bytes, wrapped, wrapBound(owner)) }
}

function wrap(owner: string, dataKey: Buffer) {
  const { name, suite, bytes } = keys().current
  return { key: name, wrapped: encrypt(suite, bytes, dataKey, wrapBound(owner)) }
}

/** Seals each field for one owner: `file:<person>`, `alert:<id>`. */
export function seal(owner: string, fields: object): Sealed {
  const dataKey = randomBytes(KEY_BYTES)
  const { suite } = keys().current
  const sealed = Object.entries(fields).map(([name, value]) => [
    name,
    encrypt(suite, dataKey, Buffer.from(JSON.stringify(value)), `${owner}:${name}`),
  ])
  return { ...wrap(owner, dataKey), fields: Object.fromEntries(sealed) as Record<string, string> }
}

export function unseal<Fields>(owner: string, sealed: Sealed): Fields {
  const { suite, dataKey } = openKey(owner, sealed)
  const opened = Object.entries(sealed.fields).map(([name, text]) => [
    name,
    JSON.parse(decrypt(suite, dataKey, text, `${owner}:${name}`).toString()) as unknown,
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

/** The same fields under the secret and the suite in force; of the same suite only the data key is wrapped anew. */
export function rewrap(owner: string, sealed: Sealed): Sealed {
  const { suite, dataKey } = openKey(owner, sealed)
  if (suite !== keys().current.suite) return seal(owner, unseal<object>(owner, sealed))
  return { ...sealed, ...wrap(owner, dataKey) }
}

/**
 * One value sealed by itself, bound to what it is (`phone`), so that it may be copied from one record to another.
 * `index`: the blind indexes by which it is found, written together with it.
 */
export interface SealedValue<Value> {
  key: string
  bytes: string
  index?: string[]
  /** Only for the type: the value that `openValue` gives. */
  readonly of?: Value
}

export function sealValue<Value>(what: string, value: Value): SealedValue<Value> {
  const { name, suite, value: key } = keys().current
  return { key: name, bytes: encrypt(suite, key, Buffer.from(JSON.stringify(value)), `value:${what}`) }
}

/** Throws where this installation does not have the secret, or the value was changed or is not a `what`. */
export function openValue<Value>(what: string, { key, bytes }: SealedValue<Value>): Value {
  const outer = keys().all.get(key)
  if (!outer) throw new SealedAway(`Sealed with a secret that is not here (${key}): list it in SECRETS_BEFORE.`)
  return JSON.parse(decrypt(outer.suite, outer.value, bytes, `value:${what}`).toString()) as Value
}

const INDEX_BYTES = 12
const indexUnder = ({ suite, index }: Key, what: string, text: string) =>
  createHmac(suite.hash, index).update(`${what}:`).update(text).digest().subarray(0, INDEX_BYTES).toString('base64url')

/** The same for equal texts of one kind, and telling nothing of the text without the secret. */
export const blindIndex = (what: string, text: string) => indexUnder(keys().current, what, text)

/** Every index that `blindIndex` has given for a text under the keys that are here: to search by. */
export const blindIndexes = (what: string, text: string) =>
  [...keys().all.values()].map((key) => indexUnder(key, what, text))
