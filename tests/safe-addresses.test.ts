import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.includes('/testing/'))

/** Every match of `pattern` in these folders, as 「file: what the group caught」. */
const found = (folders: readonly string[], pattern: RegExp) =>
  folders.flatMap(filesUnder).flatMap((file) => {
    const source = readFileSync(file, 'utf8')
    return [...source.matchAll(pattern)].flatMap((match) => {
      const what = match.slice(1).find(Boolean)?.trim()
      return what ? [{ file, what }] : []
    })
  })

/**
 * A page is opened by what its code says, never by what an address or an answer says. A text that begins with one `/`
 * and a letter, or a template that does, is a path of our own.
 */
describe('pages lead to pages of our own alone', () => {
  const OWN = /^(?:\{ ?url: ?)?['`](?:\/(?:[a-z?`'$]|$)|tel:)/
  /** The calls that open a page, and the properties of links. */
  const OPENS =
    /(?:Taro\.(?:navigateTo|redirectTo|reLaunch|switchTab)|openPage|navigate|(?<![.\w])open|window\.open|location\.(?:assign|replace))\(\s*([^()]*(?:\([^()]*\)[^()]*)*)\)|<(?:Link|NavLink|Navigate)\b[^>]*?\bto=\{([^}]*(?:\{[^}]*\}[^}]*)*)\}|location\.href = ([^\n]*)|<a\b[^>]*?\bhref=\{([^}]*(?:\{[^}]*\}[^}]*)*)\}/g

  /** Values that are no literal: where each comes from. A new one is looked at before it stands here. */
  const KNOWN: Readonly<Record<string, readonly string[]>> = {
    // A short name for openPage, whose calls are looked at in the same file.
    'miniapp/src/care/care.tsx': ['url', "view.self ? '/care/help' : `/care/alert?id=${view.alert!.id}`"],
    'miniapp/src/courses/hours.tsx': ['url'],
    'miniapp/src/desk/alerts.tsx': ['url'],
    'miniapp/src/tabs/daily-check-card.tsx': ['url'],
    'miniapp/src/tabs/me.tsx': ['url'],
    // pageOf chooses among literals.
    'miniapp/src/tabs/home.tsx': ['url', "pageOf(code as Door['code'], home)", 'pageOf(code, home)'],
    // Paths that the same file makes of literals and ids.
    'miniapp/src/booking/booking.tsx': ['again', '`${again}&replaces=${booking.id}`'],
    'miniapp/src/booking/confirm.tsx': ['{ url: serviceUrl(service.id) }'],
    'miniapp/src/booking/service.tsx': [
      '`${several.page}?${queryOf({ service: service.id, for: wish.for })}`',
      'leads.page',
    ],
    'miniapp/src/kit/page/nav-bar.tsx': ['{ url: FIRST_PAGE }'],
    'miniapp/src/lib/api/session.ts': ['{ url: FIRST_PAGE }'],
    'admin-web/src/booking/BookingLinks.tsx': ['to'],
    'admin-web/src/cases/NewCasePage.tsx': ["isHidden ? '/cases' : `/cases/${made.id}`"],
    'admin-web/src/cases/RulingsPage.tsx': ["view === 'open' ? `/cases/${id}?step=${step}` : `/cases/${id}`"],
    'admin-web/src/directory/ServicePage.tsx': ["service ? '/services' : `/services/${id}/sittings`"],
    'admin-web/src/insight/FirstThings.tsx': ['PLACES[type](id)'],
    'admin-web/src/moderation/ReportsPage.tsx': ['PAGES[subject.type](subject.id)'],
    'admin-web/src/meals/MealsHead.tsx': ["`${next}${query.size > 0 ? `?${String(query)}` : ''}`"],
    'admin-web/src/shell/Nav.tsx': ['landing', 'to'],
    'admin-web/src/shell/PersonSearch.tsx': ['to'],
    'admin-web/src/shell/Shell.tsx': ['landing'],
    // A constant of shared/src/office/first-steps.ts.
    'admin-web/src/insight/FirstSteps.tsx': ['page'],
    // The doors themselves: Taro's router takes pages of app.config.ts alone.
    'miniapp/src/lib/phone/open-page.ts': ['url: string', '{ url }'],
    'miniapp/src/lib/phone/browser-pages.tsx': ['{ url }'],
    'admin-web/src/lib/lists.ts': ['addresses.get(path) ?? path'],
    // Opens no page.
    'miniapp/src/desk/help.tsx': ['person'],
    'miniapp/src/hall/hall.tsx': ['ticket'],
    'admin-web/src/care/People.tsx': ['id', 'person.id'],
    // Outside on purpose: a map beside the app, the calendar of the phone, the display of a hall at our own address.
    'miniapp/src/lib/phone/open-map.h5.ts': ["`https://uri.amap.com/marker?${query.toString()}`, '_blank', 'noopener'"],
    'miniapp/src/lib/phone/feed-address.h5.ts': ["address.replace(/^https?:/, 'webcal:')"],
    'admin-web/src/booking/ServiceFeed.tsx': ["address.replace(/^https?:/, 'webcal:')"],
    'admin-web/src/hall/Devices.tsx': ['address'],
  }

  it('follows no address from a query, an answer or a message', () => {
    const others = found(['miniapp/src', 'admin-web/src'], OPENS).filter(({ what }) => !OWN.test(what))
    const byFile: Record<string, string[]> = {}
    for (const { file, what } of others) byFile[file] = [...new Set([...(byFile[file] ?? []), what])]
    expect(byFile).toEqual(KNOWN)
  })

  it('answers with one redirect, to a constant', () => {
    expect(found(['admin-api/src'], /redirect\(([^)]*)\)/g)).toEqual([
      { file: 'admin-api/src/http/assets.ts', what: '`${site.at}/`' },
    ])
  })
})

/**
 * The server asks three others: WeChat, the SMS gateway and the real-name gateway. Their addresses are settings, which only who operates the
 * machine can change: they may lie in the inner network. No address comes from a request, an import or an answer.
 */
describe('the server asks no address but those of its settings', () => {
  it('in few places, and follows no redirect from there', () => {
    const asking = found(
      ['admin-api/src'],
      /\b(fetch\([\w.]+|https?\.(?:get|request)|net\.connect|tls\.connect|axios|undici)/g,
    )
    expect(asking).toEqual([
      { file: 'admin-api/src/messages/channels.ts', what: 'fetch(sms.url' },
      { file: 'admin-api/src/messages/sms.ts', what: 'fetch(url' },
      { file: 'admin-api/src/people/real-name.ts', what: 'fetch(url' },
      { file: 'admin-api/src/wechat/client.ts', what: 'fetch(url' },
    ])
    for (const { file } of asking) expect(readFileSync(file, 'utf8'), file).toContain("redirect: 'manual'")
  })
})
