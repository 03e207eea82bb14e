import { AppError } from '@yike/shared/errors'
import { problemWithPassword } from '@yike/shared/people/passwords'
import type { Call } from '../http/handle'
import { CredentialModel } from './model'
import { endOtherSessions } from './sessions'
import { checkPassword, hashPassword } from './sign-in'

/**
 * A new password for the caller, who knows the one before; tries are counted as at a sign-in. Every other session ends.
 * Throws NOT_FOUND, WRONG_CREDENTIALS, INVALID_INPUT, and CONFLICT where another change came first.
 */
export async function changeMyPassword(
  { actor, ip, now }: Pick<Call, 'actor' | 'ip' | 'now'>,
  { password, newPassword }: { password: string; newPassword: string },
) {
  const credential = await CredentialModel.findOne({ personId: actor.personId, passwordHash: { $ne: null } }).lean()
  if (!credential) throw new AppError('NOT_FOUND', '这个账号没有密码，只用微信登录。')
  const username = credential._id.replace(/^password:/, '')
  const problem =
    problemWithPassword(newPassword, username) ?? (newPassword === password ? '新密码和现在的一样，换一个' : null)
  if (problem) throw new AppError('INVALID_INPUT', undefined, { fields: { newPassword: [problem] } })
  await checkPassword({ username, password, ip, demoAllowed: true }, now)
  const { matchedCount } = await CredentialModel.updateOne(
    { _id: credential._id, passwordHash: credential.passwordHash },
    { $set: { passwordHash: await hashPassword(newPassword) } },
  )
  if (matchedCount === 0) throw new AppError('CONFLICT')
  await endOtherSessions(actor)
}
