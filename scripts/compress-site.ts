import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TEXT = /\.(js|css|svg)$/
/** Less fits into one packet, compressed or not. */
const WORTH_BYTES = 1400
/** The step to 11 takes twice the time for 1.5 % fewer bytes (measured on the resident app, 2026-11-30, Node 20.20). */
const BROTLI_QUALITY = 10

const brotli = (bytes: Buffer) =>
  promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })

/** Writes each script and style of a built client beside itself as `.br` and `.gz`, which the API sends as they are. */
export async function compressSite(folder: string) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => TEXT.test(name))
  await Promise.all(
    files.map(async (name) => {
      const file = path.join(folder, name)
      const bytes = await readFile(file)
      if (bytes.length < WORTH_BYTES) return
      await writeFile(`${file}.br`, await brotli(bytes))
      await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
    }),
  )
}
