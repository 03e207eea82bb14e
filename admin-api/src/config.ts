import { LEAST_DAYS } from '@yike/shared/audit/kinds'
import { z } from '@yike/shared/zod'
import { DATABASE_ADDRESS } from './database-address'
import { sentenceFor } from './http/errors'
import { SEALING_SUITES, type SealingSuite } from './sealing'
import type { BaseMap } from './territory/map'
import { Templates } from './messages/template'
import { SettingsError } from './settings-error'

const Port = z.coerce.number<string>().int().min(0).max(65_535)

const json = z.string().transform((text, ctx): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    ctx.addIssue({ code: 'custom', message: '不是一段 JSON' })
    return z.NEVER
  }
})

const HTTPS_OR_HERE = /^(https:|http:\/\/127\.0\.0\.1[:/])/
const HAS_TO_BE_HTTPS = '要写成 https 的网址；只有这台机器上的（127.0.0.1）能用 http'

const Settings = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: Port.default(3000),
  HOST: z.string().optional(),
  /** A MongoDB replica set to join; without one the product opens its own database in DATA_DIR. */
  MONGODB_URI: z.string().regex(DATABASE_ADDRESS, '要写成 mongodb://地址:端口/yike?replicaSet=副本集的名字').optional(),
  DATA_DIR: z.string().default('./data'),
  /** The address people see, for links and the Origin check behind a proxy. */
  PUBLIC_ORIGIN: z
    .string()
    .regex(/^https?:\/\/[^/?#]+\/?$/, '要写成完整的网址，只到域名和端口，例如 https://yike.example.cn')
    .transform((address) => address.replace(/\/$/, ''))
    .optional(),
  /** Signs tokens and file addresses; at least 32 characters. Without one it is made and kept in DATA_DIR. */
  SECRET: z.string().min(32).optional(),
  /** Secrets that SECRET replaced, newest first, separated by commas: data they sealed stays readable. */
  SECRETS_BEFORE: z.string().default(''),
  /** The algorithms of `sealing.ts`: AES-256-GCM, or SM4-CBC with HMAC-SM3 where the rules ask for Chinese ones. */
  SEALING_SUITE: z.enum(SEALING_SUITES).default('aes-256-gcm'),
  WECHAT_APPID: z.string().optional(),
  WECHAT_SECRET: z.string().optional(),
  WECHAT_API_BASE: z.url().default('https://api.weixin.qq.com'),
  /** The token of the pushed messages of the mini-program: WeChat answers about pictures at /wechat/push. */
  WECHAT_PUSH_TOKEN: z.string().min(3).max(32).optional(),
  /** Subscribe templates by kind of message, as JSON: {"booking_confirmed":{"id":"…","fields":{"thing1":"title"}}}. */
  WECHAT_TEMPLATES: json.pipe(Templates).default({}),
  /** The office's SMS gateway: {id, phone, text} is posted to it. Without it no SMS leaves. */
  SMS_WEBHOOK_URL: z.url().regex(HTTPS_OR_HERE, HAS_TO_BE_HTTPS).optional(),
  /** The kinds of message that leave by SMS where WeChat does not reach somebody, with commas between; without it those declared so. */
  SMS_KINDS: z
    .string()
    .transform((text) => text.split(',').map((kind) => kind.trim()))
    .optional(),
  /** The office's gateway to a service that knows numbers, names and phones: {id, name, idNumber, phone} is posted to it. */
  REAL_NAME_URL: z.url().regex(HTTPS_OR_HERE, HAS_TO_BE_HTTPS).optional(),
  /** Tiles of a base map: https://…/{z}/{x}/{y}.png. Without it borders and roads are drawn. */
  MAP_TILES: z
    .string()
    .regex(/^https:\/\/.*\{z\}.*$/, '要写成带 {z}、{x}、{y} 的 https 网址')
    .optional(),
  /** The coordinate system that the tiles are cut by: GCJ-02 (Tencent, AMap) or WGS-84 (天地图). */
  MAP_SYSTEM: z.enum(['gcj02', 'wgs84']).default('gcj02'),
  MAP_ATTRIBUTION: z.string().default(''),
  /** 审图号 of the base map, shown on every map: the law asks for it. */
  MAP_REVIEW_NUMBER: z.string().optional(),
  /** The days that entries of the audit log are kept: three years, and never under six months. */
  AUDIT_DAYS: z.coerce
    .number<string>('要填数字')
    .int('要填整数')
    .min(LEAST_DAYS, `至少 ${LEAST_DAYS} 天`)
    .default(1096),
  DEMO: z.enum(['0', '1']).optional(),
  MIN_CLIENT_VERSION: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, '要写成三段数字，例如 1.4.0')
    .default('0.0.0'),
  /** The average requests of one signed-in person; an address, which many people may share, has ten times as much. */
  REQUESTS_PER_SECOND: z.coerce.number<string>().positive().default(20),
  /**
   * The number of reverse proxies before this process that each add to X-Forwarded-For. Only this many addresses in
   * that header, from the right, are trusted: anybody can write the rest.
   */
  TRUST_PROXY: z.coerce.number<string>('要填数字').int('要填整数').min(0).max(5).default(0),
  /** Seconds in which a stopping process still answers, so that the proxy before it switches to another. */
  STOP_GRACE_SECONDS: z.coerce.number<string>('要填数字').min(0).max(60).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})
