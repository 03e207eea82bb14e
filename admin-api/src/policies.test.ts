import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Endpoint } from '@yike/shared/endpoint'
import { PERMISSIONS } from '@yike/shared/people/permissions'

/** A permission is asked in the `policy.ts` of a domain, by name; verbs, routes and presenters ask the policy. */
const API = import.meta.dirname
const SHARED = path.join(API, '../../shared/src')

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.split(path.sep).join('/'))
const sources = filesUnder(API).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
const textOf = (file: string) => readFileSync(path.join(API, file), 'utf8')

const policies = sources.filter((file) => /^[\w-]+\/policy\.ts$/.test(file) && file !== 'http/policy.ts')
const asked = new Set(
  policies.flatMap((file) =>
    [...textOf(file).matchAll(/'([a-z]+\.[a-z_]+|any)'/g)].map(([, permission]) => permission!),
  ),
)

const contracts = await Promise.all(
  filesUnder(SHARED)
    .filter((file) => file.endsWith('endpoints.ts'))
    .map(async (file) => (await import(path.join(SHARED, file))) as Record<string, Endpoint<never, unknown>>),
)
const staffEndpoints = contracts
  .flatMap((contract) => Object.entries(contract))
  .flatMap(([name, { access }]) => (typeof access === 'object' ? [{ name, permission: access.staff }] : []))

describe('policies', () => {
  it.each(PERMISSIONS)('ask %s', (permission) => {
    expect([...asked]).toContain(permission)
  })

  it.each(staffEndpoints)('answer for $name', ({ permission }) => {
    expect([...asked]).toContain(permission)
  })

  it('are the only ones who ask what a role may do', () => {
    const elsewhere = sources
      .filter((file) => !policies.includes(file) && !file.startsWith('http/'))
      .filter((file) => /\b(may|within|areasWith)\(|\bROLES\[[^\]]+\]\.permissions/.test(textOf(file)))
    expect(elsewhere).toEqual([])
  })

  it('are pure: they know no database', () => {
    const impure = policies.filter((file) => /\bawait\b|import (?!type)[^;\n]*\/model'/.test(textOf(file)))
    expect(impure).toEqual([])
  })
})
