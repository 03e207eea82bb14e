import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'
import type { Endpoint } from '../shared/src/endpoint'
import { GIVEN_ROLES, PERMISSIONS, ROLES, type Permission, type Role } from '../shared/src/people/permissions'

/** `npm run permissions`: writes `docs/permissions.md`, the roles against permissions and endpoints, from the contract. */
const ROOT = path.resolve(import.meta.dirname, '..')
const SHARED = path.join(ROOT, 'shared/src')
export const PERMISSIONS_PAGE = path.join(ROOT, 'docs/permissions.md')

interface Listed {
  domain: string
  name: string
  endpoint: Endpoint<never, unknown>
}

/** Every endpoint of the contract, by domain and path. */
async function endpointsOfContract(): Promise<Listed[]> {
  const files = readdirSync(SHARED, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('endpoints.ts'),
  )
  const listed = await Promise.all(
    files.map(async (file) => {
      const declared = (await import(pathToFileURL(path.join(SHARED, file)).href)) as Record<string, Listed['endpoint']>
      return Object.entries(declared).map(([name, endpoint]) => ({ domain: path.dirname(file), name, endpoint }))
    }),
  )
  const order = ({ domain, endpoint: { path, method } }: Listed) => `${domain} ${path} ${method}`
  return listed.flat().sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

const holds = (role: Role, permission: Permission | 'any') =>
  permission === 'any' || (ROLES[role].permissions as readonly Permission[]).includes(permission)
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const roleNames = GIVEN_ROLES.map((role) => `${ROLES[role].label} \`${role}\``)
const marks = (permission: Permission | 'any') => GIVEN_ROLES.map((role) => (holds(role, permission) ? '●' : ''))
const call = ({ endpoint: { method, path } }: Listed) => `\`${method} ${path}\``

function tableOf(domain: string, endpoints: readonly Listed[]) {
  const rows = endpoints.map((one) => {
    const { access } = one.endpoint
    if (typeof access === 'string') return row([call(one), access, ...GIVEN_ROLES.map(() => '●')])
    return row([call(one), `\`${access.staff}\``, ...marks(access.staff)])
  })
  return [
    `### ${domain}`,
    '',
    row(['Endpoint', 'Who', ...roleNames]),
    row(Array(2 + roleNames.length).fill('---')),
    ...rows,
    '',
  ]
}

/** The page as the contract and the roles of now make it. */
export async function permissionsPage() {
  const endpoints = await endpointsOfContract()
  const domains = [...new Set(endpoints.map(({ domain }) => domain))]
  const page = [
    '# Permissions',
    '',
    'Written by `npm run permissions` from `shared/src`; a test fails where it is not current. A role counts in its area and',
    'below. Which records it reaches there is decided in the query (`policy.ts` of each domain). The walk over every',
    'endpoint with every role is `admin-api/src/authorization.test.ts`.',
    '',
    '## Public endpoints',
    '',
    'They answer without a sign-in. Each is public on purpose.',
    '',
    ...endpoints
      .filter(({ endpoint }) => endpoint.access === 'public')
      .map((one) => `- ${call(one)}${one.endpoint.device ? ' (a paired device of a hall)' : ''}`),
    '',
    '## Roles and permissions',
    '',
    row(['Permission', ...roleNames]),
    row(Array(1 + roleNames.length).fill('---')),
    ...PERMISSIONS.map((permission) => row([`\`${permission}\``, ...marks(permission)])),
    '',
    '## Endpoints',
    '',
    '`public`: anybody. `resident`: anybody who has signed in, for their own records and those of their family. `any`: staff',
    'of whatever role.',
    '',
    ...domains.flatMap((domain) =>
      tableOf(
        domain,
        endpoints.filter((one) => one.domain === domain),
      ),
    ),
  ]
  return format(page.join('\n'), { ...(await resolveConfig(PERMISSIONS_PAGE)), parser: 'markdown' })
}

if (process.argv[1] === import.meta.filename) writeFileSync(PERMISSIONS_PAGE, await permissionsPage())
