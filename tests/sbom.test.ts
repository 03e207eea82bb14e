import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
interface Component {
  name: string
  version: string
  purl: string
  hashes?: unknown[]
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[]
}
/** Licences of our dependencies that let the product be shipped; another one is looked at before it comes in. */
const FREE =
  /^\(?(MIT|MIT-0|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Python-2\.0|Unlicense|WTFPL|Zlib|CC-BY-4\.0|LGPL-3\.0-or-later)\b/

/** Packages whose licence stands in a file only, as read there on 2026-11-30. */
const IN_ITS_FILE: Readonly<Record<string, string>> = {
  busboy: 'MIT',
  streamsearch: 'MIT',
  'splaytree-ts': 'BSD-3-Clause',
}

it('the bill of materials names each package that ships, with its version, its hash and a licence that allows it', () => {
  const text = execFileSync('npm', ['run', '-s', 'sbom'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const { bomFormat, components } = JSON.parse(text) as { bomFormat: string; components: Component[] }
  expect(bomFormat).toBe('CycloneDX')

  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'admin-api/package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const names = new Set(components.map(({ name }) => name))
  expect(Object.keys(dependencies).filter((name) => !name.startsWith('@yike/') && !names.has(name))).toEqual([])

  const outside = components.filter(({ name }) => !/^@?yike\b|^(shared|minidb|admin-api|admin-web|miniapp)$/.test(name))
  const licenceOf = ({ name, licenses = [] }: Component) =>
    IN_ITS_FILE[name] ?? licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name).join(' ')
  expect(outside.filter(({ purl, hashes = [] }) => !purl || hashes.length === 0).map(({ name }) => name)).toEqual([])
  expect(outside.filter((one) => !FREE.test(licenceOf(one))).map((one) => `${one.name} ${licenceOf(one)}`)).toEqual([])
}, 60_000)
