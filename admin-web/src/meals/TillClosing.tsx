import { closeTill, correctReceipt, reopenTill } from '@yike/shared/meals/endpoints'
import { PAY_METHOD_CODES, PAY_METHODS, type PayMethod } from '@yike/shared/meals/kinds'
import type { Till } from '@yike/shared/meals/schemas'
import { clockOf } from '@yike/shared/time/china'
import { App, Button, Form, Input, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { useNow } from '../kit/hooks/useNow'
import { ReasonModal } from '../kit/form/ReasonModal'
import { Refusal } from '../kit/form/Refusal'
import { dayAndClock, fullDay, tie } from '../kit/show/text'
import { useWrite } from '../lib/query'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'

/** 「6 元」: money of a till is never 「免费」, and may be below zero. */
export const money = (fen: number) => tie(fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2), '元')

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

interface CorrectionFields {
  method: PayMethod
  yuan: number
  reason: string
}

/** The amount received in truth; the API makes the entry for the difference. */
export function Correction({ bookingId, name, onClose }: { bookingId: string; name: string; onClose: () => void }) {
  const correct = useWrite(correctReceipt, onClose)
  return (
    <GuardedModal open title={`更正${name}的收款`} footer={null} width={440} onCancel={onClose}>
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
    </GuardedModal>
  )
}

export function Closing({ till }: { till: Till }) {
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

export const TillPaper = ({ till }: { till: Till }) => (
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
