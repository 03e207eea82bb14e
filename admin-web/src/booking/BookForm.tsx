import { bookOnBehalf, listDay } from '@yike/shared/booking/endpoints'
import type { StaffSitting } from '@yike/shared/booking/schemas'
import { getService } from '@yike/shared/directory/endpoints'
import { findPeople } from '@yike/shared/people/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { App, Button, DatePicker, Form, Input, InputNumber, Segmented, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { Loading } from '../kit/page/PageStates'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { fullDay, tie, yuan } from '../kit/show/text'
import { sittingName } from '../lib/sittingRows'
import { ConfirmRealName } from '../lib/ConfirmRealName'
import { PersonPicker } from '../lib/PersonPicker'
import { useRead, useWrite } from '../lib/query'
import { EMPTY_DETAILS, type DetailsForm } from '../lib/booking-details/details-context'
import { useBookingDetails } from '../lib/booking-details/useBookingDetails'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

interface Props {
  day: string
  sitting?: StaffSitting
  /** Came from the search for this person: the name finds, the id distinguishes people of the same name. */
  personName?: string
  personId?: string
  onClose: (booked?: { id: string; day: string }) => void
}

interface Fields extends DetailsForm {
  person: PersonFound
  day: Dayjs
  sittingId: string
  seats: number
  note?: string
  channel: 'counter' | 'phone'
}

/** A booking at the counter or on the phone: the person, the sitting, and all details they give. */
export function BookForm(props: Props) {
  const asked = useRead(findPeople, { q: props.personName ?? '' }, { enabled: !!props.personName })
  return (
    <GuardedDrawer open title='替居民预约' size={480} onClose={() => props.onClose()}>
      {asked.isLoading ? (
        <Loading />
      ) : (
        <BookFields {...props} person={asked.data?.items.find(({ id }) => id === props.personId)} />
      )}
    </GuardedDrawer>
  )
}

