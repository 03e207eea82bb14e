import { appendFileSync } from 'node:fs'
import mongoose from 'mongoose'
import { afterAll, expect } from 'vitest'
import { ALSO_ANSWERED } from '../../minidb/src/also-answered'
import { ASKED } from '../../minidb/src/asked'
import { shapesOf } from './command-shapes'

/**
 * Listens to every command that the product's own connection sends in a test file. A command that is not on minidb's
 * list fails the file: `npm run db:asked` writes the list again (RECORD_COMMANDS names the file that shapes are added
 * to).
 */
const sent = new Set<string>()

declare global {
  /** Notes a shape for the file that runs; files of one worker share the connection's module. */
  var noteShape: ((shape: string) => void) | undefined
}
const isListening = globalThis.noteShape !== undefined
globalThis.noteShape = (shape) => sent.add(shape)

if (!isListening) {
  const connect = mongoose.connect.bind(mongoose)
  mongoose.connect = async (uri, options) => {
    const made = await connect(uri, { ...options, monitorCommands: true })
    made.connection.getClient().on('commandStarted', ({ command }) => {
      for (const shape of shapesOf(command)) globalThis.noteShape?.(shape)
    })
    return made
  }
}

afterAll(() => {
  if (process.env.RECORD_COMMANDS) {
    appendFileSync(process.env.RECORD_COMMANDS, [...sent].map((shape) => `${shape}\n`).join(''))
    return
  }
  const listed = new Set([...ASKED, ...ALSO_ANSWERED])
  expect([...sent].filter((shape) => !listed.has(shape))).toEqual([])
})
