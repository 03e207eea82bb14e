import Koa from 'koa'
import type { Logger } from 'pino'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { AppError } from '@yike/shared/errors'
import { sweepUnsettled } from './booking/book'
import { endHolds } from './booking/hold'
import { finishMoves } from './booking/moving'
import { hasOpenBookings } from './booking/list'
import { BookingModel } from './booking/model'
import { endOffers, makeOffers } from './booking/offers'
import { outRoutes } from './booking/out-routes'
import { remind } from './booking/reminders'
import { forgetOldBookings } from './booking/retention'
import { addPart } from './booking/parts'
import { bookingRoutes } from './booking/routes'
import { hasSeriesAhead, runSeries } from './booking/series'
import { seriesRoutes } from './booking/series-routes'
import { carryChangedSessions } from './booking/sessions'
import { hasSittingsAhead, nextSittings } from './booking/sittings'
import { bookingCarriers } from './booking/carriers'
import { careCarriers } from './care/carriers'
import { escalateAlerts, rewrapSealed, tellHelp, watchChecks } from './care/jobs'
import { AlertModel } from './care/model'
import { careRoutes } from './care/routes'
import { useSealingSecrets } from './care/sealing'
import { caseCarriers } from './cases/carriers'
import { eraseOldCases } from './cases/erase'
import { sweepOrphanedWords } from './cases/jobs'
import { CaseModel } from './cases/model'
import { countOpenCases } from './cases/numbers'
import { caseRoutes } from './cases/routes'
import type { Config } from './config'
import { courseCarriers } from './courses/carriers'
import { tallyHours } from './courses/hours'
import { CertificateModel } from './courses/model'
import { coursePart } from './courses/part'
import { rewrapPupils } from './courses/pupil'
import { courseRoutes } from './courses/routes'
import { databaseAnswers } from './database'
import { directoryCarriers } from './directory/carriers'
import { runImports } from './directory/import'
import { CorrectionModel } from './directory/model'
import { directoryRoutes } from './directory/routes'
import { onRemoveService } from './directory/services'
import { fileRoutes } from './files/routes'
import { sweepUnclaimed, useAddressSecret } from './files/store'
import { hallCarriers } from './hall/carriers'
import { closeOldDays, tellHolders } from './hall/jobs'
import { TicketModel } from './hall/model'
import { hallRoutes } from './hall/routes'
import { bookingDoor } from './hall-bookings'
import { serveSites, type Site } from './http/assets'
import { compress } from './http/compress'
import { answerErrors } from './http/errors'
import { RateLimit } from './http/limits'
import { logRequests } from './http/log'
import { describeApi } from './http/openapi'
import { serve } from './http/serve'
import { loanCarriers } from './loans/carriers'
import { sweepThings } from './loans/counter'
import { loanPart } from './loans/lend'
import { ThingModel } from './loans/model'
import { remindReturns } from './loans/remind'
import { loanRoutes } from './loans/routes'
import { hasThings } from './loans/things'
import { insightRoutes } from './insight/routes'
import type { Job } from './jobs'
import { mealCarriers } from './meals/carriers'
import { mealPart } from './meals/part'
import { forgetOldMeals } from './meals/retention'
import { mealRoutes } from './meals/routes'
import { queueDeliveries, sendDeliveries, sendSms } from './messages/delivery'
import { Relay } from './messages/relay'
import { messageRoutes } from './messages/routes'
import { noticeCarriers } from './notices/carriers'
import { NoticeModel } from './notices/model'
import { tellNotices } from './notices/publish'
import { noticeRoutes } from './notices/routes'
import { expireRequests } from './people/answer-family'
import { settleLeftBehind } from './people/bind'
import { BindingModel } from './people/binding-model'
import { peopleCarriers, roleDoor } from './people/carriers'
import { onRemovePerson } from './people/me'
import { byDemoName, byWechat } from './people/resolve-code'
import { peopleRoutes } from './people/routes'
import { actorOf } from './people/sessions'
import { useTokenSecret } from './people/tokens'
import { addCarriers, useRoleDoor } from './territory/carriers'
import { runAreaChanges } from './territory/changes'
import { territoryRoutes } from './territory/routes'
import { visitCarriers } from './visits/carriers'
import { visitPart } from './visits/choose'
import { goOnWithPlans } from './visits/plans'
import { sweepMoves } from './visits/reassign'
import { forgetOldVisits, rewrapVisits } from './visits/retention'
import { visitRoutes } from './visits/routes'
import { Wechat } from './wechat/client'

