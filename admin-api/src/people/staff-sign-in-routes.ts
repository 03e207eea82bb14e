import { AppError } from '@yike/shared/errors'
import * as people from '@yike/shared/people/endpoints'
import * as phones from '@yike/shared/people/phone-endpoints'
import * as p from '@yike/shared/people/phone-schemas'
import * as s from '@yike/shared/people/schemas'
import { toApiTime } from '@yike/shared/time/china'
import { Done, type z } from '@yike/shared/zod'
import { handle, type Call, type Routes } from '../http/handle'
import { changeMyPassword } from './change-password'
import {
  answerPhone,
  askPhoneBinding,
  finishPhoneBinding,
  notConfirmed,
  phoneBindingOf,
  waitingPhones,
} from './phone-binding'
import { phoneSignInState, presentPhoneBinding, presentWaitingPhone, presentWaitingSignIn } from './phone-presenter'
import { askPhoneSignIn, chooseNumber, enterByPhone, refuseSignIn, waitingSignIns } from './phone-sign-in'
import { TurnedAway, turnedAwayToTell } from './password-turns'
import { presentSignedIn } from './presenter'
import { signInStaff } from './sign-in'

const Nothing = s.Nothing as z.ZodType<Record<string, never>, Record<string, never>>
const done = { done: true } as const

/** Refusals that only ask for the second step. */
const STEPS: readonly string[] = ['SECOND_FACTOR_NEEDED', 'SECOND_FACTOR_SETUP']

/**
 * Records that a sign-in failed, and for which name; of those for whom the line was full only how many. The refusal
 * continues.
 */
const recorded =
  (call: Call, { username }: { username: string }) =>
  async (cause: unknown): Promise<never> => {
    if (cause instanceof TurnedAway) {
      const count = turnedAwayToTell(call.now)
      if (count > 0) await call.record('sign-ins turned away', { count: String(count) })
    } else if (cause instanceof AppError && !STEPS.includes(cause.code))
      await call.record('sign-in failed', { username })
    throw cause
  }

/** The sign-in of staff by name and password, and the binding of their phones. */
export function addStaffSignInRoutes(routes: Routes, demoForAll: boolean) {
  const tryOf = (input: z.output<typeof s.StaffCredentials> & { code?: string | undefined }, call: Call) => ({
    ...input,
    from: call,
    ip: call.ip,
    demoAllowed: call.isLocal || demoForAll,
  })
  /** The request of this phone, on record where it is new. */
  const ask = async (input: z.output<typeof s.StaffSignIn>, call: Call) => {
    const { binding, isNew } = await askPhoneBinding(call.actor, tryOf(input, call), call.now).catch(
      recorded(call, input),
    )
    if (isNew) await call.record('phone asked', { personId: String(binding.personId) })
    return binding
  }
  const finish = async (call: Call) => {
    const { person, tokens, askerId } = await finishPhoneBinding(call.actor, call, call.now)
    await call.record('phone bound', { personId: String(person._id), before: String(askerId) })
    return presentSignedIn(person, call.giveTokens(tokens))
  }

  handle(routes, people.signInStaff, { input: s.StaffSignIn, output: s.StaffSignedIn }, async (input, call) => {
    const { person, tokens, recoveryCodes } = await signInStaff(tryOf(input, call), call.now).catch(
      recorded(call, input),
    )
    if (recoveryCodes) await call.record('authenticator set up', { personId: String(person._id) })
    return { ...presentSignedIn(person, call.giveTokens(tokens)), ...(recoveryCodes ? { recoveryCodes } : {}) }
  })
  handle(routes, people.bindStaff, { input: s.StaffSignIn, output: s.SignedIn }, async (input, call) => {
    const { state, number } = await ask(input, call)
    if (state === 'open') throw notConfirmed(number)
    return finish(call)
  })
  handle(routes, phones.askPhoneBinding, { input: s.StaffSignIn, output: p.PhoneBinding }, async (input, call) =>
    presentPhoneBinding(await ask(input, call)),
  )
  handle(routes, phones.getPhoneBinding, { input: Nothing, output: p.PhoneBinding }, async (_, { actor, now }) =>
    presentPhoneBinding(await phoneBindingOf(actor, now)),
  )
  handle(routes, phones.finishPhoneBinding, { input: Nothing, output: s.SignedIn }, (_, call) => finish(call))
  handle(routes, phones.listMyWaitingPhones, { input: Nothing, output: p.WaitingPhones }, async (_, call) => ({
    items: (await waitingPhones([call.actor.personId], call.now)).map(presentWaitingPhone),
  }))
  handle(routes, phones.answerMyPhone, { input: p.AnswerPhone, output: Done }, async (input, call) => {
    await answerPhone(call, { ...input, personId: call.actor.personId })
    return done
  })

  handle(routes, phones.askPhoneSignIn, { input: s.StaffCredentials, output: p.PhoneSignIn }, async (input, call) => {
    const { asked, token } = await askPhoneSignIn(tryOf(input, call), call.now).catch(recorded(call, input))
    await call.record('phone sign-in asked', { personId: String(asked.personId) })
    return { token, number: asked.number, expiresAt: toApiTime(asked.expiresAt) }
  })
  handle(
    routes,
    phones.enterByPhone,
    { input: p.PhoneSignInToken, output: p.PhoneSignInResult },
    async (input, call) => {
      const { state, signedIn } = await enterByPhone(input.token, call, call.now)
      return {
        state: phoneSignInState(state),
        signedIn: signedIn && presentSignedIn(signedIn.person, call.giveTokens(signedIn.tokens)),
      }
    },
  )
  handle(routes, phones.listWaitingSignIns, { input: Nothing, output: p.WaitingSignIns }, async (_, call) => ({
    items: (await waitingSignIns(call.actor.personId, call.now)).map((one) => presentWaitingSignIn(one, call.ip)),
  }))
  handle(routes, phones.chooseNumber, { input: p.ChooseNumber, output: p.NumberChosen }, async (input, call) => ({
    state: phoneSignInState(await chooseNumber(call, input)),
  }))
  handle(routes, phones.refuseSignIn, { input: p.RefuseSignIn, output: Done }, async ({ id }, call) => {
    await refuseSignIn(call, id)
    return done
  })
  handle(routes, phones.changeMyPassword, { input: p.ChangePassword, output: Done }, async (input, call) => {
    await changeMyPassword(call, input)
    await call.record('password changed', { personId: String(call.actor.personId) })
    return done
  })
}
