import Koa from 'koa'
import type { Logger } from 'pino'
import { AppError } from '@yike/shared/errors'
import type { Config } from './config'
import { databaseFailure, isDatabaseUp } from './database'
import type { Domain } from './domain'
import { DOMAINS } from './domains'
import { record } from './audit/record'
import { serveSites, type Site } from './http/assets'
import { compress } from './http/compress'
import { answerErrors } from './http/errors'
import { serveGeoReport } from './http/geo-report'
import { securityHeaders } from './http/headers'
import { logRequests } from './http/log'
import { networkOf } from './http/network'
import { describeApi } from './http/openapi'
import { serve } from './http/serve'
import { systemEndpoints } from './http/system'
import { wechatPush } from './http/wechat-push'
import type { Job } from './jobs'
import { joinDomains, jobsOf, routesOf } from './join-domains'
import { countExport } from './people/export-limit'
import { actorOf } from './people/sessions'
import { useSealingSuite } from './sealing'
import { refuseWhereAllOff } from './territory/features'
import { Wechat } from './wechat/client'
import { sharedLimit } from './people/request-bucket'

export interface AppSettings {
  config: Config
  secret: string
  log: Logger
  /** Built clients to serve beside the API; none in API tests. */
  sites?: readonly Site[]
  now?: () => Date
  /** Whether all migrations are done; /readyz asks it. */
  isReady?: () => boolean
  /** Whether the process is about to end; /readyz is red then, and requests are still answered. */
  isStopping?: () => boolean
  domains?: readonly Domain[]
  /** Called after a request that may have written something. */
  onWrite?: () => void
}

/** One screen sends many requests at once: this many seconds' worth may come together. */
const BURST_SECONDS = 3
/** In 15 minutes; more where tests of everything raise the limit of requests. */
const EXPORTS = 20
const KEPT_DAYS = 1096
/** Many people share the address of an office or of a mobile network. */
const PEOPLE_BEHIND_ADDRESS = 10

const limitOf = (name: string, perSecond: number) => sharedLimit(name, perSecond, perSecond * BURST_SECONDS)

/** The caller closed the page or lost the network before the answer was through: nothing failed here. */
const CALLER_LEFT = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'])

/** Makes the Koa application: joins the domains, and listens to nothing. */
export function makeApp({
  config,
  secret,
  log,
  sites = [],
  now = () => new Date(),
  isReady = () => true,
  domains = DOMAINS,
  isStopping = () => false,
  onWrite = () => undefined,
}: AppSettings) {
  const registry = joinDomains(domains)
  useSealingSuite(config.sealingSuite)
  for (const one of domains) one.useSecrets?.([secret, ...config.secretsBefore])
  for (const one of domains) one.useConfig?.(config)
  const wechat = config.wechat && new Wechat(config.wechat)
  const routes = routesOf(domains, { registry, config, wechat, now })
  const limits = {
    person: limitOf('person', config.requestsPerSecond),
    address: limitOf('address', config.requestsPerSecond * PEOPLE_BEHIND_ADDRESS),
  }
  const api = serve(routes, {
    actorOf,
    now,
    limits,
    countExport: (actor, at) => countExport(actor, Math.max(EXPORTS, config.requestsPerSecond), at),
    record: (call, at) => record([call], at),
    refuseOff: (feature, staff) => refuseWhereAllOff(feature, staff && staff.roles.map(({ areaId }) => areaId)),
    onWrite,
    publicOrigin: config.publicOrigin,
    minClientVersion: config.minClientVersion,
    secureCookies: config.publicOrigin?.startsWith('https:') ?? false,
    checkAnswers: !config.production,
  })

  const geoReport = serveGeoReport(
    domains.flatMap((one) => one.geoReport?.() ?? []),
    {
      ...{ isReady, isDatabaseUp, now, onWrite },
      ...{ limit: limits.address, publicOrigin: config.publicOrigin },
    },
  )

  const app = new Koa({ proxy: config.proxies > 0, maxIpsCount: config.proxies })
  app.on('error', (cause: NodeJS.ErrnoException, ctx?: Koa.Context) => {
    if (ctx && (ctx.headerSent || !ctx.writable) && CALLER_LEFT.has(cause.code ?? '')) return
    const requestId: unknown = ctx?.state.requestId
    log.error({ err: cause, requestId }, 'failed')
  })
  app.use(logRequests(log))
  app.use(securityHeaders(config.publicOrigin))
  app.use(compress)
  app.use(answerErrors)
  if (sites.length > 0) app.use(serveSites(sites, config.baseMap?.url ?? null))
  app.use(
    systemEndpoints({
      isStarted: isReady,
      isStopping,
      databaseFailure,
      isDatabaseUp,
      describe: () => describeApi(routes),
      limit: limits.address,
      now,
    }),
  )
  app.use(geoReport)
  app.use(wechatPush({ token: config.wechat?.pushToken ?? null, hears: registry.wechatEvents, now }))
  app.use(api.middleware)
  app.use(async (ctx) => {
    if (!ctx.path.startsWith('/api/')) return
    await limits.address.take(networkOf(ctx.ip), now().getTime())
    throw new AppError(api.knows(ctx.path) ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND')
  })
  return app
}

/** The background work of the process: the jobs of all domains. */
export function makeJobs(
  config: Pick<Config, 'wechat'> & Partial<Config>,
  now: () => Date = () => new Date(),
  domains: readonly Domain[] = DOMAINS,
): Job[] {
  const settings = {
    sms: null,
    realNameUrl: null,
    publicOrigin: undefined,
    baseMap: null,
    mapReviewNumber: null,
    auditDays: KEPT_DAYS,
    demoForAll: false,
    ...config,
  }
  const wechat = config.wechat && new Wechat(config.wechat)
  return jobsOf(domains, { registry: joinDomains(domains), config: settings, wechat, now })
}
