import { FIRST_STEP_CODES } from '@yike/shared/office/first-steps'
import { FEATURE_CODES } from '@yike/shared/territory/features'
import type { Dependencies, Domain, Questions, Registry } from './domain'
import type { Routes } from './http/handle'
import type { Job } from './jobs'
import type { Removal } from './removal-guards'
import { sealedTextFields } from './sealed-text'

/** The first name that occurs twice. */
const twice = (names: readonly string[]) => names.find((name, index) => names.indexOf(name) !== index)

function refuseDoubles(what: string, names: readonly string[]) {
  const name = twice(names)
  if (name) throw new Error(`${what} "${name}" is declared twice.`)
}

/** Every question that a domain asks is answered by exactly one other. */
function answersOf(domains: readonly Domain[]): Questions {
  const answered = domains.flatMap(({ answers = {} }) => Object.keys(answers))
  refuseDoubles('The answer to', answered)
  for (const { name, asks = [] } of domains)
    for (const question of asks)
      if (!answered.includes(question)) throw new Error(`${name} asks "${question as string}" and no domain answers.`)
  return Object.assign({}, ...domains.map(({ answers }) => answers)) as Questions
}

/** Every first step is counted by exactly one domain. */
function firstStepsOf(domains: readonly Domain[]): Registry['firstSteps'] {
  const counted = domains.flatMap(({ firstSteps = {} }) => Object.keys(firstSteps))
  refuseDoubles('The first step', counted)
  const missing = FIRST_STEP_CODES.find((code) => !counted.includes(code))
  if (missing) throw new Error(`The first step "${missing}" is counted by no domain.`)
  return Object.assign({}, ...domains.map(({ firstSteps }) => firstSteps)) as Registry['firstSteps']
}

/**
 * Joins the manifests: gathers their declarations and hands each domain those of the others. Throws, by name, where two
 * declare the same or where a request has no declaration. May be called again, with other domains too.
 */
export function joinDomains(domains: readonly Domain[]): Registry {
  refuseDoubles(
    'The domain',
    domains.map(({ name }) => name),
  )
  const areaRecords = domains.flatMap((one) => one.areaRecords ?? [])
  refuseDoubles(
    'The area record',
    areaRecords.map(({ model }) => model.modelName),
  )
  refuseDoubles(
    'The handler of the booking kind',
    domains.flatMap(({ bookingKinds = {} }) => Object.keys(bookingKinds)),
  )
  refuseDoubles(
    'The kind of message',
    domains.flatMap(({ messages = {} }) => Object.keys(messages)),
  )
  refuseDoubles(
    'The event of WeChat',
    domains.flatMap(({ wechatEvents = {} }) => Object.keys(wechatEvents)),
  )
  const purposes = domains.flatMap((one) => one.purposes ?? []).map(({ code }) => code)
  refuseDoubles('The purpose', purposes)
  const guardsOf = (removal: Removal) => domains.flatMap(({ removalGuards = {} }) => removalGuards[removal] ?? [])
  const registry: Registry = {
    areaRecords,
    bookingKinds: Object.assign({}, ...domains.map(({ bookingKinds }) => bookingKinds)) as Registry['bookingKinds'],
    removalGuards: { person: guardsOf('person'), service: guardsOf('service') },
    openWork: domains.flatMap(({ openWork }) => openWork ?? []),
    wechatEvents: Object.assign({}, ...domains.map(({ wechatEvents }) => wechatEvents)) as Registry['wechatEvents'],
    reportables: domains.flatMap((one) => one.reportables ?? []),
    personRecords: domains.flatMap((one) => one.personRecords ?? []),
    mergeGuards: domains.flatMap((one) => one.mergeGuards ?? []),
    // From the top floor down: a plan ends before the bookings that it makes.
    personData: [...domains].reverse().flatMap(({ name, personData: data }) => (data ? [{ name, data }] : [])),
    retention: domains.flatMap((one) => one.retention ?? []),
    purposes: domains.flatMap((one) => one.purposes ?? []),
    sealedFields: domains.flatMap(({ sealedFields = [], models = [] }) => [
      ...sealedFields,
      ...models.flatMap(sealedTextFields),
    ]),
    firstSteps: firstStepsOf(domains),
    openInFeature: Object.fromEntries(
      FEATURE_CODES.map((feature) => [
        feature,
        domains.flatMap(({ openInFeature = {} }) => openInFeature[feature] ?? []),
      ]),
    ) as unknown as Registry['openInFeature'],
    answers: answersOf(domains),
    messages: Object.assign({}, ...domains.map(({ messages }) => messages)) as Registry['messages'],
    outboxes: domains.flatMap((one) => one.outboxes ?? []),
    urgentOutboxes: domains.flatMap((one) => one.urgentOutboxes ?? []),
  }
  for (const one of domains) one.register?.(registry)
  return registry
}

/** The endpoints of these domains; those of a feature carry its name. */
export const routesOf = (domains: readonly Domain[], dependencies: Dependencies): Routes[] =>
  domains.flatMap(({ routes, feature }) =>
    (routes?.(dependencies) ?? []).map((one) => Object.assign(one, feature ? { feature } : {})),
  )

/**
 * The jobs of these domains on one clock. Throws, by name, for a job without a handler or with a name that is taken.
 */
export function jobsOf(domains: readonly Domain[], dependencies: Dependencies): Job[] {
  const jobs = domains.flatMap((one) => one.jobs?.(dependencies) ?? [])
  refuseDoubles(
    'The job',
    jobs.map(({ name }) => name),
  )
  return jobs.map(({ name, everyMs, run, due }) => {
    if (typeof run !== 'function') throw new Error(`The job "${name}" has no handler.`)
    const { now } = dependencies
    return { name, everyMs, run: () => run(now()), ...(due ? { due: () => due(now()) } : {}) }
  })
}
