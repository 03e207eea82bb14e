import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FLOORS } from '../admin-api/src/domain'
import { DOMAINS } from '../admin-api/src/domains'

/**
 * The walls between domains, which a linter pattern cannot say: a domain calls the floors below it through their verbs,
 * never another domain's model, routes or presenter, and sideways or upward only by what the manifests answer.
 */
const API = 'admin-api/src'
/** Folders of the API that belong to no domain. */
const COMMON = ['http', 'migrations', 'demo', 'testing']
const domains = DOMAINS.map(({ name }) => name)
/** How high a domain stands, by its manifest; -1 for what is no domain. */
const floorOf = (folder: string) => {
  const manifest = DOMAINS.find(({ name }) => name === folder)
  return manifest ? FLOORS.indexOf(manifest.floor) : -1
}
const foldersIn = (root: string) =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
const isTest = (file: string) => /\.test\.tsx?$/.test(file)

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

function importsUnder(folder: string): Import[] {
  return filesUnder(folder).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"](\.[^'"]+)['"]/gm,
      ),
    ].map((match) => ({
      from: file,
      to: path.posix.normalize(path.posix.join(path.posix.dirname(file), match[2]!)),
      typeOnly: Boolean(match[1]),
    })),
  )
}

function filesUnder(folder: string) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !isTest(file))
}

const domainOf = (file: string, root: string) => file.slice(root.length + 1).split('/')[0]!
const say = ({ from, to }: Import) => `${from} -> ${to}`

describe('the domains', () => {
  it('are the folders of the API, each with its manifest', () => {
    expect(
      foldersIn(API)
        .filter((folder) => !COMMON.includes(folder))
        .sort(),
    ).toEqual([...domains].sort())
    for (const { name } of DOMAINS) expect(existsSync(`${API}/${name}/domain.ts`), `${name}/domain.ts`).toBe(true)
  })

  it('are listed from the bottom up', () => {
    const floors = domains.map(floorOf)
    expect(floors).toEqual([...floors].sort((a, b) => a - b))
  })
})

/** What was split off booking and works on its records itself. */
const PARTS_OF_BOOKING = ['schedule', 'feeds']
/** The kinds read the types of its records, and its records through the verbs of booking. */
const KNOW_BOOKINGS = [...PARTS_OF_BOOKING, 'meals', 'visits', 'loans', 'courses']
const isOfBooking = (from: string, to: string) =>
  to === `${API}/booking/model` && PARTS_OF_BOOKING.includes(domainOf(from, API))

/** Files that import each other in a circle, each circle once. */
function circlesIn(imports: readonly Import[]) {
  const next = new Map<string, string[]>()
  for (const { from, to } of imports) {
    const file = from.replace(/\.tsx?$/, '')
    next.set(file, [...(next.get(file) ?? []), to])
  }
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, way: string[]) => {
    const at = way.indexOf(file)
    if (at >= 0) return void circles.push([...way.slice(at), file].join(' -> '))
    if (done.has(file)) return
    for (const one of next.get(file) ?? []) walk(one, [...way, file])
    done.add(file)
  }
  for (const file of next.keys()) walk(file, [])
  return circles
}

describe('the walls of the API', () => {
  const between = importsUnder(API)
    .filter(({ from }) => floorOf(domainOf(from, API)) >= 0)
    .filter(({ from, to }) => to.startsWith(API) && domainOf(from, API) !== domainOf(to, API))

  it('lets a domain call only the floors below it', () => {
    const upward = between.filter(({ from, to, typeOnly }) => {
      const [mine, theirs] = [floorOf(domainOf(from, API)), floorOf(domainOf(to, API))]
      const ground = mine === 0 && theirs === 0
      return theirs >= 0 && theirs >= mine && !ground && !typeOnly
    })
    expect(upward.map(say)).toEqual([])
  })

  it('keeps models and routes of a domain to itself', () => {
    const reached = between.filter(
      ({ from, to, typeOnly }) =>
        /\/(model|routes)$/.test(to) && floorOf(domainOf(to, API)) >= 0 && !typeOnly && !isOfBooking(from, to),
    )
    expect(reached.map(say)).toEqual([])
  })

  it('lets only the parts of booking and its kinds know its records, types included', () => {
    const knowing = between.filter(
      ({ from, to }) => to === `${API}/booking/model` && !KNOW_BOOKINGS.includes(domainOf(from, API)),
    )
    expect(knowing.map(say)).toEqual([])
  })

  it('has no circle of imports, types included', () => {
    expect(circlesIn(importsUnder(API))).toEqual([])
  })

  it('keeps HTTP out of the verbs', () => {
    const koa = filesUnder(API)
      .filter((file) => domains.includes(domainOf(file, API)))
      .filter((file) => /from ['"](koa|@koa\/router)['"]/.test(readFileSync(file, 'utf8')))
    expect(koa).toEqual([])
  })

  it('keeps the http folder free of domains', () => {
    const reached = importsUnder(`${API}/http`).filter(
      ({ to, typeOnly }) => to.startsWith(API) && floorOf(domainOf(to, API)) >= 0 && !typeOnly,
    )
    expect(reached.map(say)).toEqual([])
  })
})

describe.each(['miniapp/src', 'admin-web/src'])('the walls of %s', (root) => {
  const SHARED_ROOMS = ['kit', 'lib']
  it('lets a page reach its own folder, kit and lib only', () => {
    const sideways = filesUnder(root)
      .filter((file) => file.slice(root.length + 1).includes('/'))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/from ['"](@\/|\.\.?\/)([^'"]+)['"]/g)].map((match) => ({
          from: file,
          to:
            match[1] === '@/'
              ? `${root}/${match[2]!}`
              : path.posix.normalize(`${path.posix.dirname(file)}/${match[1]!}${match[2]!}`),
          typeOnly: false,
        })),
      )
      .filter(({ from, to }) => domainOf(from, root) !== domainOf(to, root))
      .filter(({ to }) => to.startsWith(root) && !SHARED_ROOMS.includes(domainOf(to, root)))
      .filter(({ to }) => to.slice(root.length + 1).includes('/'))
    expect(sideways.map(say)).toEqual([])
  })

  it('speaks to the server through lib alone', () => {
    const callers = filesUnder(root)
      .filter((file) => domainOf(file, root) !== 'lib')
      .filter((file) => /\bfetch\(|Taro\.request\(|Taro\.uploadFile\(/.test(readFileSync(file, 'utf8')))
    expect(callers).toEqual([])
  })
})
