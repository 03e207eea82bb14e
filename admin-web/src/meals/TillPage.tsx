import { closeTill, correctReceipt, getTill, receiveMeal, reopenTill } from '@yike/shared/meals/endpoints'
import { PAY_METHOD_CODES, PAY_METHODS, type PayMethod } from '@yike/shared/meals/kinds'
import type { Receipt, Till } from '@yike/shared/meals/schemas'
import { clockOf, dayOf } from '@yike/shared/time/china'
import { App, Button, Dropdown, Form, Input, InputNumber, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { ReasonModal } from '../kit/form/ReasonModal'
import { Refusal } from '../kit/form/Refusal'
import { PrintSheet } from '../kit/show/PrintSheet'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock, fullDay, tie } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { DayTools } from './DayTools'
import { MealsHead, PlaceSelect, useMealServices } from './MealsHead'
import { GuardedForm } from '../kit/form/unsaved'
import './meals.css'

/** 「6 元」: money of a till is never 「免费」, and may be below zero. */
const money = (fen: number) => tie(fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2), '元')

/** The receipts of one canteen on one day, and its closing. */
export default function TillPage() {
  const today = dayOf(useNow())
  const services = useMealServices()
  const { place, address, change } = services
  const day = address.day ?? today
  const till = useRead(
    getTill,
    { placeId: place?.[0] ?? '', day },
    { enabled: place !== undefined, keepLast: true, everySeconds: 30 },
  )
  const error = services.error ?? till.error
  return (
    <>
      <MealsHead
        title={day === today ? '今天的收款' : `${fullDay(day)}的收款`}
        tools={
          <>
            <PlaceSelect {...services} />
            <DayTools day={day} onChange={(next) => change({ day: next === today ? undefined : next })} />
            {till.data && (
              <PrintSheet
                label='打印收款单'
                title={`${till.data.placeName} 收款单`}
                stamp={`${fullDay(day)}${till.data.closed ? ` · ${till.data.closed.by}关账` : ' · 还没关账'}`}
              >
                <TillPaper till={till.data} />
              </PrintSheet>
            )}
          </>
        }
      />
      {error && !till.data ? (
        <Failed error={error} onRetry={till.refetch} />
      ) : services.data && !place ? (
        <Empty text='还没有助餐服务。' />
      ) : !till.data ? (
        <Loading />
      ) : (
        <div className='till'>
          <Entries till={till.data} />
          <Closing key={`${till.data.placeId} ${day}`} till={till.data} />
        </div>
      )}
    </>
  )
}

const FIGURES: readonly (readonly [string, (sheet: Till['sheet']) => string])[] = [
  ['订了', ({ booked }) => tie(booked, '位')],
  ['到了', ({ arrived, servings }) => `${tie(arrived, '位')}，${tie(servings, '份')}`],
  ['没来', ({ noShow }) => tie(noShow, '位')],
  ['应收', ({ dueFen }) => money(dueFen)],
  ['补贴', ({ subsidyFen }) => money(subsidyFen)],
  ['收现金', ({ cashFen }) => money(cashFen)],
  ['收刷卡', ({ cardFen }) => money(cardFen)],
  ['收社保卡', ({ socialCardFen }) => money(socialCardFen)],
  ['到了没记收款', ({ unpaid }) => tie(unpaid, '位')],
]

function Entries({ till }: { till: Till }) {
  const [correcting, setCorrecting] = useState<{ bookingId: string; name: string }>()
  return (
    <section className='pane'>
      {till.unpaid.length > 0 && (
        <>
          <h2 className='lead'>到了，还没记收款</h2>
          <ul className='figures'>
            {till.unpaid.map((one) => (
              <Unpaid key={one.bookingId} {...one} mayReceive={till.can.receive} />
            ))}
          </ul>
        </>
      )}
      <h2 className='lead'>记下的</h2>
      {till.receipts.length === 0 ? (
        <Empty text='今天还没有收款。签到时点收多少，就记在这儿。' />
      ) : (
        <ul className='figures'>
          {[...till.receipts].reverse().map((receipt) => (
            <Entry
              key={receipt.id}
              receipt={receipt}
              onCorrect={till.can.receive ? () => setCorrecting(receipt) : undefined}
            />
          ))}
        </ul>
      )}
      {correcting && <Correction {...correcting} onClose={() => setCorrecting(undefined)} />}
    </section>
  )
}

