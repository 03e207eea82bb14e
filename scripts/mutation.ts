import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Stryker } from '@stryker-mutator/core'
import { MUTATION_PARTS } from './mutation-parts'

/**
 * `npm run mutation -- <part> [file or folder …]`: changes the rules of a part in many small ways (mutants) and counts how
 * many of them a test notices. Without files the whole part is run, with files only those, and their missed mutants are
 * listed. The score is written to `bench/results`, with the files of the result before that this run did not measure; the
 * results are kept in `out/mutation`, so that the next run tries only what changed since, or what a new test could
 * notice. Not in CI: a whole run takes half an hour.
 */
const [name = '', ...paths] = process.argv.slice(2)
const part = MUTATION_PARTS[name]
if (!part) {
  console.error(`Name a part: ${Object.keys(MUTATION_PARTS).join(', ')}`)
  process.exit(1)
}

const known = `out/mutation/${name}.json`
mkdirSync('out/mutation', { recursive: true })
process.env.MUTATION_TESTS = part.tests.join(',')

const inside = (path: string) => (path.endsWith('.ts') ? path : `${path.replace(/\/$/, '')}/**/*.ts`)
await new Stryker({
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  mutate:
    paths.length > 0 ? [...paths.map(inside), ...part.mutate.filter((glob) => glob.startsWith('!'))] : [...part.mutate],
  // Files that no test of a rule reads, so that the copy Stryker works in stays small.
  ignorePatterns: ['data', 'out', 'dist', 'docs', 'bench', 'miniapp', 'admin-web', 'tests', '**/*.csv'],
  coverageAnalysis: 'perTest',
  incremental: true,
  incrementalFile: known,
  concurrency: 2,
  reporters: ['progress-append-only'],
  allowEmpty: true,
  tempDirName: 'out/mutation/tmp',
  timeoutMS: 10_000,
}).runMutationTest()

interface Mutant {
  status: string
  mutatorName: string
  replacement?: string
  location: { start: { line: number; column: number } }
}
interface Report {
  files: Record<string, { mutants: Mutant[] }>
}
const report = JSON.parse(readFileSync(known, 'utf8')) as Report

/**
 * Noticed: a test fails or never ends. Stryker leaves out mutants that do not compile or that nothing can distinguish.
 */
const scoreOf = (statuses: readonly string[]) =>
  scoreOfCounts(
    statuses.filter((status) => status === 'Killed' || status === 'Timeout').length,
    statuses.filter((status) => status === 'Survived' || status === 'NoCoverage').length,
  )
function scoreOfCounts(noticed: number, missed: number) {
  return { noticed, missed, percent: Math.round((1000 * noticed) / Math.max(1, noticed + missed)) / 10 }
}
const statusesOf = (file: string) => report.files[file]!.mutants.map(({ status }) => status)

interface Score extends ReturnType<typeof scoreOf> {
  file: string
}
/** The scores of the previous result. */
function scoresBefore(): Score[] {
  const [last] = readdirSync('bench/results')
    .filter((one) => one.endsWith(`-mutation-${name}.json`))
    .sort()
    .reverse()
  return last ? (JSON.parse(readFileSync(`bench/results/${last}`, 'utf8')) as { files: Score[] }).files : []
}
const files: Score[] = [
  ...Object.keys(report.files).map((file) => ({ file, ...scoreOf(statusesOf(file)) })),
  ...scoresBefore().filter(({ file }) => !report.files[file] && existsSync(file)),
].sort((a, b) => a.file.localeCompare(b.file))
const sum = (count: (one: Score) => number) => files.reduce((all, one) => all + count(one), 0)
const total = scoreOfCounts(
  sum(({ noticed }) => noticed),
  sum(({ missed }) => missed),
)

const table = [
  '| file | noticed | missed | percent |',
  '| --- | --- | --- | --- |',
  ...files.map(({ file, noticed, missed, percent }) => `| ${file} | ${noticed} | ${missed} | ${percent} |`),
  `| **all** | ${total.noticed} | ${total.missed} | ${total.percent} |`,
].join('\n')
console.log(table)
if (paths.length > 0)
  for (const [file, { mutants }] of Object.entries(report.files))
    if (paths.some((path) => file.startsWith(path)))
      for (const { status, mutatorName, replacement = '', location } of mutants)
        if (status === 'Survived' || status === 'NoCoverage')
          console.log(
            `${file}:${location.start.line}:${location.start.column} ${mutatorName}: ${replacement.replace(/\s+/g, ' ')}`,
          )

const date = new Date().toISOString().slice(0, 10)
const command = `npm run mutation -- ${name}`
const note = `Stryker, Node ${process.version}; ${files.length} files measured; what is left out: scripts/mutation-parts.ts`
const base = `bench/results/${date}-mutation-${name}`
writeFileSync(`${base}.json`, `${JSON.stringify({ date, command, wanted: part.wanted, total, files }, null, 2)}\n`)
writeFileSync(`${base}.md`, `# ${date}: ${command}\n\n${note}\n\n${table}\n`)
if (part.wanted !== null && total.percent < part.wanted) process.exitCode = 1