const Environment = Settings.transform((env) => ({ ...env, MONGODB_URI: env.MONGODB_URI || undefined }))

/** The names of all settings. */
export const SETTINGS: readonly string[] = Object.keys(Settings.shape)

export interface Config {
  production: boolean
  port: number
  host: string
  mongodbUri: string | undefined
  dataDir: string
  publicOrigin: string | undefined
  secret: string | undefined
  secretsBefore: string[]
  sealingSuite: SealingSuite
  wechat: { appId: string; secret: string; apiBase: string; templates: Templates; pushToken: string | null } | null
  /** The gateway; `kinds` null for the kinds that the domains declare. */
  sms: { url: string; kinds: readonly string[] | null } | null
  /** Without it residents prove their name at the counter alone. */
  realNameUrl: string | null
  baseMap: BaseMap | null
  mapReviewNumber: string | null
  auditDays: number
  /** Sign in as anybody by `demo:<name>`; only where no WeChat app is configured. */
  demoLogin: boolean
  /** The demo login is open to other machines too (DEMO=1), not to this one only. */
  demoForAll: boolean
  minClientVersion: string
  requestsPerSecond: number
  proxies: number
  stopGraceMs: number
  logLevel: string
}

const MAKE_SECRET = '用这条命令做一个：openssl rand -base64 48'
/** Words of examples and defaults, and rows of the keyboard. */
const KNOWN = /change.?me|example|default|password|secret|0123456789|123456789|abcdef|qwerty/i
/** Random text of 32 characters has far more different ones. */
const FEWEST_DIFFERENT = 12

/** Whether somebody typed it instead of making it at random. */
const canBeGuessed = (secret: string) => KNOWN.test(secret) || new Set(secret).size < FEWEST_DIFFERENT

/** Reads the environment once. Throws SettingsError with a sentence for each invalid setting. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(environment, { error: sentenceFor })
  if (!parsed.success)
    throw new SettingsError(
      `这些设置不能用：\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`,
    )
  const env = parsed.data
  const production = env.NODE_ENV === 'production'
  const wechat =
    env.WECHAT_APPID && env.WECHAT_SECRET
      ? {
          appId: env.WECHAT_APPID,
          secret: env.WECHAT_SECRET,
          pushToken: env.WECHAT_PUSH_TOKEN ?? null,
          apiBase: env.WECHAT_API_BASE,
          templates: env.WECHAT_TEMPLATES,
        }
      : null
  if (env.WECHAT_APPID && !env.WECHAT_SECRET) throw new SettingsError('写了 WECHAT_APPID，没写 WECHAT_SECRET。')
  if (env.MAP_TILES && !env.MAP_REVIEW_NUMBER)
    throw new SettingsError('写了 MAP_TILES，没写 MAP_REVIEW_NUMBER：没有审图号的地图不能展示。')
  const demoLogin = !wechat
  if (production && demoLogin && env.DEMO !== '1')
    throw new SettingsError('没写 WECHAT_APPID：谁都能以任何名字登录。写上它；只是演示就写 DEMO=1。')
  if (production && !env.SECRET) throw new SettingsError(`正式使用要写 SECRET，至少 32 个字符；${MAKE_SECRET}`)
  if (production && canBeGuessed(env.SECRET!)) throw new SettingsError(`SECRET 太好猜；换一个，${MAKE_SECRET}`)
  return {
    production,
    port: env.PORT,
    host: env.HOST ?? (demoLogin ? '127.0.0.1' : '0.0.0.0'),
    mongodbUri: env.MONGODB_URI,
    dataDir: env.DATA_DIR,
    publicOrigin: env.PUBLIC_ORIGIN,
    secret: env.SECRET,
    secretsBefore: env.SECRETS_BEFORE.split(',').filter(Boolean),
    sealingSuite: env.SEALING_SUITE,
    wechat,
    sms: env.SMS_WEBHOOK_URL ? { url: env.SMS_WEBHOOK_URL, kinds: env.SMS_KINDS ?? null } : null,
    realNameUrl: env.REAL_NAME_URL ?? null,
    baseMap: env.MAP_TILES ? { url: env.MAP_TILES, system: env.MAP_SYSTEM, attribution: env.MAP_ATTRIBUTION } : null,
    mapReviewNumber: env.MAP_REVIEW_NUMBER ?? null,
    auditDays: env.AUDIT_DAYS,
    demoLogin,
    demoForAll: env.DEMO === '1',
    minClientVersion: env.MIN_CLIENT_VERSION,
    requestsPerSecond: env.REQUESTS_PER_SECOND,
    proxies: env.TRUST_PROXY,
    stopGraceMs: (env.STOP_GRACE_SECONDS ?? (production ? 3 : 0)) * 1000,
    logLevel: env.LOG_LEVEL,
  }
}