export interface AppSettings {
  config: Config
  secret: string
  log: Logger
  /** Built clients to serve beside the API; none in API tests. */
  sites?: readonly Site[]
  now?: () => Date
  /** Whether migrations are through; asked by /readyz. */
  isReady?: () => boolean
}

// Doors upward: a floor below asks those above it before something goes.
onRemovePerson(hasOpenBookings)
onRemoveService(hasSittingsAhead)
onRemoveService(hasSeriesAhead)
onRemoveService(hasThings)
// What a kind of booking has beside its places.
addPart('meal', mealPart)
addPart('course', coursePart)
addPart('visit', visitPart)
addPart('loan', loanPart)
// And every domain says which of its records stand on ground that may change.
addCarriers(
  ...peopleCarriers,
  ...directoryCarriers,
  ...noticeCarriers,
  ...bookingCarriers,
  ...mealCarriers,
  ...caseCarriers,
  ...hallCarriers,
  ...careCarriers,
  ...courseCarriers,
)
addCarriers(...visitCarriers, ...loanCarriers)
useRoleDoor(roleDoor)

/** One screen asks for many things at once: so many seconds' worth may come together. */
const BURST_SECONDS = 3
/** Many people share the address of an office or of a mobile network. */
const PEOPLE_BEHIND_ADDRESS = 10

const limitOf = (perSecond: number) => new RateLimit(perSecond, perSecond * BURST_SECONDS)

