import { describe, expect, it } from 'vitest'
import { readConfig } from './config'
import { databaseNameIn, withoutPassword } from './database-address'

const WECHAT = { WECHAT_APPID: 'wx1', WECHAT_SECRET: 'secret' }
const SECRET = 'rZ1fQm0v8KpT3xWbYc6dLhN5sJ2uGeA9'

describe('the settings', () => {
  it('need nothing: the demo login is on, and only this machine may come', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      demoLogin: true,
      production: false,
      mongodbUri: undefined,
      wechat: null,
    })
  })

  it('open the door to others once WeChat signs people in', () => {
    expect(readConfig(WECHAT)).toMatchObject({ host: '0.0.0.0', demoLogin: false, wechat: { appId: 'wx1' } })
  })

  it('refuse a production where anybody could be anybody, unless it is a demonstration', () => {
    const production = { NODE_ENV: 'production', SECRET }

    expect(() => readConfig(production)).toThrow('WECHAT_APPID')
    expect(readConfig({ ...production, DEMO: '1' })).toMatchObject({ demoLogin: true, production: true })
    expect(readConfig({ ...production, ...WECHAT })).toMatchObject({ demoLogin: false })
  })

  it('refuse a production without a secret of its own, and half of WeChat', () => {
    expect(() => readConfig({ NODE_ENV: 'production', ...WECHAT })).toThrow('SECRET')
    expect(() => readConfig({ WECHAT_APPID: 'wx1' })).toThrow('WECHAT_SECRET')
  })

  it('refuse a secret that can be guessed, and say how to make one', () => {
    const start = (SECRET: string) => readConfig({ NODE_ENV: 'production', ...WECHAT, SECRET })
    for (const typed of [
      'a'.repeat(40),
      'abcabcabcabcabcabcabcabcabcabcabcabc',
      'please-change-me-before-you-start-it-1',
    ])
      expect(() => start(typed)).toThrow('openssl rand -base64 48')
    expect(start(SECRET).secret).toBe(SECRET)
  })

  it('refuse a base map without its review number, or over plain http', () => {
    const tiles = { MAP_TILES: 'https://tiles.example.cn/{z}/{x}/{y}.png' }

    expect(() => readConfig(tiles)).toThrow('MAP_REVIEW_NUMBER')
    expect(() => readConfig({ MAP_TILES: 'http://tiles.example.cn/{z}/{x}/{y}.png' })).toThrow('MAP_TILES')
    expect(readConfig({ ...tiles, MAP_REVIEW_NUMBER: 'GS(2026)1号' })).toMatchObject({
      baseMap: { url: tiles.MAP_TILES, system: 'gcj02' },
      mapReviewNumber: 'GS(2026)1号',
    })
    expect(readConfig({}).baseMap).toBe(null)
  })

  it('name every setting that cannot be', () => {
    const read = () => readConfig({ PORT: '99999', SECRET: 'short', MIN_CLIENT_VERSION: 'new', LOG_LEVEL: 'loud' })

    for (const name of ['PORT', 'SECRET', 'MIN_CLIENT_VERSION', 'LOG_LEVEL']) expect(read).toThrow(name)
  })

  it('say in Chinese what each has to be', () => {
    const said = (name: string, value: string) => {
      try {
        readConfig({ [name]: value })
      } catch (cause) {
        return (cause as Error).message
      }
    }
    for (const [name, value] of [
      ['PORT', 'three'],
      ['PORT', '80000'],
      ['MONGODB_URI', 'localhost:27017'],
      ['PUBLIC_ORIGIN', 'yike.example.cn'],
      ['SECRET', 'short'],
      ['SEALING_SUITE', 'rot13'],
      ['WECHAT_API_BASE', 'weixin'],
      ['WECHAT_TEMPLATES', '{'],
      ['SMS_WEBHOOK_URL', 'http://sms.example.cn'],
      ['MAP_TILES', 'http://tiles.example.cn'],
      ['AUDIT_DAYS', '30'],
      ['MIN_CLIENT_VERSION', 'new'],
      ['REQUESTS_PER_SECOND', '-1'],
      ['TRUST_PROXY', 'yes'],
      ['LOG_LEVEL', 'loud'],
    ] as const)
      expect(said(name, value), name).toMatch(new RegExp(`^这些设置不能用：\n  ${name}: [^a-z]*\\p{Script=Han}`, 'u'))
  })

  it('take the address of a database on one server or several, and find its name', () => {
    const several = 'mongodb://yike:p@ss@a.lan:27017,b.lan:27017,c.lan:27017/community?replicaSet=rs0'
    expect(readConfig({ MONGODB_URI: several }).mongodbUri).toBe(several)
    expect(databaseNameIn(several)).toBe('community')
    expect(withoutPassword(several)).toBe('mongodb://a.lan:27017,b.lan:27017,c.lan:27017/community?replicaSet=rs0')
    expect(databaseNameIn('mongodb+srv://db.lan/community')).toBe('community')
    for (const address of ['mongodb://a.lan', 'mongodb://a.lan:27017/', 'mongodb://a.lan/?replicaSet=rs0'])
      expect(databaseNameIn(address), address).toBe('yike')
    expect(readConfig({ MONGODB_URI: '' }).mongodbUri).toBe(undefined)
  })

  it('take templates as JSON, with fields whose limits we know', () => {
    const templates = (text: string) => readConfig({ ...WECHAT, WECHAT_TEMPLATES: text }).wechat?.templates
    const right = { booking_confirmed: { id: 't1', fields: { thing1: 'title', time2: 'at' } } }

    expect(templates(JSON.stringify(right))).toEqual(right)
    expect(() => templates('{')).toThrow('WECHAT_TEMPLATES')
    expect(() => templates('{"a":{"id":"t","fields":{"amount1":"title"}}}')).toThrow('WECHAT_TEMPLATES')
  })
})
