import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS, type Permission } from '@yike/shared/people/permissions'
import { makeJobs } from './app'
import { readConfig } from './config'
import { domain, every, type Dependencies, type Domain } from './domain'
import { DOMAINS } from './domains'
import { joinDomains } from './join-domains'

const config = readConfig({ NODE_ENV: 'test' })
const dependencies: Dependencies = { registry: joinDomains(DOMAINS), config, wechat: null, now: () => new Date() }
const join = (...more: Domain[]) => joinDomains([...DOMAINS, ...more])

describe('the process refuses to start, by name, with', () => {
  it('a domain or an area record twice', () => {
    const people = DOMAINS.find(({ name }) => name === 'people')!
    expect(() => join(people)).toThrow('"people" is declared twice')
    expect(() => join({ ...people, name: 'persons' })).toThrow('The area record "Person" is declared twice')
  })

  it('a booking kind that nothing handles, or that two do', () => {
    const without = (kind: string) =>
      DOMAINS.map((one) => (kind in (one.bookingKinds ?? {}) ? { ...one, bookingKinds: {} } : one))
    for (const kind of ['meal', 'visit', 'course', 'loan'])
      expect(() => joinDomains(without(kind))).toThrow(`No domain handles the booking kind "${kind}"`)
    expect(() => join(domain({ name: 'lunches', floor: 'kinds', bookingKinds: { meal: {} } }))).toThrow(
      'The handler of the booking kind "meal" is declared twice',
    )
    joinDomains(DOMAINS)
  })

  it('a question that nobody answers', () => {
    const withoutHallDoor = DOMAINS.map((one) => (one.name === 'booking' ? { ...one, answers: {} } : one))
    expect(() => joinDomains(withoutHallDoor)).toThrow('directory asks "nextSittings" and no domain answers')
  })

  it('a kind of message twice, or one in a setting that no domain declares', () => {
    const { messages } = DOMAINS.find(({ name }) => name === 'loans')!
    expect(() => join(domain({ name: 'library', floor: 'kinds', messages }))).toThrow(
      'The kind of message "loan_due" is declared twice',
    )
    const jobs = (env: Record<string, string>) => () => makeJobs(readConfig({ NODE_ENV: 'test', ...env }))
    const sms = { SMS_WEBHOOK_URL: 'https://sms.example.cn/send' }
    expect(jobs({ ...sms, SMS_KINDS: 'loan_due' })).not.toThrow()
    expect(jobs({ ...sms, SMS_KINDS: 'loan_due,lent' })).toThrow('SMS_KINDS 里的 lent')
    const wechat = (kind: string, source: string) =>
      jobs({
        WECHAT_APPID: 'wx1',
        WECHAT_SECRET: 'secret',
        WECHAT_TEMPLATES: JSON.stringify({ [kind]: { id: 't', fields: { time1: source } } }),
      })
    expect(wechat('booking_reminder', 'startsAt')).not.toThrow()
    expect(wechat('lent', 'title')).toThrow('WECHAT_TEMPLATES 里的 lent')
    expect(wechat('notice_published', 'startsAt')).toThrow('notice_published 用了 startsAt')
  })

  it('a job without a handler, or whose name is taken', () => {
    const jobs = (...more: Domain[]) => makeJobs({ wechat: null }, () => new Date(), [...DOMAINS, ...more])
    const nothing = every(1000, 'nothing', undefined as never)
    expect(() => jobs(domain({ name: 'idle', floor: 'roof', jobs: () => [nothing] }))).toThrow(
      'The job "nothing" has no handler',
    )
    const relay = every(1000, 'relay', () => Promise.resolve())
    expect(() => jobs(domain({ name: 'second', floor: 'roof', jobs: () => [relay] }))).toThrow(
      'The job "relay" is declared twice',
    )
  })
})

/** The text of every file in the folder of a domain, except its manifest and tests. */
const sourceOf = (name: string) => {
  const folder = path.join(import.meta.dirname, name)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'domain.ts')
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n')
}

/** Sent in versions before this one: inboxes keep them. */
const NOT_SENT_ANY_MORE = ['sitting_cancelled', 'notice_withdrawn']

describe('the manifests', () => {
  it.each(DOMAINS.map((one) => [one.name, one] as const))(
    'declare the messages that %s sends',
    (name, { messages = {} }) => {
      const source = sourceOf(name)
      // `ticket_${told}`: one of several, by its beginning.
      const isSent = (kind: string) => source.includes(`'${kind}'`) || source.includes(`\`${kind.split('_')[0]}_$`)
      expect(Object.keys(messages).filter((kind) => !isSent(kind) && !NOT_SENT_ANY_MORE.includes(kind))).toEqual([])
    },
  )

  it.each(DOMAINS.map((one) => [one.name, one] as const))('name the models of %s', (name, { models = [] }) => {
    const made = [...sourceOf(name).matchAll(/\bmodel(?:<[^']*?>)?\(\s*'(\w+)'/g)].map((match) => match[1]!)
    expect(models.map(({ modelName }) => modelName).sort()).toEqual(made.sort())
  })

  it('say of every model with `areas` whether a change of areas moves it', () => {
    const withAreas = DOMAINS.flatMap(({ models = [] }) => models).filter(({ schema }) => schema.path('areas'))
    const said = DOMAINS.flatMap(({ areaRecords = [], fixedAreas = [] }) => [
      ...areaRecords.map(({ model }) => model),
      ...fixedAreas,
    ])
    expect(withAreas.map(({ modelName }) => modelName).sort()).toEqual(said.map(({ modelName }) => modelName).sort())
  })

  it('say of every model with an outbox who empties it', () => {
    const withOutbox = DOMAINS.flatMap(({ models = [] }) => models).filter(({ schema }) => schema.path('outbox'))
    const emptied = DOMAINS.flatMap(({ outboxes = [], urgentOutboxes = [] }) => [...outboxes, ...urgentOutboxes])
    expect(withOutbox.map(({ modelName }) => modelName).sort()).toEqual(
      emptied.map(({ modelName }) => modelName).sort(),
    )
  })

  it.each(DOMAINS.map((one) => [one.name, one] as const))('name the permissions that %s asks for', (name, manifest) => {
    const source = sourceOf(name)
    const atTheDoor = (manifest.routes?.(dependencies) ?? [])
      .flatMap(({ all }) => all.map(({ endpoint: { access } }) => (typeof access === 'object' ? access.staff : 'any')))
      .filter((permission): permission is Permission => permission !== 'any')
    const asked = PERMISSIONS.filter((one) => atTheDoor.includes(one) || source.includes(`'${one}'`))
    expect([...(manifest.permissions ?? [])].sort()).toEqual([...asked].sort())
  })
})
