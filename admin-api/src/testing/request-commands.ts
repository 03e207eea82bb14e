import type { CommandStartedEvent } from 'mongodb'
import mongoose from 'mongoose'
import { DeletedModel } from '../cache/changed-at'

/**
 * Whether a command is a round of the caches (cache/rounds.ts). Rounds run in the background about once a second, for all
 * readers together, so none belongs to the request during which it happens to be sent.
 */
const isCacheRound = ({ command }: CommandStartedEvent) => command.aggregate === DeletedModel.collection.name

/**
 * Calls back for each command that requests send to the database, from now on. The server is started with
 * `connection: { monitorCommands: true }`.
 */
export const onRequestCommand = (heard: (event: CommandStartedEvent) => void) =>
  void mongoose.connection.getClient().on('commandStarted', (event) => {
    if (!isCacheRound(event)) heard(event)
  })
