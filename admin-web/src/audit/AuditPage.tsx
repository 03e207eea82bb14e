import { exportAudit, listAudit } from '@yike/shared/audit/endpoints'
import { AUDIT_KINDS, AUDIT_KIND_CODES, type AuditKind } from '@yike/shared/audit/kinds'
import type { AuditEntryView } from '@yike/shared/audit/schemas'
import { dayOf } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { Link } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { PagedTable } from '../kit/show/PagedTable'
import { StatusTag, type TagTone } from '../kit/show/Tag'
import { download } from '../lib/api'
import { useReadPages } from '../lib/query'
import { saveFile } from '../lib/saveFile'
import { useQueryParams } from '../lib/useQueryParams'

const TONES: Record<AuditKind, TagTone> = { read: 'plain', change: 'go', export: 'soon', security: 'late' }
const KINDS = AUDIT_KIND_CODES.map((value) => ({ value, label: AUDIT_KINDS[value] }))

/** Auditors read here who saw and changed whose data; they change nothing. */
export default function AuditPage() {
  const [address, change] = useQueryParams()
  const now = useNow()
  const [error, setError] = useState<Error | null>(null)
  const filters = {
    kind: KINDS.find(({ value }) => value === address.kind)?.value,
    about: address.about,
    by: address.by,
    from: address.from,
    to: address.to,
  }
  const list = useReadPages(listAudit, filters)
  const keep = async (format: 'xlsx' | 'csv') => {
    setError(null)
    await download(exportAudit, { ...filters, format })
      .then((blob) => saveFile(`审计记录 ${dayOf(now)}.${format}`, blob))
      .catch((cause: unknown) => setError(cause as Error))
  }
  return (
    <>
      <PageHead
        title='审计'
        note='谁在什么时候看了谁的资料、改了什么。记录一条扣一条，改不了也删不掉；您查的也会记下来'
        tools={
          <>
            <Link to='/audit/minors'>未成年人的资料</Link>
            <Button onClick={() => void keep('xlsx')}>导出 Excel</Button>
            <Button onClick={() => void keep('csv')}>导出 CSV</Button>
          </>
        }
      />
      <section className='pane'>
        <div className='row' style={{ flexWrap: 'wrap', marginBottom: 16 }}>
          <Input.Search
            allowClear
            aria-label='谁的资料'
            placeholder='谁的资料（全名）'
            style={{ width: 200 }}
            defaultValue={address.about}
            onSearch={(about) => change({ about: about.trim() || undefined })}
          />
          <Input.Search
            allowClear
            aria-label='谁看的、谁改的'
            placeholder='谁看的、谁改的（全名）'
            style={{ width: 250 }}
            defaultValue={address.by}
            onSearch={(by) => change({ by: by.trim() || undefined })}
          />
          <Select
            allowClear
            aria-label='做了什么'
            placeholder='做了什么不限'
            style={{ width: 140 }}
            value={filters.kind}
            options={KINDS}
            onChange={(kind: string | undefined) => change({ kind })}
          />
          <DatePicker.RangePicker
            aria-label='哪几天'
            format='YYYY-MM-DD'
            value={[address.from ? dayjs(address.from) : null, address.to ? dayjs(address.to) : null]}
            onChange={(days) => change({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })}
          />
        </div>
        <Refusal error={error} />
        <PagedTable
          pages={list}
          empty={
            Object.values(filters).some(Boolean)
              ? '没有这样的记录。名字要写全，只查得到您管的地方的人。'
              : '还没有记录。谁看了、改了居民的资料，会记在这里。'
          }
          onOpen={({ by }) => by && change({ by: by.name })}
          columns={[
            {
              title: '什么时候',
              width: 190,
              render: (_, { at }) => <span className='nums'>{momentInWords(at, now)}</span>,
            },
            { title: '谁', width: 120, render: (_, { by }) => by?.name ?? '没登录的人' },
            {
              title: '做了什么',
              width: 160,
              render: (_, { kind, act }) => (
                <>
                  <StatusTag tone={TONES[kind.code as AuditKind]}>{kind.label}</StatusTag> {act.label}
                </>
              ),
            },
            { title: '谁的资料', render: (_, entry) => peopleInWords(entry) },
            { title: '理由', render: (_, { why }) => why },
            {
              title: '序号',
              width: 90,
              render: (_, { seq }) => <span className='note nums'>{seq ?? '正在封存'}</span>,
            },
          ]}
        />
      </section>
    </>
  )
}

function peopleInWords({ people, concerned }: AuditEntryView) {
  const names = people.map(({ name }) => name).join('、')
  return concerned > people.length ? `${names} 等 ${concerned} 人` : names
}
