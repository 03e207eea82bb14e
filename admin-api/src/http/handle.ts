import type { Readable } from 'node:stream'
import type { Endpoint } from '@yike/shared/endpoint'
import type { Feature } from '@yike/shared/territory/features'
import type { z } from '@yike/shared/zod'
import type { Types } from 'mongoose'
import type { Actor } from './policy'

/** The client that calls: the mini-program holds its tokens, the resident app and the console have cookies. */
export type Client = 'weapp' | 'h5' | 'console'

/** The two tokens of a session, before they leave as cookies or in the body. */
export interface Tokens {
  accessToken: string
  refreshToken: string
  expiresIn: number
}

/** The values that a handler gets beside its input. */
export interface Call {
  /** The person who acts. On a public endpoint without a sign-in, reading it refuses with SIGN_IN_REQUIRED. */
  readonly actor: Actor
  /** The person who acts on a public endpoint; null for a visitor. */
  readonly visitor: Actor | null
  now: Date
  ip: string
  /** The call comes from this machine itself, not through a proxy. */
  isLocal: boolean
  client: Client
  /** The name that the client gives itself (`User-Agent`). */
  agent: string
  /** The `Idempotency-Key` of a create; the router has made sure of it. Empty elsewhere. */
  key: string
  /** The secret of a hall's device in `X-Device`; empty for all others. */
  device: string
  /** Raw body of an upload. */
  body: Readable & { headers: Record<string, string | string[] | undefined> }
  /** A refresh token that a browser sent in its cookie. */
  refreshCookie: string | undefined
  /** Gives tokens to a browser as cookies, to the mini-program in the answer. */
  giveTokens(tokens: Tokens): { accessToken: string | null; refreshToken: string | null; expiresIn: number }
  dropTokens(): void
  /** Puts a security event on record, with the address it came from: a failed sign-in, a role that changed. */
  record(event: string, facts: Record<string, string>): Promise<void>
  /** Notes the residents whose data the answer shows to staff: it is on record before the answer leaves. */
  saw(people: readonly Types.ObjectId[]): void
}

export interface Route {
  endpoint: Endpoint<never, unknown>
  input: z.ZodType
  /** Null for a stream. */
  output: z.ZodType | null
  /** The body is not JSON: the handler reads it. */
  raw: boolean
  run(input: unknown, call: Call): Promise<unknown>
}

/** The answer of a stream. */
export interface StreamAnswer {
  type: string
  body: Readable | Buffer
  headers?: Record<string, string>
}

/** The routes of a domain, in the order they are tried. */
export class Routes {
  readonly all: Route[] = []
  /** The feature that they belong to; absent for those that every office has. */
  feature?: Feature
}

/**
 * One JSON endpoint: its plain data, its schemas, and a handler that reads like a sentence. The input is parsed at the
 * door; in tests the output is checked against its schema, so that a presenter that drifts fails there.
 */
export function handle<In, Out, Input extends z.ZodType<unknown, In>>(
  routes: Routes,
  endpoint: Endpoint<In, Out>,
  schemas: { input: Input; output: z.ZodType<Out> },
  run: (input: z.output<Input>, call: Call) => Promise<Out>,
) {
  routes.all.push({
    endpoint: endpoint as unknown as Endpoint<never, unknown>,
    ...schemas,
    raw: false,
    run: run as Route['run'],
  })
}

/** The sibling of `handle` for answers other than JSON: files, exports, events. Same access, same input. */
export function stream<In, Input extends z.ZodType<unknown, In>>(
  routes: Routes,
  endpoint: Endpoint<In, unknown>,
  schemas: { input: Input },
  run: (input: z.output<Input>, call: Call) => Promise<StreamAnswer>,
) {
  routes.all.push({
    endpoint: endpoint as unknown as Endpoint<never, unknown>,
    input: schemas.input,
    output: null,
    raw: false,
    run: run as Route['run'],
  })
}

/** A JSON answer to a body that is not JSON: the handler reads `call.body` itself. */
export function receive<Out>(
  routes: Routes,
  endpoint: Endpoint<Record<string, never>, Out>,
  schemas: { input: z.ZodType; output: z.ZodType<Out> },
  run: (call: Call) => Promise<Out>,
) {
  routes.all.push({
    endpoint: endpoint as unknown as Endpoint<never, unknown>,
    ...schemas,
    raw: true,
    run: (_, call) => run(call),
  })
}
