import { ALERT_KINDS, ALERT_STATES, CARE_LEVELS, CARE_NEEDS, LIVE_STATES } from '@yike/shared/care/rules'
import { HOME_VISIT_ENDS, LIVING } from '@yike/shared/care/households'
import { instantInFull } from '@yike/shared/time/words'
import { clock } from '@yike/shared/time/china'
import type { NotificationDraft } from '../messages/notify'
import { peopleByIds } from '../people/me'
import { entry, section, type Ending, type PersonData, type PersonIds } from '../privacy/person-data'
import { advanceAlert, notifiedOf } from './advance-alert'
import { careBodyOf } from './file'
import { AlertModel, CareFileModel, CheckModel, CONSENT_WAYS, type Alert, type CareFile, type Check } from './model'
import { HouseholdModel, type Household } from './household-model'
import { livingOf, visitsIn } from './households'
import { outcomeOf } from './presenter'

const live = (ids: PersonIds) =>
  AlertModel.find({ personId: { $in: ids }, state: { $in: ['held', ...LIVE_STATES] } }).lean<Alert[]>()

const SAID_AS = { self: '本人', family: '家人', staff: '工作人员' } as const

/** The care file of a person, their daily check, with whom they live, home visits and the alerts about them. */
export const careData: PersonData = {
  models: [CareFileModel, CheckModel, AlertModel, HouseholdModel],

  async export(ids) {
    const [files, checks, alerts, households] = await Promise.all([
      CareFileModel.find({ _id: { $in: ids } }).lean<CareFile[]>(),
      CheckModel.find({ _id: { $in: ids } }).lean<Check[]>(),
      AlertModel.find({ personId: { $in: ids } })
        .sort({ raisedAt: -1 })
        .lean<Alert[]>(),
      HouseholdModel.find({ personId: { $in: ids } }).lean<Household[]>(),
    ])
    const said = households.flatMap((one) => livingOf(one) ?? [])
    const visits = households.flatMap(visitsIn)
    return [
      ...section(
        '照护档案',
        files.flatMap((file) => {
          const body = careBodyOf(file)
          const consents = [...file.past, ...(file.consent ? [file.consent] : [])]
          return [
            ...(body
              ? [
                  entry('档案', {
                    照护等级: body.level && CARE_LEVELS[body.level],
                    认知障碍: body.dementia,
                    要帮的: body.needs.map((need) => CARE_NEEDS[need]).join('、'),
                    病: body.illnesses,
                    过敏: body.allergies,
                    药: body.medicines.map(({ name, how }) => `${name} ${how}`).join('；'),
                    联系人: body.contacts
                      .map(({ name, relation, phone }) => `${name}（${relation}）${phone}`)
                      .join('；'),
                    上门要知道的: body.note,
                    最后改的时间: file.changedAt,
                  }),
                ]
              : []),
            ...consents.map(({ version, how, guardianName, at, withdrawnAt }) =>
              entry('同意', {
                说明的版本: version,
                怎么同意的: CONSENT_WAYS[how],
                监护人: guardianName,
                同意时间: at,
                撤回时间: withdrawnAt,
              }),
            ),
          ]
        }),
      ),
      ...section(
        '每天报平安',
        checks.map(({ until, since, tappedAt, pause }) =>
          entry('报平安', {
            几点前: clock(until),
            开始: since,
            最近一次: tappedAt,
            停到: pause?.to,
          }),
        ),
      ),
      ...section(
        '住的情况',
        said.map(({ living, as, at }) => entry(LIVING[living], { 谁说的: SAID_AS[as], 什么时候: new Date(at) })),
      ),
      ...section(
        '走访记录',
        visits.map(({ at, end, note }) =>
          entry(instantInFull(new Date(at)), { 见没见到: HOME_VISIT_ENDS[end], 记的话: note }),
        ),
      ),
      ...section(
        '呼救和没报平安',
        alerts.map((alert) =>
          entry(instantInFull(alert.raisedAt), {
            什么事: ALERT_KINDS[alert.kind],
            状态: ALERT_STATES[alert.state],
            结果: outcomeOf(alert)?.label,
            结束: alert.endedAt,
          }),
        ),
      ),
    ]
  },

  async endings(ids) {
    const checks = await CheckModel.find({ _id: { $in: ids } }).lean<Check[]>()
    const alerts = await live(ids)
    return [
      { what: '每天报平安', items: checks.map(({ until }) => `每天 ${clock(until)} 前`) },
      {
        what: '没办完的呼救',
        items: alerts.map(({ kind, raisedAt }) => `${instantInFull(raisedAt)} ${ALERT_KINDS[kind]}`),
      },
    ]
  },

  async end(ids, { reason, now }: Ending) {
    await CheckModel.deleteMany({ _id: { $in: ids } })
    for (const { _id } of await live(ids)) await settle(_id, reason, now)
  },

  async erase(ids) {
    await CareFileModel.deleteMany({ _id: { $in: ids } })
    await HouseholdModel.deleteMany({ personId: { $in: ids } })
    await AlertModel.updateMany({ personId: { $in: ids } }, { $set: { words: null, where: null } })
  },
}

/** Ends a live alert without an outcome; everybody who looks for the person is notified. */
async function settle(id: Alert['_id'], reason: string, now: Date) {
  for (;;) {
    const alert = await AlertModel.findOne({ _id: id, endedAt: null }).lean<Alert>()
    if (!alert) return
    const [person] = await peopleByIds([alert.personId])
    const words: NotificationDraft = {
      kind: 'care_settled',
      recipients: notifiedOf(alert).filter((to) => !to.equals(alert.personId)),
      title: `不用再找${person?.name ?? '这一位'}了`,
      body: `${reason}。`,
    }
    const set = { state: 'settled', outcome: null, endedAt: now } as const
    if (await advanceAlert(alert, { set, notifications: [words], unset: { helpOf: 1 } }, now)) return
  }
}
