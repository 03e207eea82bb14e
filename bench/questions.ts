import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'

/** The figures of one question that was asked many times. */
export interface Figures {
  what: string
  p50: number
  p99: number
  max: number
  /** Milliseconds that this process computes for a question: the same on a busy machine. */
  cpu: number
  /** Rows of an answer on average. */
  found: number
  load: number
}

interface Report {
  /** The bench, as npm runs it: `cases` of `bench:cases`. */
  name: string
  mongodb: string | undefined
  /** The amount of data, and how the questions were asked. */
  how: string
  /** The figures that no question has. */
  beside: string
  figures: readonly Figures[]
}

/** Writes the figures of questions into `results`, by day and engine, and prints them. */
export function writeReport({ name, mongodb, how, beside, figures }: Report) {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`
  const day = new Date().toISOString().slice(0, 10)
  const text = [
    `# ${day}: npm run bench:${name}${mongodb ? ' -- --mongodb …' : ''}`,
    '',
    `${machine}; ${how}`,
    '',
    beside,
    '',
    '| question | p50 ms | p99 ms | most ms | CPU ms | found | load |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...figures.map(
      ({ what, p50, p99, max, cpu, found, load }) =>
        `| ${what} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${max.toFixed(1)} | ${cpu.toFixed(1)} | ${found.toFixed(0)} | ${load.toFixed(1)} |`,
    ),
    '',
  ].join('\n')
  const results = path.join(import.meta.dirname, 'results')
  mkdirSync(results, { recursive: true })
  writeFileSync(path.join(results, `${day}-${name}-${mongodb ? 'mongodb' : 'minidb'}.md`), text)
  process.stdout.write(text)
}
