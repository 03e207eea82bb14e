const NAME = 'yike'
const STORE = 'sealed'
/** Under it lies the key of this browser. It cannot be read out, only used. */
const KEY = ' key'

interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  bytes: ArrayBuffer
  type: string
}

const done = <Value>(request: IDBRequest<Value>) =>
  new Promise<Value>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused.'))
  })

let opened: Promise<IDBDatabase> | undefined
function database() {
  opened ??= (() => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    return done(request)
  })()
  return opened
}
const store = async (mode: IDBTransactionMode) => (await database()).transaction(STORE, mode).objectStore(STORE)

/** Missing where the page came over plain http from another machine. */
const cipher = () => globalThis.crypto?.subtle as SubtleCrypto | undefined

let ownKey: Promise<CryptoKey> | undefined
/** Made at the first use. Of two tabs that make one at once both use the first. */
async function key(subtle: SubtleCrypto) {
  ownKey ??= (async () => {
    const kept = await done<CryptoKey | undefined>((await store('readonly')).get(KEY))
    if (kept) return kept
    const made = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    await done((await store('readwrite')).add(made, KEY)).catch(() => undefined)
    return done<CryptoKey>((await store('readonly')).get(KEY))
  })()
  return ownKey
}

/** Keeps bytes in this browser, encrypted wherever it offers encryption. */
export async function putSealed(name: string, content: Blob) {
  const subtle = cipher()
  const plain = await content.arrayBuffer()
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const bytes = subtle ? await subtle.encrypt({ name: 'AES-GCM', iv }, await key(subtle), plain) : plain
  const sealed: Sealed = { iv, bytes, type: content.type }
  await done((await store('readwrite')).put(sealed, name))
}

/** Null for what is not there, and for what another key sealed. */
export async function getSealed(name: string): Promise<Blob | null> {
  const sealed = await done<Sealed | undefined>((await store('readonly')).get(name))
  if (!sealed) return null
  const subtle = cipher()
  if (!subtle) return new Blob([sealed.bytes], { type: sealed.type })
  const plain = await subtle
    .decrypt({ name: 'AES-GCM', iv: sealed.iv }, await key(subtle), sealed.bytes)
    .catch(() => null)
  return plain && new Blob([plain], { type: sealed.type })
}

export const deleteSealed = async (name: string) => void (await done((await store('readwrite')).delete(name)))

export const namesSealed = async () =>
  (await done((await store('readonly')).getAllKeys())).map(String).filter((name) => name !== KEY)
