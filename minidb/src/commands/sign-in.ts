import { Binary } from 'bson'
import { DatabaseError } from '../errors'
import { isPlainObject, type Value } from '../query/values'
import { knows, type Command } from './context'
import { OPTIONS } from './options'

function textOf(payload: Value): string {
  if (!(payload instanceof Binary)) throw new DatabaseError(14, 'TypeMismatch', 'the payload has to be binary')
  return Buffer.from(payload.buffer.subarray(0, payload.position)).toString('utf8')
}

const answer = (payload: string, done: boolean) => ({
  conversationId: 1,
  done,
  payload: new Binary(Buffer.from(payload)),
  ok: 1,
})

export const saslStart: Command = (command, { signIn }) => {
  knows(command, OPTIONS.saslStart)
  if (command.mechanism !== 'SCRAM-SHA-256')
    throw new DatabaseError(334, 'MechanismUnavailable', 'minidb supports the mechanism SCRAM-SHA-256 only')
  const skips = isPlainObject(command.options) && command.options.skipEmptyExchange === true
  return answer(signIn.begin(textOf(command.payload), skips), false)
}

export const saslContinue: Command = (command, { signIn }) => {
  knows(command, OPTIONS.saslContinue)
  const { payload, done } = signIn.go(textOf(command.payload))
  return answer(payload, done)
}
