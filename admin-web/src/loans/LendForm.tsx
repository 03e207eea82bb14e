import type { Photo } from '@yike/shared/files/schemas'
import { lendAtCounter, listThings } from '@yike/shared/loans/endpoints'
import type { Condition } from '@yike/shared/loans/rules'
import type { PersonFound } from '@yike/shared/people/schemas'
import { addDays, dayOf } from '@yike/shared/time/china'
import { App, Button, Form, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { DayPicker } from '../kit/form/DayPicker'
import { PeriodField } from '../kit/form/PeriodField'
import { Refusal } from '../kit/form/Refusal'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { fullDay } from '../kit/show/text'
import { PersonPicker } from '../lib/PersonPicker'
import { useRead, useWrite } from '../lib/query'
import { LookFields } from './LookFields'

interface Fields {
  person: PersonFound
  thingId: string
  to?: Dayjs
  period?: { from: number; to: number }
  condition: Condition
  note?: string
  photos?: Photo[]
}

const USUAL_DAYS = 7

/** Lends a thing to somebody who stands at the counter without a booking, from today on. */
export function LendForm({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { message } = App.useApp()
  const today = dayOf(useNow())
  const [form] = Form.useForm<Fields>()
  const things = useRead(listThings, {})
  const free = things.data?.items.filter(({ active, out, condition }) => active && !out && condition.code !== 'broken')
  const thingId = Form.useWatch('thingId', form)
  const isRoom = free?.find(({ id }) => id === thingId)?.kind.code === 'room'
  const lend = useWrite(lendAtCounter, ({ who, thing, to }) => {
    void message.success(`记下了，${thing.number} 借给${who.name}，${fullDay(to)}还`)
    onDone()
  })
  return (
    <GuardedDrawer open title='借给来的人' size={420} onClose={onClose}>
      <GuardedForm<Fields>
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{ condition: 'good', to: dayjs(addDays(today, USUAL_DAYS)) }}
        onFinish={({ person, to, period, condition, note, photos }) =>
          lend.mutate({
            ...{ personId: person.id, thingId, condition, note, photoIds: photos?.map(({ id }) => id) },
            to: isRoom || !to ? today : to.format('YYYY-MM-DD'),
            ...(isRoom && period ? { fromMinute: period.from, toMinute: period.to } : {}),
          })
        }
      >
        <Form.Item name='person' label='借给谁' rules={[{ required: true, message: '先找到这位居民' }]}>
          <PersonPicker />
        </Form.Item>
        <Form.Item
          name='thingId'
          label='借哪一件'
          extra='只列在架上、没坏的'
          rules={[{ required: true, message: '看标签，选一件' }]}
        >
          <Select
            loading={things.isLoading}
            placeholder='编号或名字'
            showSearch={{ optionFilterProp: 'label' }}
            options={free?.map(({ id, name, number, shelf }) => ({
              value: id,
              label: [`${name} ${number}`, shelf].filter(Boolean).join('，'),
            }))}
            notFoundContent='没有在架上的'
          />
        </Form.Item>
        {isRoom ? (
          <Form.Item name='period' label='今天几点到几点' rules={[{ required: true, message: '写上从几点到几点' }]}>
            <PeriodField />
          </Form.Item>
        ) : (
          <Form.Item name='to' label='哪天还' rules={[{ required: true, message: '选还的日子' }]}>
            <DayPicker allowClear={false} minDate={dayjs(today)} format='M月D日' />
          </Form.Item>
        )}
        <LookFields />
        <Refusal error={lend.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={lend.isPending}>
            给他了
          </Button>
          <Button type='text' onClick={onClose}>
            先不
          </Button>
        </div>
      </GuardedForm>
    </GuardedDrawer>
  )
}
