import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A folder for the demo community of this run: the first journey fills it, the others start from a copy. */
export default function setup() {
  const folder = mkdtempSync(path.join(tmpdir(), 'yike-demo-'))
  process.env.DEMO_FOLDER = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
