import { existsSync, readFileSync } from 'node:fs'
import http from 'node:http'

export interface Shot {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: unknown
}

export interface Figures {
  requests: number
  perSecond: number
  p50: number
  p99: number
  /** Milliseconds of CPU (user and system) that each group of processes spent on one request. */
  cpuPerRequest: Record<string, number>
  /** Bytes of an answer's body on the wire. */
  bytesPerRequest: number
  /** The number of answers with each status. */
  statuses: Record<number, number>
}

const TICKS_PER_SECOND = 100

/** CPU milliseconds a process has used, all its threads together (Linux); none of a process that has just ended. */
function cpuMilliseconds(pid: number) {
  if (!existsSync(`/proc/${pid}/stat`)) return 0
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000
}

const percentile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** CPU milliseconds by process, of each group. */
const cpuOf = (processes: Processes) =>
  new Map(
    Object.entries(processes).map(([name, pids]) => [name, new Map(pids().map((pid) => [pid, cpuMilliseconds(pid)]))]),
  )
type Cpu = ReturnType<typeof cpuOf>

/** CPU milliseconds that a group used in between; a process that began meanwhile counts whole. */
const usedBy = (name: string, before: Cpu, after: Cpu) =>
  [...after.get(name)!].reduce((sum, [pid, used]) => sum + used - (before.get(name)!.get(pid) ?? 0), 0)

/** Ids of the server processes whose CPU is read, by the part that they are. A database may start some meanwhile. */
export type Processes = Record<string, () => readonly number[]>

/**
 * Sends the shots over this many kept-alive connections, each taking the next one as soon as its last is answered.
 * Bounded by the number of shots and by the seconds, to loopback only.
 */
export async function load(
  origin: string,
  shots: Shot[],
  connections: number,
  processes: Processes,
  mostSeconds = Infinity,
): Promise<Figures> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const took: number[] = []
  const statuses: Record<number, number> = {}
  let bytes = 0
  const before = cpuOf(processes)
  const begun = performance.now()
  const end = begun + mostSeconds * 1000
  let next = 0
  const worker = async () => {
    for (let shot = shots[next++]; shot && performance.now() < end; shot = shots[next++]) {
      const sent = performance.now()
      const { status, length } = await send(origin, shot, agent)
      bytes += length
      took.push(performance.now() - sent)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - begun) / 1000
  const after = cpuOf(processes)
  agent.destroy()
  took.sort((a, b) => a - b)
  return {
    requests: took.length,
    perSecond: took.length / seconds,
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    cpuPerRequest: Object.fromEntries(
      Object.keys(processes).map((name) => [name, usedBy(name, before, after) / took.length]),
    ),
    bytesPerRequest: bytes / took.length,
    statuses,
  }
}

function send(origin: string, { method, path, headers, body }: Shot, agent: http.Agent) {
  return new Promise<{ status: number; length: number }>((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const request = http.request(
      `${origin}${path}`,
      {
        method,
        agent,
        headers: {
          ...headers,
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        },
      },
      (response) => {
        let length = 0
        response.on('data', (chunk: Buffer) => (length += chunk.length))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, length }))
      },
    )
    request.on('error', reject)
    request.end(text)
  })
}
