import { getTill, receiveMeal } from '@yike/shared/meals/endpoints'
import { PAY_METHOD_CODES, PAY_METHODS } from '@yike/shared/meals/kinds'
import type { Receipt, Till } from '@yike/shared/meals/schemas'
import { clockOf, dayOf } from '@yike/shared/time/china'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { Refusal } from '../kit/form/Refusal'
import { PrintSheet } from '../kit/show/PrintSheet'
import { StatusTag } from '../kit/show/Tag'
import { fullDay } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { DayTools } from './DayTools'
import { MealsHead, PlaceSelect, useMealServices } from './MealsHead'
import { Correction, Closing, TillPaper, money } from './TillClosing'
import './meals.css'

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
