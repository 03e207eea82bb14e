import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { takeLock } from './lock'

let folder: string
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'minidb-lock-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const held = (text: string) => writeFileSync(path.join(folder, 'minidb.lock'), text)

it('refuses a folder that a living process holds', () => {
  held(String(process.ppid))
  expect(() => takeLock(folder)).toThrow(`正由进程 ${process.ppid} 用着`)
})

it('takes a lock over whose number was given to another process since', () => {
  held(`${process.ppid} 1`)
  expect(takeLock(folder)).toBe(path.join(folder, 'minidb.lock'))
})

it('takes a lock over that was cut off before its process was named', () => {
  held('')
  expect(takeLock(folder)).toBe(path.join(folder, 'minidb.lock'))
})
