/** The figures of one page. */
export interface Row {
  communities: number
  page: string
  perSecond: number
  p50: number
  p99: number
  /** Milliseconds of CPU a request. */
  api: number
  database: number
  /** To the database, and bytes read from it, a request. */
  commands: number
  readBytes: number
  bytes: number
  /** The CPU of a bare Koa for the same bytes; null for the mix, which has no one answer. */
  bareKoa: number | null
}

/** A smaller difference is noise of the machine. */
const DEARER = 1.15
const LEAST_MS = 0.05
const LEAST_COMMANDS = 0.5

/** The pages that cost more than in earlier figures, a line each. */
export function dearer(before: readonly Row[], after: readonly Row[]): string {
  const lines = after.flatMap((now) => {
    const then = before.find(({ page, communities }) => page === now.page && communities === now.communities)
    if (!then) return []
    const [cpuThen, cpuNow] = [then.api + then.database, now.api + now.database]
    const said = [
      ...(cpuNow > cpuThen * DEARER && cpuNow - cpuThen > LEAST_MS
        ? [`CPU ${cpuThen.toFixed(2)} → ${cpuNow.toFixed(2)} ms`]
        : []),
      ...(now.commands > then.commands + LEAST_COMMANDS
        ? [`commands ${then.commands.toFixed(1)} → ${now.commands.toFixed(1)}`]
        : []),
    ]
    return said.length > 0 ? [`${now.page}, ${now.communities} communities: ${said.join(', ')}`] : []
  })
  return lines.length > 0 ? ['Dearer:', ...lines].join('\n') : 'Nothing got dearer.'
}
