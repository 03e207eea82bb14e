import { readFileSync } from 'node:fs'
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
  /** Milliseconds of CPU (user and system) that the server processes spent on one request. */
  cpuPerRequest: number
  /** The number of answers with each status. */
  statuses: Record<number, number>
}

const TICKS_PER_SECOND = 100

/** CPU milliseconds a process has used, all its threads together (Linux). */
function cpuMilliseconds(pid: number) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000
}

const percentile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/**
 * Sends the shots over this many kept-alive connections, each taking the next one as soon as its last is answered.
 * Bounded by the number of shots, to loopback only.
 */
export async function load(origin: string, shots: Shot[], connections: number, pids: number[]): Promise<Figures> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const took: number[] = []
  const statuses: Record<number, number> = {}
  const cpuBefore = pids.reduce((sum, pid) => sum + cpuMilliseconds(pid), 0)
  const begun = performance.now()
  let next = 0
  const worker = async () => {
    for (let shot = shots[next++]; shot; shot = shots[next++]) {
      const sent = performance.now()
      const status = await send(origin, shot, agent)
      took.push(performance.now() - sent)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - begun) / 1000
  const cpu = pids.reduce((sum, pid) => sum + cpuMilliseconds(pid), 0) - cpuBefore
  agent.destroy()
  took.sort((a, b) => a - b)
  return {
    requests: took.length,
    perSecond: took.length / seconds,
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    cpuPerRequest: cpu / took.length,
    statuses,
  }
}

function send(origin: string, { method, path, headers, body }: Shot, agent: http.Agent) {
  return new Promise<number>((resolve, reject) => {
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
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      },
    )
    request.on('error', reject)
    request.end(text)
  })
}
