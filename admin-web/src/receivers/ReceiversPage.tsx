import * as org from '@yike/shared/receivers/endpoints'
import { dutyInWords } from '@yike/shared/receivers/duty'
import { hoursInWords, OFFICE_HOURS, type WorkHours } from '@yike/shared/time/work-hours'
import { RECEIVER_KINDS, type ReceiverKind } from '@yike/shared/receivers/kinds'
import type { CatalogueEntry, Receiver } from '@yike/shared/receivers/schemas'
import { CASE_KINDS, SAID_KINDS, type CaseKindCode } from '@yike/shared/cases/kinds'
import { listAreas } from '@yike/shared/territory/endpoints'
import { addDays, dayOf } from '@yike/shared/time/china'
import { dayInFull } from '@yike/shared/time/words'
import { App, Button, Form, Input, Popconfirm, Segmented, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { DayPicker } from '../kit/form/DayPicker'
import { Refusal } from '../kit/form/Refusal'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { StatusTag } from '../kit/show/Tag'
import { CategorySelect } from '../lib/CategorySelect'
import { useRead, useWrite } from '../lib/query'
import { useMe } from '../lib/useMe'
import { HoursField } from '../kit/form/HoursField'
import { RosterField, type RosterLine } from './RosterField'
import './receivers.css'

/** The organisations that mend what residents report, and the dispatch catalogue: who answers for what, where. */
export default function ReceiversPage() {
  const { may } = useMe()
  const { data, error, refetch } = useRead(org.listReceivers, {})
  const [edited, setEdited] = useState<Receiver | 'new'>()
  const close = () => setEdited(undefined)
  return (
    <>
      <PageHead
        title='承办单位'
        note='谁管什么事、管哪里，写在这里；派单时按它提醒。单位看不到是谁反映的。'
        tools={
          may('receiver.edit') && (
            <Button type='primary' onClick={() => setEdited('new')}>
              加一家单位
            </Button>
          )
        }
      />
      {error && <Failed error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data?.items.length === 0 && <Empty text='还没有单位。先加物业、供电、城管这些常要找的，再写上各管什么。' />}
      <div className='receivers'>
        {data?.items.map((receiver) => (
          <ReceiverPane key={receiver.id} receiver={receiver} onEdit={() => setEdited(receiver)} />
        ))}
      </div>
      <GuardedDrawer
        open={edited !== undefined}
        title={edited === 'new' ? '加一家单位' : '改单位'}
        size={440}
        destroyOnHidden
        onClose={close}
      >
        {data && edited && (
          <ReceiverForm receiver={edited === 'new' ? null : edited} candidates={data.candidates} onDone={close} />
        )}
      </GuardedDrawer>
    </>
  )
}

function ReceiverPane({ receiver, onEdit }: { receiver: Receiver; onEdit: () => void }) {
  const { name, kind, phone, area, members, hours, roster, catalogue, closed, can } = receiver
  const [isAdding, setAdding] = useState(false)
  const today = dayOf(new Date())
  const current = catalogue.filter(({ validUntil }) => validUntil === null || validUntil >= today)
  const past = catalogue.length - current.length
  const dutyOf = ({ personId, weekdays }: RosterLine) =>
    dutyInWords(members.find((one) => one.personId === personId)?.name ?? '已离岗', weekdays)
  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead'>{name}</h2>
        {closed && <StatusTag>不再派</StatusTag>}
        {can.edit && (
          <Button type='text' className='push' onClick={onEdit}>
            改
          </Button>
        )}
      </div>
      <p className='note nums'>
        {[kind.label, `管${area.name}`, phone].join('，')}
        <br />
        {members.length > 0 ? `承办人：${members.map((one) => one.name).join('、')}` : '还没有承办人，派过去没人看得到'}
        <br />
        {hoursInWords(hours)}
        {roster.length > 0 && `，值班：${roster.map(dutyOf).join('；')}`}
      </p>
      <h3 className='strong receivers__duties'>职责清单</h3>
      {current.length === 0 && <p className='note'>还没写管什么事，派单时不会提醒到这家。</p>}
      <ul className='receivers__list'>
        {current.map((entry) => (
          <EntryRow key={entry.id} entry={entry} canEdit={can.edit} />
        ))}
      </ul>
      {past > 0 && <p className='note'>还有 {past} 条到期了。</p>}
      {can.edit && !closed && (
        <Button onClick={() => setAdding(true)} className='receivers__add'>
          加一条职责
        </Button>
      )}
      <GuardedDrawer
        open={isAdding}
        title={`${name}管什么`}
        size={440}
        destroyOnHidden
        onClose={() => setAdding(false)}
      >
        <EntryForm receiver={receiver} onDone={() => setAdding(false)} />
      </GuardedDrawer>
    </section>
  )
}

function EntryRow({ entry, canEdit }: { entry: CatalogueEntry; canEdit: boolean }) {
  const end = useWrite(org.endCatalogueEntry)
  const { id, category, area, validFrom, validUntil, source } = entry
  const yesterday = addDays(dayOf(new Date()), -1)
  return (
    <li className='receivers__entry'>
      <span>
        <span className='strong'>{category.name}</span>
        <span className='note nums receivers__where'>
          {area.name}，{dayInFull(validFrom)}起{validUntil && `，到 ${dayInFull(validUntil)}`}
          {source.code === 'ruling' && `，${source.label}`}
        </span>
        <Refusal error={end.error} />
      </span>
      {canEdit && validUntil === null && (
        <Popconfirm
          title={`从今天起不归这家管？`}
          description='以前派过的不变。'
          okText='到昨天为止'
          cancelText='先不'
          onConfirm={() => end.mutate({ id, validUntil: yesterday })}
        >
          <Button type='text' className='push' aria-label={`停掉：${category.name}`}>
            停掉
          </Button>
        </Popconfirm>
      )}
    </li>
  )
}

