import { addDays, dayOf, instantAt, toApiTime } from '@yike/shared/time/china'
import sharp from 'sharp'
import { fileCase } from '../../cases/file'
import { CaseModel, type CaseRecord } from '../../cases/model'
import { acceptCase, assignCase } from '../../cases/staff-steps'
import { keepPhoto } from '../../files/store'
import type { Actor } from '../../http/policy'
import { draftAgreement, signAgreement } from '../../mediation/agreement'
import { loadMediation } from '../../mediation/load'
import { planSession, recordSession } from '../../mediation/sessions'
import { RESIDENTS } from '../people/facts'

/** A signature as a wave of ink. Made, not taken. */
const drawSignature = (n: number) =>
  sharp(
    Buffer.from(
      `<svg xmlns='http://www.w3.org/2000/svg' width='640' height='240'><rect width='640' height='240' fill='#fff'/>
      <path d='M60 ${150 - n * 10} q60 -120 110 0 t110 0 t110 ${n * 12} t150 -60' fill='none' stroke='#000' stroke-width='6'/></svg>`,
    ),
  )
    .png()
    .toBuffer()

interface DemoDispute {
  by: number
  other: number
  words: string
  daysAgo: number
  notes: string
  signed?: { facts: string; terms: string }
}
const DISPUTES: readonly DemoDispute[] = [
  {
    ...{ by: 15, other: 17, daysAgo: 6, words: '楼上半夜拖家具、放音乐，说了几回都不听，孩子睡不好。' },
    notes: '高明愿意先装软垫。梁大海要求晚上十点以后不放音乐。再谈一次。',
  },
  {
    ...{ by: 18, other: 10, daysAgo: 12, words: '楼上水管爆了，把我家的柜子泡坏了，赔多少谈不拢。' },
    notes: '双方都看过照片，愿意谈。',
    signed: {
      facts: '马志远家水管爆裂，泡坏宋春梅家的两组柜子。双方对赔偿的数额有争议。',
      terms: '马志远赔宋春梅 2600 元，转账付清。宋春梅不再追究。',
    },
  },
]

/** One dispute in the middle, with a session ahead, and one with a signed agreement. An interrupted seeding resumes. */
export async function seedDisputes(admin: Actor, mediator: Actor, residents: readonly Actor[], now: Date) {
  for (const [n, one] of DISPUTES.entries()) {
    const day = (ago: number) => instantAt(addDays(dayOf(now), -ago), 600 + n * 30)
    const other = RESIDENTS[one.other]!
    const { _id } = await fileCase(
      residents[one.by]!,
      `demo-dispute-${n}`,
      {
        ...{ kind: 'dispute', description: one.words, photoIds: [], anonymous: false },
        parties: [{ name: other.name, phone: other.phone }],
      },
      day(one.daysAgo),
    )
    const id = String(_id)
    const at = (actor: Actor, ago: number, key = '') => ({ actor, now: day(ago), key })
    const seq = async () => ({ id, seq: (await CaseModel.findById(_id).lean<CaseRecord>())!.seq })
    const { state } = (await CaseModel.findById(_id).lean<CaseRecord>())!
    if (state === 'submitted') await acceptCase(at(admin, one.daysAgo - 1), { ...(await seq()), text: '' })
    if (state === 'submitted' || state === 'accepted')
      await assignCase(at(admin, one.daysAgo - 1), {
        ...(await seq()),
        assigneeId: String(mediator.personId),
        text: '',
      })
    if (state !== 'closed') await mediate(id, one, { mediator, now, day, n })
  }
}

async function mediate(
  id: string,
  one: DemoDispute,
  { mediator, now, day, n }: { mediator: Actor; now: Date; day(ago: number): Date; n: number },
) {
  const partyIds = (await loadMediation(mediator, id)).parties.map(({ _id }) => String(_id))
  const plan = (key: string, at: Date, saidAt: Date) =>
    planSession({ actor: mediator, now: saidAt, key }, { id, at: toApiTime(at), place: '社区调解室', partyIds })
  await plan(`demo-session-${n}`, day(3), day(5))
  const [first] = (await loadMediation(mediator, id)).sessions
  if (first?.state === 'planned') {
    const held = { held: true, attendedIds: partyIds, notes: one.notes }
    await recordSession(mediator, { id, sessionId: String(first._id), ...held }, day(3))
  }
  if (!one.signed) {
    await plan(`demo-session-next-${n}`, instantAt(addDays(dayOf(now), 2), 840), day(2))
    return
  }
  const { mediation } = await loadMediation(mediator, id)
  const performBy = addDays(dayOf(now), 20)
  if (!mediation.agreement)
    await draftAgreement(mediator, { id, seq: mediation.seq, form: 'written', partyIds, ...one.signed, performBy })
  for (const [at, by] of [...partyIds, String(mediator.personId)].entries()) {
    const photoId = String((await keepPhoto(mediator.personId, await drawSignature(at), day(2)))._id)
    await signAgreement(mediator, { id, revision: 1, by, photoId }, day(2))
  }
}