/** After the closing the same tap writes a correction. */
function Unpaid({ bookingId, name, code, dueFen, mayReceive }: Till['unpaid'][number] & { mayReceive: boolean }) {
  const receive = useWrite(receiveMeal)
  return (
    <li>
      <span>
        {name} <span className='note nums'>{code}</span>
        <Refusal error={receive.error} />
      </span>
      {mayReceive && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: PAY_METHOD_CODES.map((method) => ({
              key: method,
              label: `收${PAY_METHODS[method]} ${money(dueFen)}`,
              onClick: () => receive.mutate({ id: bookingId, method }),
            })),
          }}
        >
          <Button size='small' loading={receive.isPending}>
            收 {money(dueFen)}
          </Button>
        </Dropdown>
      )}
    </li>
  )
}

function Entry({ receipt, onCorrect }: { receipt: Receipt; onCorrect?: () => void }) {
  const { name, amountFen, method, by, at, reason, isCorrection, isLate } = receipt
  return (
    <li>
      <span>
        <span className='strong'>{name}</span>{' '}
        <span className='note nums'>
          {clockOf(new Date(at))}，{by}
          {reason && `，${reason}`}
        </span>{' '}
        {isCorrection && <StatusTag>更正</StatusTag>} {isLate && <StatusTag tone='soon'>关账以后</StatusTag>}
      </span>
      <span className='row nums'>
        {method.label} <b>{money(amountFen)}</b>
        {onCorrect && (
          <button type='button' className='link-button' aria-label={`更正${name}的收款`} onClick={onCorrect}>
            更正
          </button>
        )}
      </span>
    </li>
  )
}

interface CorrectionFields {
  method: PayMethod
  yuan: number
  reason: string
}