interface ReceiverFields {
  name: string
  kind: ReceiverKind
  phone: string
  memberIds: string[]
  hours: WorkHours
  roster: RosterLine[]
  areaId: string
}

function ReceiverForm({
  receiver,
  candidates,
  onDone,
}: {
  receiver: Receiver | null
  candidates: readonly { personId: string; name: string; area: string }[]
  onDone: () => void
}) {
  const { message } = App.useApp()
  const areas = useRead(listAreas, {})
  const done = (words: string) => {
    onDone()
    void message.success(words)
  }
  const create = useWrite(org.createReceiver, ({ name }) => done(`加好了：${name}`))
  const update = useWrite(org.updateReceiver, ({ name }) => done(`改好了：${name}`))
  const { error, isPending } = receiver ? update : create
  const people = new Map([
    ...candidates.map(({ personId, name, area }) => [personId, `${name}（${area}）`] as const),
    ...(receiver?.members ?? []).map(({ personId, name }) => [personId, name] as const),
  ])
  return (
    <GuardedForm<ReceiverFields>
      layout='vertical'
      requiredMark={false}
      initialValues={
        receiver
          ? { ...receiver, kind: receiver.kind.code, memberIds: receiver.members.map(({ personId }) => personId) }
          : { kind: 'property', memberIds: [], hours: OFFICE_HOURS, roster: [] }
      }
      onFinish={({ areaId, roster, ...fields }) => {
        const onlyMembers = roster.filter(({ personId }) => fields.memberIds.includes(personId))
        const said = { ...fields, roster: onlyMembers }
        if (receiver) update.mutate({ id: receiver.id, ...said })
        else create.mutate({ areaId, ...said })
      }}
    >
      <Form.Item name='name' label='单位名称' rules={[{ required: true, min: 2, message: '写上单位名称' }]}>
        <Input maxLength={40} placeholder='颐园物业' />
      </Form.Item>
      <Form.Item name='kind' label='哪一类'>
        <Select options={Object.entries(RECEIVER_KINDS).map(([value, { label }]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name='phone' label='值班电话' rules={[{ required: true, message: '写上电话' }]}>
        <Input maxLength={40} inputMode='tel' />
      </Form.Item>
      {!receiver && (
        <Form.Item name='areaId' label='管哪里' rules={[{ required: true, message: '选一个地方' }]}>
          <Select options={areas.data?.items.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      <Form.Item name='memberIds' label='承办人' extra='在“工作人员”里邀请，岗位选“承办人”，他们就能在这里选到。'>
        <Select
          mode='multiple'
          showSearch={{ optionFilterProp: 'label' }}
          options={[...people].map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item name='hours' label='上班时间' extra='签收的时限只算上班时间，午休不算。'>
        <HoursField />
      </Form.Item>
      <Form.Item noStyle dependencies={['memberIds']}>
        {({ getFieldValue }) => (
          <Form.Item name='roster' label='值班' extra='派来的事先告诉当天值班的人；哪天没排人，就告诉所有承办人。'>
            <RosterField
              members={(getFieldValue('memberIds') as string[]).map((personId) => ({
                personId,
                name: people.get(personId) ?? '已离岗',
              }))}
            />
          </Form.Item>
        )}
      </Form.Item>
      <Refusal error={error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={isPending}>
          {receiver ? '存好' : '加上'}
        </Button>
        {receiver && (
          <Button onClick={() => update.mutate({ id: receiver.id, closed: !receiver.closed })}>
            {receiver.closed ? '重新派给它' : '不再派给它'}
          </Button>
        )}
      </div>
    </GuardedForm>
  )
}

interface EntryFields {
  categoryId: string
  areaId: string
  validFrom: Dayjs
}

function EntryForm({ receiver, onDone }: { receiver: Receiver; onDone: () => void }) {
  const [kind, setKind] = useState<CaseKindCode>('complaint')
  const below = useRead(listAreas, { parentId: receiver.area.id })
  const areas = [receiver.area, ...(below.data?.items ?? [])]
  const add = useWrite(org.addCatalogueEntry, onDone)
  return (
    <GuardedForm<EntryFields>
      layout='vertical'
      requiredMark={false}
      initialValues={{ areaId: receiver.area.id, validFrom: dayjs(dayOf(new Date())) }}
      onFinish={({ validFrom, ...fields }) =>
        add.mutate({ receiverId: receiver.id, ...fields, validFrom: validFrom.format('YYYY-MM-DD') })
      }
    >
      <Form.Item label='哪种诉求'>
        <Segmented<CaseKindCode>
          aria-label='哪种诉求'
          options={SAID_KINDS.map((value) => ({ value, label: CASE_KINDS[value].label }))}
          value={kind}
          onChange={setKind}
        />
      </Form.Item>
      <Form.Item name='categoryId' label='管什么事' rules={[{ required: true, message: '选一类' }]}>
        <CategorySelect kind={kind} chooses='whole' />
      </Form.Item>
      <Form.Item name='areaId' label='管哪里'>
        <Select options={areas.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name='validFrom' label='从哪天起'>
        <DayPicker allowClear={false} />
      </Form.Item>
      <Refusal error={add.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={add.isPending}>
          写进清单
        </Button>
      </div>
    </GuardedForm>
  )
}
