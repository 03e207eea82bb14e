import {
  dutiesOf,
  INCIDENT_DATA,
  INCIDENT_KINDS,
  INCIDENT_LEVELS,
  INCIDENT_STEPS,
  isSettled,
  WAIVABLE_STEP,
} from '@yike/shared/privacy/incidents'
import type { IncidentView } from '@yike/shared/privacy/incident-schemas'
import { toApiTime } from '@yike/shared/time/china'
import { instantInFull } from '@yike/shared/time/words'
import type { Table } from '../files/tables'
import type { Incident } from './incident-model'

const stepCoded = (code: keyof typeof INCIDENT_STEPS) => ({ code, label: INCIDENT_STEPS[code].label })
const timeOf = (instant: Date | null) => instant && toApiTime(instant)

export function presentIncident(incident: Incident, now: Date): IncidentView {
  const { _id, kinds, data, level, entries, noticedAt, happenedAt, office, byName, at, contact } = incident
  const { revision, isCertain, what, cause, harm, measures, advice, people, minors, isCrime } = incident
  const duties = dutiesOf(incident, entries, now)
  return {
    ...{ id: String(_id), revision, isCertain, what, cause, harm, measures, advice, people, minors, isCrime },
    kinds: kinds.map((code) => ({ code, label: INCIDENT_KINDS[code] })),
    noticedAt: toApiTime(noticedAt),
    happenedAt: timeOf(happenedAt),
    data: data.map((code) => ({ code, label: INCIDENT_DATA[code] })),
    level: { code: level, label: INCIDENT_LEVELS[level].label },
    contact: { name: contact.name, phone: contact.phone },
    ...{ office, by: byName, at: toApiTime(at) },
    duties: duties.map(({ step, dueAt, doneAt, isWaived, isLate }) => ({
      ...{ step: stepCoded(step), basis: INCIDENT_STEPS[step].basis, canWaive: step === WAIVABLE_STEP },
      ...{ dueAt: timeOf(dueAt), doneAt: timeOf(doneAt), isWaived, isLate },
    })),
    entries: [...entries]
      .sort((a, b) => a.at.getTime() - b.at.getTime())
      .map((entry) => ({
        ...{ id: String(entry._id), step: stepCoded(entry.step), at: toApiTime(entry.at), to: entry.to },
        ...{ words: entry.words, isWaived: entry.isWaived, by: entry.byName },
      })),
    isSettled: isSettled(duties),
  }
}

const inFull = (instant: string | null) => instant && instantInFull(new Date(instant))

/** The form of an incident, a line each: its facts, its duties, the steps that were taken. */
export function incidentTable(view: IncidentView): Table {
  const { office, contact, kinds, isCertain, data, level, isCrime, duties, entries } = view
  const labels = (all: readonly { label: string }[]) => all.map(({ label }) => label).join('、')
  return {
    widths: [22, 90],
    rows: [
      ['项目', '内容'],
      ['单位', office],
      ['联系人', `${contact.name} ${contact.phone}`],
      ['是什么', `${labels(kinds)}，${isCertain ? '已经发生' : '可能发生'}`],
      ['发现时间', inFull(view.noticedAt)],
      ['发生时间', inFull(view.happenedAt) ?? '还不清楚'],
      ['经过', view.what],
      ['原因', view.cause || '还不清楚'],
      ['可能的危害', view.harm || '还不清楚'],
      ['哪几类资料', labels(data)],
      ['涉及人数', view.people],
      ['其中未成年人', view.minors],
      ['级别', level.label],
      ['涉嫌犯罪', isCrime ? '是' : '没有发现'],
      ['已采取的措施', view.measures || '还没有写'],
      ['本人可以怎么做', view.advice || '还没有写'],
      ...duties.map(({ step, basis, dueAt, doneAt, isWaived, isLate }) => [
        step.label,
        [
          doneAt ? `${inFull(doneAt)}${isWaived ? '记下不办' : ' 办了'}` : '还没办',
          dueAt && `最晚 ${inFull(dueAt)}`,
          isLate && '超过了时限',
          basis,
        ]
          .filter(Boolean)
          .join('；'),
      ]),
      ...entries.map(({ step, at, to, words, isWaived, by }) => [
        `${step.label}（记录）`,
        [inFull(at), isWaived && '不办', to && `对 ${to}`, words, `${by}记`].filter(Boolean).join('；'),
      ]),
      ['登记', `${view.by} ${inFull(view.at)}`],
    ],
  }
}