/** Makes the Koa application: joins the domains, and listens to nothing. */
export function makeApp({
  config,
  secret,
  log,
  sites = [],
  now = () => new Date(),
  isReady = () => true,
}: AppSettings) {
  useTokenSecret(secret)
  useAddressSecret(secret)
  useSealingSecrets([secret, ...config.secretsBefore])
  const wechat = config.wechat && new Wechat(config.wechat)

  const domains = [
    peopleRoutes(wechat ? byWechat(wechat) : byDemoName, countOpenCases),
    fileRoutes(),
    territoryRoutes(config.baseMap, config.mapReviewNumber),
    messageRoutes(config.wechat?.templates ?? {}),
    directoryRoutes(nextSittings),
    noticeRoutes(),
    outRoutes(),
    bookingRoutes(),
    seriesRoutes(),
    mealRoutes(),
    caseRoutes(),
    hallRoutes(bookingDoor),
    careRoutes(),
    visitRoutes(),
    loanRoutes(),
    courseRoutes(),
    insightRoutes(),
  ]
  const router = serve(domains, {
    actorOf,
    now,
    limits: {
      person: limitOf(config.requestsPerSecond),
      address: limitOf(config.requestsPerSecond * PEOPLE_BEHIND_ADDRESS),
    },
    publicOrigin: config.publicOrigin,
    minClientVersion: config.minClientVersion,
    secureCookies: config.publicOrigin?.startsWith('https:') ?? false,
    checkAnswers: !config.production,
  })

  let description: ReturnType<typeof describeApi> | undefined
  const app = new Koa({ proxy: config.trustProxy })
  app.on('error', (cause: unknown, ctx?: Koa.Context) => {
    const requestId: unknown = ctx?.state.requestId
    log.error({ err: cause, requestId }, 'failed')
  })
  app.use(logRequests(log))
  app.use(async (ctx, next) => {
    ctx.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin', 'X-Frame-Options': 'SAMEORIGIN' })
    await next()
  })
  app.use(compress)
  app.use(answerErrors)
  if (sites.length > 0) app.use(serveSites(sites))
  app.use(async (ctx, next) => {
    if (ctx.path === '/healthz') ctx.body = { alive: true }
    else if (ctx.path === '/readyz') {
      const ready = isReady() && (await databaseAnswers())
      ctx.status = ready ? 200 : 503
      ctx.body = { ready }
    } else if (!ctx.path.startsWith('/api/')) await next()
    else if (ctx.path === '/api/openapi.json') ctx.body = description ??= describeApi(domains)
    else if (!isReady()) throw new AppError('NOT_READY')
    else await next()
  })
  app.use(router.routes())
  app.use((ctx) => {
    if (!ctx.path.startsWith('/api/')) return
    const known = router.stack.some((layer) => layer.path !== '' && layer.match(ctx.path))
    throw new AppError(known && ctx.path.startsWith(API_BASE_PATH) ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND')
  })
  return app
}

const SECOND_MS = 1000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** What runs beside the requests. Outboxes of the domains are joined here. */
export function makeJobs(
  { wechat, sms = null }: Pick<Config, 'wechat'> & Partial<Pick<Config, 'sms'>>,
  now: () => Date = () => new Date(),
): Job[] {
  const leave = queueDeliveries(wechat?.templates ?? {}, sms)
  // By itself: somebody may need help, whatever else there is to tell.
  const ofAlerts = new Relay(leave)
  ofAlerts.add(AlertModel)
  const relay = new Relay(leave)
  relay.add(BookingModel)
  relay.add(CaseModel)
  relay.add(NoticeModel)
  relay.add(CorrectionModel)
  relay.add(TicketModel)
  relay.add(BindingModel)
  relay.add(ThingModel)
  relay.add(CertificateModel)
  const client = wechat && new Wechat(wechat)
  return [
    { name: 'relay of alerts', everyMs: SECOND_MS, run: () => ofAlerts.run() },
    { name: 'relay', everyMs: SECOND_MS, run: () => relay.run() },
    ...(client
      ? [{ name: 'wechat', everyMs: SECOND_MS, run: () => sendDeliveries(client, wechat.templates, now()) }]
      : []),
    ...(sms ? [{ name: 'sms', everyMs: SECOND_MS, run: () => sendSms(sms, now()) }] : []),
    { name: 'calls for help', everyMs: SECOND_MS, run: () => tellHelp(now()) },
    { name: 'daily checks', everyMs: 10 * SECOND_MS, run: () => watchChecks(now()) },
    { name: 'untaken alerts', everyMs: 10 * SECOND_MS, run: () => escalateAlerts(now()) },
    { name: 'older secrets', everyMs: HOUR_MS, run: async () => (await rewrapSealed()) + (await rewrapPupils()) },
    { name: 'older secrets of visits', everyMs: HOUR_MS, run: () => rewrapVisits() },
    { name: 'family decisions', everyMs: 15 * SECOND_MS, run: () => settleLeftBehind(now()) },
    { name: 'family requests', everyMs: MINUTE_MS, run: () => expireRequests(now()) },
    { name: 'notices', everyMs: SECOND_MS, run: () => tellNotices(now()) },
    { name: 'area changes', everyMs: SECOND_MS, run: () => runAreaChanges(now()) },
    { name: 'imports', everyMs: SECOND_MS, run: () => runImports(now()) },
    { name: 'holds', everyMs: SECOND_MS, run: () => endHolds(now()) },
    { name: 'offers that end', everyMs: SECOND_MS, run: () => endOffers(now()) },
    { name: 'offers', everyMs: SECOND_MS, run: () => makeOffers(now()) },
    { name: 'reminders', everyMs: 15 * SECOND_MS, run: () => remind(now()) },
    { name: 'changed sessions', everyMs: 5 * SECOND_MS, run: () => carryChangedSessions(now()) },
    { name: 'training hours', everyMs: 5 * SECOND_MS, run: () => tallyHours() },
    { name: 'numbers called', everyMs: SECOND_MS, run: () => tellHolders(now()) },
    { name: 'halls at midnight', everyMs: MINUTE_MS, run: () => closeOldDays(now()) },
    { name: 'series', everyMs: MINUTE_MS, run: () => runSeries(now()) },
    { name: 'moved sittings', everyMs: 15 * SECOND_MS, run: () => finishMoves(now()) },
    { name: 'unsettled bookings', everyMs: 15 * SECOND_MS, run: () => sweepUnsettled(now()) },
    { name: 'carers changed', everyMs: 15 * SECOND_MS, run: () => sweepMoves(now()) },
    { name: 'visit plans', everyMs: 15 * SECOND_MS, run: () => goOnWithPlans(now()) },
    { name: 'things lent', everyMs: 15 * SECOND_MS, run: () => sweepThings(now()) },
    { name: 'things due', everyMs: 15 * SECOND_MS, run: () => remindReturns(now()) },
    { name: 'unclaimed photos', everyMs: 30 * MINUTE_MS, run: () => sweepUnclaimed(now()) },
    { name: 'old bookings', everyMs: HOUR_MS, run: () => forgetOldBookings(now()) },
    { name: 'old meals', everyMs: HOUR_MS, run: () => forgetOldMeals(now()) },
    { name: 'old visits', everyMs: HOUR_MS, run: () => forgetOldVisits(now()) },
    { name: 'old cases', everyMs: HOUR_MS, run: () => eraseOldCases(now()) },
    { name: 'orphaned words', everyMs: 30 * MINUTE_MS, run: () => sweepOrphanedWords(now()) },
  ]
}
