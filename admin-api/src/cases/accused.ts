import type { NameAccused } from '@yike/shared/cases/accused-schemas'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import { Types } from 'mongoose'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { peopleByIds, staffOver } from '../people/me'
import { receiversByIds } from '../receivers/list'
import { receiversIn } from './describe'
import { CaseWordsModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { openedWords } from './sealed-words'
import { loadVisible } from './staff-steps'
import { takeStep } from './take-step'

/** A shorter name stands in too many words. */
const NAME_MIN = 2

/** The staff over a case and the members of the organisations that have it, without the actor, each once. */
async function colleaguesOf(actor: Actor, c: CaseRecord) {
  const receivers = await receiversByIds(receiversIn(c))
  const members = [...receivers.flatMap(({ memberIds }) => memberIds), ...(c.barredIds ?? [])]
  const people = [...(await staffOver(c.areas)), ...(await peopleByIds(members))]
  const once = new Map(people.map((person) => [String(person._id), person]))
  return [...once.values()].filter(({ _id, roles }) => roles.length > 0 && !_id.equals(actor.personId))
}

/** See `listColleaguesOfCase`. */
export async function accusable(actor: Actor, id: string) {
  const c = await loadVisible(actor, id)
  authorize(casePolicy.nameAccused(actor, c))
  const [people, words] = await Promise.all([colleaguesOf(actor, c), CaseWordsModel.findById(c._id).lean()])
  const said = words ? `${words.title} ${openedWords(words.description)}` : ''
  return people
    .map((person) => ({
      person,
      isNamed: person.name.length >= NAME_MIN && said.includes(person.name),
      isAccused: c.barredIds?.some((one) => one.equals(person._id)) ?? false,
    }))
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || a.person.name.localeCompare(b.person.name, 'zh'))
}

const refusal = (sentence: string) => new AppError('INVALID_INPUT', undefined, { fields: { personId: [sentence] } })

/** See `nameAccused`. It is no step: nobody else's waits for it. Where it stands so already, nothing is written. */
export async function nameAccused(call: CallContext, input: z.output<typeof NameAccused>): Promise<CaseRecord> {
  const { actor } = call
  const { id, isAccused } = input
  const personId = new Types.ObjectId(input.personId)
  const isMeant = (one: Types.ObjectId) => one.equals(personId)
  const asked = await loadVisible(actor, id)
  authorize(casePolicy.nameAccused(actor, asked))
  if ((asked.barredIds ?? []).some(isMeant) === isAccused) return asked
  return takeStep(
    call,
    { id },
    {
      filter: casePolicy.reached(actor),
      isOpen: (c) => casePolicy.opens(actor, c) && casePolicy.nameAccused(actor, c),
      isPermitted: (c) => casePolicy.opens(actor, c) && casePolicy.nameAccused(actor, c),
    },
    async (c) => {
      if (isAccused) {
        if (personId.equals(actor.personId)) throw refusal('反映的是您自己，请别的同事来记，您就看不到这一件了')
        if (c.assigneeId && isMeant(c.assigneeId)) throw refusal('现在是他在办，先派给别人，再记')
        orNotFound((await colleaguesOf(actor, c)).find(({ _id }) => isMeant(_id)))
      }
      const others = (c.barredIds ?? []).filter((one) => !isMeant(one))
      return {
        moves: [{ kind: isAccused ? 'accused_named' : 'accused_cleared', visibleTo: 'office', accused: personId }],
        said: { text: '', photoIds: [] },
        notifications: [],
        set: { barredIds: isAccused ? [...others, personId] : others },
      }
    },
  )
}
