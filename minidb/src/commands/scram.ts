import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { DatabaseError, NotOpened } from '../errors'

/** The account that may use a server which other machines reach. */
export interface Account {
  name: string
  password: string
}

/** As MongoDB counts for SCRAM-SHA-256. */
const ITERATIONS = 15_000
const SALT_BYTES = 28
const NONCE_BYTES = 24
const SHORTEST_PASSWORD = 12

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()
const failed = () => new DatabaseError(18, 'AuthenticationFailed', 'Authentication failed.')

/** The keys that a server derives from an account: the password cannot be read from them. */
export class Credentials {
  readonly name: string
  readonly salt = randomBytes(SALT_BYTES)
  readonly storedKey: Buffer
  readonly serverKey: Buffer

  /** Throws for a name or a password that drivers would write in more than one way. */
  constructor({ name, password }: Account) {
    if (!/^[\w.-]+$/.test(name)) throw new NotOpened('数据库的用户名只能用字母、数字、点、横线和下划线。')
    if (!/^[\x21-\x7e]+$/.test(password) || password.length < SHORTEST_PASSWORD)
      throw new NotOpened(`数据库的密码至少 ${SHORTEST_PASSWORD} 个字符，只能用键盘上的字母、数字和符号，不能有空格。`)
    this.name = name
    const salted = pbkdf2Sync(password, this.salt, ITERATIONS, 32, 'sha256')
    this.storedKey = sha256(hmac(salted, 'Client Key'))
    this.serverKey = hmac(salted, 'Server Key')
  }
}

/** One sign-in by SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. */
export class Scram {
  readonly #credentials: Credentials
  readonly #nonce: string
  /** The part of what the client signs that both have said so far. */
  readonly #said: string
  /** The answer to the client's first message. */
  readonly challenge: string

  constructor(credentials: Credentials, first: string) {
    const [, name, nonce] = /^n,,n=([^,]+),r=([^,]+)$/.exec(first) ?? []
    if (name !== credentials.name || nonce === undefined) throw failed()
    this.#credentials = credentials
    this.#nonce = nonce + randomBytes(NONCE_BYTES).toString('base64')
    this.challenge = `r=${this.#nonce},s=${credentials.salt.toString('base64')},i=${ITERATIONS}`
    this.#said = `${first.slice('n,,'.length)},${this.challenge}`
  }

  /** The answer to the client's proof that it knows the password, which proves that the server knows it too. */
  verify(final: string): string {
    const [, nonce, proof] = /^c=biws,r=([^,]+),p=([^,]+)$/.exec(final) ?? []
    if (nonce !== this.#nonce || proof === undefined) throw failed()
    const { storedKey, serverKey } = this.#credentials
    const signed = `${this.#said},c=biws,r=${nonce}`
    const signature = hmac(storedKey, signed)
    const given = Buffer.from(proof, 'base64')
    if (given.length !== signature.length) throw failed()
    const clientKey = Buffer.from(given.map((byte, at) => byte ^ signature[at]!))
    if (!timingSafeEqual(sha256(clientKey), storedKey)) throw failed()
    return `v=${hmac(serverKey, signed).toString('base64')}`
  }
}

/** Commands that lead to a sign-in, or tell only that somebody is there. */
const BEFORE = new Set(['hello', 'isMaster', 'ismaster', 'buildInfo', 'buildinfo', 'ping', 'saslStart', 'saslContinue'])

/** The state of the sign-in of one connection. A server without credentials asks for none: only this machine reaches it. */
export class SignIn {
  #scram: Scram | null = null
  #isSkipped = false
  #isDone: boolean

  constructor(readonly credentials: Credentials | null) {
    this.#isDone = credentials === null
  }

  /** Whether a command is answered; before the sign-in only what leads to it. */
  allows(command: string) {
    return this.#isDone || BEFORE.has(command)
  }

  /** `isSkipped`: the client wants no empty message after the proof. */
  begin(first: string, isSkipped: boolean): string {
    if (!this.credentials) throw new DatabaseError(18, 'AuthenticationFailed', 'this server asks for no sign-in')
    this.#scram = new Scram(this.credentials, first)
    this.#isSkipped = isSkipped
    return this.#scram.challenge
  }

  go(payload: string): { payload: string; done: boolean } {
    const scram = this.#scram
    if (this.#isDone && payload === '') return { payload: '', done: true }
    this.#scram = null
    if (!scram) throw new DatabaseError(17, 'ProtocolError', 'no sign-in is under way')
    const proof = scram.verify(payload)
    this.#isDone = true
    return { payload: proof, done: this.#isSkipped }
  }
}
