import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'

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
  const url = new URL(origin)
  const took: number[] = []
  const statuses: Record<number, number> = {}
  let bytes = 0
  const before = cpuOf(processes)
  const begun = performance.now()
  const end = begun + mostSeconds * 1000
  let next = 0
  const worker = async () => {
    const line = new Line(url)
    for (let shot = shots[next++]; shot && performance.now() < end; shot = shots[next++]) {
      const sent = performance.now()
      const { status, length } = await line.ask(bytesOf(url, shot))
      bytes += length
      took.push(performance.now() - sent)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
    line.end()
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - begun) / 1000
  const after = cpuOf(processes)
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

/** The bytes of a request as they go over the wire. */
function bytesOf({ host }: URL, { method, path, headers, body }: Shot) {
  const text = body === undefined ? null : JSON.stringify(body)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...(text === null ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`]),
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text ?? ''}`)
}

const HEAD_END = '\r\n\r\n'

/**
 * One kept-alive connection. Node's own client takes a third of the CPU that client, API and database have together, which
 * would measure the client.
 */
class Line {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #answer: ((answer: { status: number; length: number }) => void) | null = null
  #fail: ((cause: Error) => void) | null = null

  constructor({ hostname, port }: URL) {
    this.#socket = connect(Number(port), hostname).setNoDelay()
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', (cause) => this.#fail?.(cause))
    this.#socket.on('close', () => this.#fail?.(new Error('The server closed the connection.')))
  }

  ask(request: Buffer) {
    return new Promise<{ status: number; length: number }>((answer, fail) => {
      ;[this.#answer, this.#fail] = [answer, fail]
      this.#socket.write(request)
    })
  }

  #take(chunk: Buffer) {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const end = this.#received.indexOf(HEAD_END)
    if (end < 0) return
    const head = this.#received.toString('latin1', 0, end)
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? NaN)
    if (Number.isNaN(length)) return this.#fail?.(new Error(`An answer without its length:\n${head}`))
    if (this.#received.length < end + HEAD_END.length + length) return
    this.#received = Buffer.alloc(0)
    this.#answer?.({ status: Number(head.slice(9, 12)), length })
  }

  end() {
    this.#fail = null
    this.#socket.destroy()
  }
}
