import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ALSO_ANSWERED_FOR } from '../minidb/src/also-answered'

/**
 * `npm run db:asked`: listens to the commands that the API, reference and race tests send to the database and writes
 * their list into `minidb/src/asked.ts` and `minidb/README.md`. `-- file …` takes files of shapes that were recorded
 * before.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'yike-asked-'))
const heard = path.join(folder, 'shapes')
const given = process.argv.slice(2)
if (given.length === 0)
  spawnSync('npx', ['vitest', 'run', '--project', 'api', '--project', 'reference'], {
    stdio: 'inherit',
    env: { ...process.env, RECORD_COMMANDS: heard },
  })
const lines = (given.length > 0 ? given : [heard])
  .filter((file) => existsSync(file))
  .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
const shapes = [...new Set(lines.filter(Boolean))].sort()
rmSync(folder, { recursive: true })
if (shapes.length === 0) throw new Error('Nothing was heard: the tests did not run.')

writeFileSync(
  'minidb/src/asked.ts',
  `/** The product's commands, as the driver's command monitoring heard them over the tests. Written by \`npm run db:asked\`. */
export const ASKED: readonly string[] = [
${shapes.map((shape) => `  '${shape}',`).join('\n')}
]
`,
)

/** The first word of a shape is its kind: `filter $in`, `stage $match`; a command is alone or before a dot. */
const kindOf = (shape: string) =>
  shape.includes(' ') && !shape.includes('.w ') ? shape.slice(0, shape.lastIndexOf(' ')) : ''
const commands = shapes.filter((shape) => /^\w+$/.test(shape))
const rows = [
  ...commands.map((command): [string, string[]] => [
    `\`${command}\``,
    shapes.filter((shape) => shape.startsWith(`${command}.`)).map((shape) => shape.slice(command.length + 1)),
  ]),
  ['any command', shapes.filter((shape) => shape.startsWith('any.')).map((shape) => shape.slice(4))] as [
    string,
    string[],
  ],
  ...[...new Set(shapes.map(kindOf).filter(Boolean))].map((kind): [string, string[]] => [
    kind,
    shapes.filter((shape) => kindOf(shape) === kind).map((shape) => shape.slice(kind.length + 1)),
  ]),
]
const table = [
  '| Asked | With |',
  '| --- | --- |',
  ...rows.map(([asked, parts]) => `| ${asked} | ${parts.map((part) => `\`${part}\``).join(' ')} |`),
]
const also = Object.entries(ALSO_ANSWERED_FOR).map(
  ([reason, parts]) => `- For ${reason}: ${parts.map((part) => `\`${part}\``).join(' ')}.`,
)
const [BEGIN, END] = ['<!-- asked: written by npm run db:asked -->', '<!-- asked: end -->']
const readme = readFileSync('minidb/README.md', 'utf8')
const [before, after] = [readme.split(BEGIN)[0]!, readme.split(END)[1]!]
writeFileSync(
  'minidb/README.md',
  `${before}${BEGIN}\n\n${table.join('\n')}\n\nAlso answered:\n\n${also.join('\n')}\n\n${END}${after}`,
)
spawnSync('npx', ['prettier', '--write', 'minidb/README.md', 'minidb/src/asked.ts'], { stdio: 'inherit' })