/** The amount received in truth; the API makes the entry for the difference. */
function Correction({ bookingId, name, onClose }: { bookingId: string; name: string; onClose: () => void }) {
  const correct = useWrite(correctReceipt, onClose)
  return (
    <Modal open title={`更正${name}的收款`} footer={null} width={440} onCancel={onClose}>
      <p className='note'>记过的不改，另写一笔补上差额，谁写的、为什么都留着。</p>
      <GuardedForm<CorrectionFields>
        layout='vertical'
        requiredMark={false}
        initialValues={{ method: 'cash' }}
        onFinish={({ method, yuan, reason }) =>
          correct.mutate({ id: bookingId, method, amountFen: Math.round(yuan * 100), reason })
        }
      >
        <Form.Item name='method' label='实际怎么收的'>
          <Segmented options={PAY_METHOD_CODES.map((value) => ({ value, label: PAY_METHODS[value] }))} />
        </Form.Item>
        <Form.Item name='yuan' label='实际一共收了（元）' rules={[{ required: true, message: '写收了多少，没收写 0' }]}>
          <InputNumber min={0} max={1000} />
        </Form.Item>
        <Form.Item
          name='reason'
          label='为什么'
          rules={[{ required: true, whitespace: true, min: 2, message: '写一句原因' }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Refusal error={correct.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={correct.isPending}>
            写上更正
          </Button>
          <Button type='text' onClick={onClose}>
            先不
          </Button>
        </div>
      </GuardedForm>
    </Modal>
  )
}

function Closing({ till }: { till: Till }) {
  const { placeId, day, revision, sheet, closed, can, open } = till
  const [reopening, setReopening] = useState(false)
  const reopen = useWrite(reopenTill, () => setReopening(false))
  const { modal } = App.useApp()
  const close = useWrite(closeTill)
  const [counted, setCounted] = useState<number | null>(null)
  const differenceFen = counted === null ? 0 : Math.round(counted * 100) - sheet.cashFen
  const now = useNow()
  return (
    <section className='pane' aria-label='关账'>
      <h2 className='lead'>{closed ? '已经关账' : '这一天'}</h2>
      <ul className='figures'>
        {FIGURES.map(([label, of]) => (
          <li key={label}>
            {label}
            <b className='nums'>{of(sheet)}</b>
          </li>
        ))}
      </ul>
      {closed ? (
        <>
          <p className='nums'>
            现金应有 {money(closed.expectedCashFen)}，点出 {money(closed.countedCashFen)}
          </p>
          {closed.reason && <p>差额：{closed.reason}</p>}
          <p className='note nums'>
            {closed.by}，{dayAndClock(closed.at, now)}。关账以后再收的，都记成更正。
          </p>
          {can.reopen && <Button onClick={() => setReopening(true)}>重新打开</Button>}
          <ReasonModal
            open={reopening}
            title={`重新打开${fullDay(day)}的账`}
            hint='这次关账点的数会留着。打开以后接着收，收完再关。'
            label='为什么重新打开'
            action='重新打开'
            error={reopen.error}
            isPending={reopen.isPending}
            onSubmit={(why) => reopen.mutate({ placeId, day, reason: why })}
            onClose={() => setReopening(false)}
          />
        </>
      ) : can.close ? (
        <GuardedForm<{ counted: number; reason?: string }>
          layout='vertical'
          requiredMark={false}
          onFinish={({ counted: yuan, reason }) => {
            const input = {
              placeId,
              day,
              revision,
              countedCashFen: Math.round(yuan * 100),
              reason: reason?.trim() || undefined,
            }
            if (open.length === 0) return close.mutate(input)
            void modal.confirm({
              title: `还有 ${open.length} 位没到，也没记没来`,
              content: <OpenBookings open={open} />,
              okText: '不等了，关账',
              cancelText: '先不关',
              onOk: () => close.mutate({ ...input, despiteOpen: true }),
            })
          }}
        >
          <Form.Item
            name='counted'
            label='点一点，有多少现金（元）'
            rules={[{ required: true, message: '写点出来多少，没有写 0' }]}
            extra={
              counted === null
                ? `应有 ${money(sheet.cashFen)}`
                : differenceFen === 0
                  ? '对上了'
                  : `${differenceFen > 0 ? '多' : '少'} ${money(Math.abs(differenceFen))}`
            }
          >
            <InputNumber min={0} max={1_000_000} onChange={(value) => setCounted(value)} />
          </Form.Item>
          {differenceFen !== 0 && (
            <Form.Item
              name='reason'
              label='差在哪儿'
              rules={[{ required: true, whitespace: true, min: 2, message: '对不上，写一句为什么' }]}
            >
              <Input maxLength={100} />
            </Form.Item>
          )}
          {open.length > 0 && (
            <div className='till__open'>
              <p className='tone--soon'>还有 {tie(open.length, '位')}没到，也没记没来</p>
              <OpenBookings open={open} />
            </div>
          )}
          <Refusal error={close.error} />
          <Button type='primary' block htmlType='submit' loading={close.isPending}>
            关账
          </Button>
        </GuardedForm>
      ) : (
        <p className='note'>关账由窗口人员或管理员来。</p>
      )}
      {till.reopened.map(({ at, by, reason, closedBy, countedCashFen }) => (
        <p key={at} className='note nums'>
          {dayAndClock(at, now)} {by}重新打开：{reason}。上次{closedBy}关的账，点出现金 {money(countedCashFen)}
        </p>
      ))}
    </section>
  )
}

/** By sitting, with the names: 「第一批 11:30：王秀英、李桂兰」. */
function OpenBookings({ open }: { open: Till['open'] }) {
  const sittings = [...new Set(open.map(({ sitting, startsAt }) => `${sitting} ${clockOf(new Date(startsAt))}`))]
  return (
    <ul className='till__names'>
      {sittings.map((name) => {
        const own = open.filter(({ sitting, startsAt }) => `${sitting} ${clockOf(new Date(startsAt))}` === name)
        return (
          <li key={name} className='nums'>
            <b>
              {name} {tie(own.length, '位')}
            </b>{' '}
            <span className='note'>{own.map((one) => one.name).join('、')}</span>
          </li>
        )
      })}
    </ul>
  )
}

const TillPaper = ({ till }: { till: Till }) => (
  <>
    <table>
      <tbody>
        {FIGURES.map(([label, of]) => (
          <tr key={label}>
            <td>{label}</td>
            <td>
              <b>{of(till.sheet)}</b>
            </td>
          </tr>
        ))}
        {till.closed && (
          <tr>
            <td>点出现金</td>
            <td>
              <b>{money(till.closed.countedCashFen)}</b> {till.closed.reason}
            </td>
          </tr>
        )}
      </tbody>
    </table>
    <h2>明细</h2>
    <table>
      <tbody>
        {till.receipts.map((receipt) => (
          <tr key={receipt.id}>
            <td>{clockOf(new Date(receipt.at))}</td>
            <td>{receipt.name}</td>
            <td>{receipt.method.label}</td>
            <td>{money(receipt.amountFen)}</td>
            <td>{receipt.by}</td>
            <td>
              {[receipt.isLate && '关账以后', receipt.isCorrection && '更正', receipt.reason]
                .filter(Boolean)
                .join('，')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <p className='sheet__p'>经手：＿＿＿＿＿＿　　复核：＿＿＿＿＿＿</p>
  </>
)
