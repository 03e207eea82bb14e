import { FIRST_MATTERS } from '@yike/shared/matters/first-matters'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { fileCase } from '../../cases/file'
import { checkPapers, collectMatter, makeReady } from '../../cases/matter-steps'
import { CaseModel, type CaseRecord } from '../../cases/model'
import { keepPhoto } from '../../files/store'
import type { Actor } from '../../http/policy'
import { createMatter } from '../../matters/edit'
import type { Matter } from '../../matters/model'
import type { Community } from '../../territory/areas'
import { drawPicture } from '../drawings/street-lamp'

const WHERE = '社区服务大厅 2 号窗口'
const WHEN = '工作日 8:30 到 12:00，14:00 到 17:30'

/** One matter in each stage, by different residents: filed, waiting for a paper, ready, collected. */
const STAGES = ['submitted', 'waiting', 'ready', 'collected'] as const

export async function seedMatters(staff: Actor[], residents: Actor[], community: Community, now: Date) {
  const clerk = staff[1]!
  const matters: Matter[] = []
  for (const { papers, ...facts } of FIRST_MATTERS) {
    const key = `demo-matter-${facts.name}`
    const fields = { ...facts, papers: [...papers], where: WHERE, when: WHEN, areaId: String(community._id) }
    matters.push(await createMatter({ actor: clerk, key, now }, fields))
  }
  const [residence] = matters as [Matter]
  for (const [n, until] of STAGES.entries()) {
    const key = `demo-matter-case-${n}`
    if (await CaseModel.exists({ 'idem.key': key })) continue
    const filedAt = instantAt(addDays(dayOf(now), -(n + 1)), 9 * 60 + 20)
    await walk(await filed(residents[n + 2]!, { residence, key, at: filedAt }), residence, { clerk, until, filedAt })
  }
}

async function filed(resident: Actor, { residence, key, at }: { residence: Matter; key: string; at: Date }) {
  const photo = await keepPhoto(resident.personId, await drawPicture(70), at)
  const papers = residence.papers.map((paper, index) => ({
    key: paper.key,
    photoIds: index === 0 ? [String(photo._id)] : [],
  }))
  const matter = { id: String(residence._id), papers }
  const form = { kind: 'matter' as const, description: '孩子上学要用。', photoIds: [], anonymous: false, matter }
  return fileCase(resident, key, form, at)
}

async function walk(
  c: CaseRecord,
  { papers }: Matter,
  { clerk, until, filedAt }: { clerk: Actor; until: (typeof STAGES)[number]; filedAt: Date },
) {
  if (until === 'submitted') return
  const call = (minutes: number) => ({ actor: clerk, now: new Date(filedAt.getTime() + minutes * 60_000), key: '' })
  const as = ({ _id, seq }: CaseRecord) => ({ id: String(_id), seq })
  const looked = papers.map(({ key }, index) => {
    const inOrder = until !== 'waiting' || index === 0
    return { key, inOrder, why: inOrder ? '' : '没有写着地址的那一页' }
  })
  const checked = await checkPapers(call(40), { ...as(c), papers: looked })
  if (until === 'waiting') return
  const ready = await makeReady(call(90), { ...as(checked), text: `到${WHERE}领，${WHEN}。` })
  if (until === 'collected') await collectMatter(call(260), { ...as(ready), by: 'resident' })
}