function BookFields({ day, sitting, person, onClose }: Props & { person?: PersonFound }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const chosenDay = Form.useWatch('day', form)?.format('YYYY-MM-DD') ?? day
  const sittingId = Form.useWatch('sittingId', form)
  const sittings = useRead(listDay, { day: chosenDay }, { keepLast: true })
  const open = (sittings.data?.items ?? []).filter(({ can }) => can.book)
  const chosen = open.find(({ id }) => id === sittingId)
  const service = useRead(getService, { id: chosen?.serviceId ?? '' }, { enabled: chosen !== undefined })
  const who = Form.useWatch('person', form)
  const personId = who?.id
  const seats = Form.useWatch('seats', form) ?? 1
  const ofKind = useBookingDetails(
    chosen
      ? {
          kind: chosen.kind.code,
          serviceId: chosen.serviceId,
          sittingId: chosen.id,
          day: chosen.day,
          seats,
          personId,
        }
      : null,
  )
  const book = useWrite(bookOnBehalf, ({ who, code, state, waiting, sitting: { id } }) => {
    void message.success(
      state.code === 'waiting'
        ? `${who.name}排上队了，前面 ${waiting?.ahead ?? 0} 位`
        : `${who.name}约好了，号码 ${code}`,
    )
    onClose({ id, day: chosenDay })
  })
  const again = (how: { orWait: true } | { overbook: true }) =>
    book.variables && book.mutate({ ...book.variables, ...how })

  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{
        person,
        day: dayjs(day),
        sittingId: sitting?.can.book ? sitting.id : undefined,
        seats: 1,
        channel: 'counter',
        ...EMPTY_DETAILS,
      }}
      onFinish={({ person: who, seats, note, channel, sittingId: id, ...kinds }) =>
        book.mutate({
          sittingId: id,
          personId: who.id,
          seats,
          channel,
          note: note || undefined,
          details: ofKind.details?.(kinds),
        })
      }
    >
      <Form.Item name='person' label='给谁约' rules={[{ required: true, message: '先找到这位居民' }]}>
        {/* Another person lives elsewhere, and has another guardian. */}
        <PersonPicker onChange={() => form.setFieldsValue(EMPTY_DETAILS)} />
      </Form.Item>
      <Form.Item name='day' label='哪一天'>
        <DatePicker
          allowClear={false}
          format={(picked) => fullDay(picked.format('YYYY-MM-DD'))}
          onChange={() => form.setFieldValue('sittingId', undefined)}
        />
      </Form.Item>
      <Form.Item name='sittingId' label='哪一场' rules={[{ required: true, message: '选一场' }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          notFoundContent={sittings.isFetching ? '正在看…' : '这一天没有能约的场次，换一天'}
          options={open.map((item) => ({
            value: item.id,
            label: `${item.serviceName} ${sittingName(item)}`,
            left: Math.max(0, item.capacity - item.taken),
          }))}
          optionRender={({ data: option }) => (
            <span className='row'>
              {option.label}
              <span className='note push nums'>{option.left > 0 ? `余 ${tie(option.left, '位')}` : '满'}</span>
            </span>
          )}
        />
      </Form.Item>
      {service.data?.needsRealName && who && (
        <Form.Item>
          <span className='row' role='status'>
            {who.realName.code === 'none' ? (
              <>
                <StatusTag tone='soon'>要核对实名</StatusTag>
                <ConfirmRealName person={who} onDone={({ person: seen }) => form.setFieldValue('person', seen)} />
              </>
            ) : (
              <StatusTag tone='done'>{`实名：${who.realName.label}`}</StatusTag>
            )}
          </span>
        </Form.Item>
      )}
      <div className='form-row'>
        <Form.Item name='seats' label='几份'>
          <InputNumber min={1} max={service.data?.maxSeats ?? 1} />
        </Form.Item>
        <Form.Item name='channel' label='怎么约的'>
          <Segmented
            options={[
              { value: 'counter', label: '在窗口' },
              { value: 'phone', label: '打电话' },
            ]}
          />
        </Form.Item>
      </div>
      {ofKind.fields}
      <Refusal error={ofKind.error ?? null} />
      <Form.Item
        name='note'
        label={ofKind.asksWishes || ofKind.fields ? '还要记什么' : '有什么要求'}
        extra={
          !ofKind.asksWishes && service.data?.noteChoices.length ? (
            <Wishes choices={service.data.noteChoices} />
          ) : undefined
        }
      >
        <Input maxLength={100} />
      </Form.Item>
      {chosen && (
        <p className='note nums'>
          {!ofKind.countsPrice && chosen.priceFen !== null && `${yuan(chosen.priceFen)}一份。`}
          {service.data?.eligibility}
        </p>
      )}
      <Refusal error={book.error} />
      {book.error?.code === 'SITTING_FULL' && book.variables && (
        <div className='look'>
          <p>满了。可以排队等人退；加位会超过名额，先确认现场坐得下、饭够。</p>
          <p className='row'>
            <Button onClick={() => again({ orWait: true })}>排队等</Button>
            <Button danger onClick={() => again({ overbook: true })}>
              加一个位子
            </Button>
          </p>
        </div>
      )}
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' disabled={ofKind.isAsking} loading={book.isPending}>
          {book.isPending ? '正在约…' : '约好'}
        </Button>
        <Button type='text' onClick={() => onClose()}>
          先不约
        </Button>
      </div>
    </GuardedForm>
  )
}

/** The service's own short wishes, one tap each, added to the written text. */
function Wishes({ choices }: { choices: string[] }) {
  const form = Form.useFormInstance<Fields>()
  const add = (choice: string) =>
    form.setFieldValue('note', [form.getFieldValue('note') as string | undefined, choice].filter(Boolean).join('、'))
  return (
    <span className='row'>
      {choices.map((choice) => (
        <Button key={choice} size='small' onClick={() => add(choice)}>
          {choice}
        </Button>
      ))}
    </span>
  )
}
