import type { CommandStartedEvent, Document } from 'mongodb'
import mongoose from 'mongoose'
import { DeletedModel } from '../cache/changed-at'
import { RequestBucketModel } from '../people/request-bucket'

/**
 * Commands that serve many requests at once and belong to none of them: rounds of the caches (cache/rounds.ts), about once
 * a second, and draws from the shared limits (people/request-bucket.ts), once for a batch of requests.
 */
const ofMany = new Set([DeletedModel.collection.name, RequestBucketModel.collection.name])
const isOfMany = ({ command, commandName }: CommandStartedEvent) => ofMany.has(command[commandName])

/**
 * Calls back for each command that a request sends to the database, from now on. The server is started with
 * `connection: { monitorCommands: true }`.
 */
export const onRequestCommand = (heard: (event: CommandStartedEvent) => void) =>
  void mongoose.connection.getClient().on('commandStarted', (event) => {
    if (!isOfMany(event)) heard(event)
  })

/** Calls back with the documents of each answer to a request, from now on, in the same way. */
export const onRequestDocuments = (heard: (documents: readonly Document[]) => void) =>
  void mongoose.connection.getClient().on('commandSucceeded', ({ reply }) => {
    const { cursor } = reply as { cursor?: { ns: string; firstBatch?: Document[]; nextBatch?: Document[] } }
    if (cursor && !ofMany.has(cursor.ns.slice(cursor.ns.indexOf('.') + 1)))
      heard(cursor.firstBatch ?? cursor.nextBatch ?? [])
  })
