import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * The walls between domains, which a linter pattern cannot say: a domain calls the floors below it through their verbs,
 * never another domain's model, routes or presenter, and sideways or upward only by what app.ts joins.
 */
const FLOORS = [
  ['people', 'territory', 'files', 'messages', 'wechat'],
  ['directory', 'notices'],
  ['booking', 'cases', 'care', 'hall'],
  ['meals', 'visits', 'loans', 'courses'],
  ['insight'],
]
const API = 'admin-api/src'
const floorOf = (domain: string) => FLOORS.findIndex((floor) => floor.includes(domain))
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

  it('keeps models, routes and presenters of a domain to itself', () => {
    const reached = between.filter(
      ({ to, typeOnly }) => /\/(model|routes)$/.test(to) && floorOf(domainOf(to, API)) >= 0 && !typeOnly,
    )
    expect(reached.map(say)).toEqual([])
  })

  it('keeps HTTP out of the verbs', () => {
    const domains = FLOORS.flat()
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
