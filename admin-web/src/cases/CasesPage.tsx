import { CASE_KINDS, CASE_KIND_CODES, type CaseKindCode } from '@yike/shared/cases/kinds'
import { CASE_STATES, CASE_STATE_CODES, type CaseState } from '@yike/shared/cases/states'
import { listColleagues } from '@yike/shared/people/endpoints'
import { Button, Checkbox, Input, Segmented, Select, type InputRef } from 'antd'
import { useRef } from 'react'
import { useNavigate } from 'react-router'
import { Kbd } from '../kit/page/Kbd'
import { PageHead } from '../kit/page/PageHead'
import { useShortcuts } from '../kit/page/shortcuts'
import { useQueryParams } from '../lib/useQueryParams'
import { useMe } from '../lib/useMe'
import { useRead } from '../lib/query'
import { addressOf, filedInWords, filterIn } from './addressFilter'
import { Board } from './Board'
import { CaseMap, partIn } from './CaseMap'
import { CaseTable } from './CaseTable'
import { CategorySelect } from '../lib/CategorySelect'
import { ExportCases } from './ExportCases'
import { IncomingTransfers } from './IncomingTransfers'
import { SavedFilters } from './SavedFilters'
import './cases.css'

const VIEWS = { open: '没办完的', late: '超期的', mine: '我在办的', all: '全部' } as const
type View = keyof typeof VIEWS

/** Titles are found by pairs of characters: they are stored sealed (decision 076). */
const ONE_CHARACTER = /^\p{Script=Han}$/u

/** All cases of the person's areas; filters are in the address, so that a list can be sent to a colleague. */
export default function CasesPage() {
  const navigate = useNavigate()
  const { me, may } = useMe()
  const [address, change] = useQueryParams()
  const kind = address.kind as CaseKindCode | undefined
  const colleagues = useRead(listColleagues, {})
  const show = address.show === 'table' || address.show === 'map' ? address.show : 'board'
  const supervised = address.supervised ? true : undefined
  const find = useRef<InputRef>(null)
  useShortcuts([{ key: '/', label: '在诉求里找', run: () => find.current?.focus() }])
  const starred = address.starred ? true : undefined
  const common = { kind, categoryId: address.category, assigneeId: address.assignee, q: address.q, supervised, starred }
  const filters = {
    ...common,
    within: partIn(address.within) && address.within,
    view: (address.view as View | undefined) ?? 'open',
    state: address.state as CaseState | undefined,
    ...{ areaId: address.area, building: address.building, months: address.months },
  }

  return (
    <>
      <PageHead
        title='诉求'
        beside={
          <Segmented
            aria-label='怎么看'
            options={[
              { label: '看板', value: 'board' },
              { label: '列表', value: 'table' },
              { label: '地图', value: 'map' },
            ]}
            value={show}
            onChange={(next) => change({ show: next === 'board' ? undefined : next })}
          />
        }
        tools={
          <>
            <Input.Search
              ref={find}
              allowClear
              aria-label='在诉求里找'
              placeholder='编号、标题、地点'
              className='cases__find'
              key={address.q}
              defaultValue={address.q}
              onSearch={(q) => change({ q })}
            />
            <Select
              allowClear
              aria-label='类型'
              placeholder='全部类型'
              popupMatchSelectWidth={false}
              value={kind}
              options={CASE_KIND_CODES.map((code) => ({ value: code, label: CASE_KINDS[code].label }))}
              onChange={(next) => change({ kind: next, category: undefined })}
            />
            <CategorySelect
              allowClear
              aria-label='类别'
              placeholder='全部类别'
              popupMatchSelectWidth={false}
              kind={kind ?? 'complaint'}
              chooses='filter'
              value={address.category}
              onChange={(category) => change({ category })}
            />
            <Select
              allowClear
              aria-label='谁在办'
              placeholder='谁在办'
              popupMatchSelectWidth={false}
              value={address.assignee}
              options={colleagues.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(assignee) => change({ assignee })}
            />
            <Checkbox
              checked={supervised ?? false}
              onChange={({ target }) => change({ supervised: target.checked ? '1' : undefined })}
            >
              只看督办
            </Checkbox>
            {may('category.edit') && <Button onClick={() => void navigate('/case-categories')}>诉求类别</Button>}
            {may('template.edit') && <Button onClick={() => void navigate('/reply-templates')}>答复模板</Button>}
            {may('case.assign') && <Button onClick={() => void navigate('/work-orders')}>12345 工单</Button>}
            {may('case.create') && (
              <Button type='primary' onClick={() => void navigate('/cases/new')}>
                登记来电诉求 <Kbd>N</Kbd>
              </Button>
            )}
          </>
        }
      />
      {ONE_CHARACTER.test(address.q ?? '') && <p className='note'>一个字找不到标题，写两个字再找。</p>}
      {may('case.accept') && <IncomingTransfers />}
      <SavedFilters shown={filterIn(address)} onChoose={(filter) => change(addressOf(filter))} />
      {show === 'board' && <Board filters={common} />}
      {show === 'map' && (
        <CaseMap
          filters={{
            ...common,
            view: address.view === 'late' || address.view === 'mine' ? address.view : 'open',
            state: address.state as CaseState | undefined,
          }}
        />
      )}
      {show === 'table' && (
        <section className='pane'>
          <div className='row row--above'>
            <Segmented
              aria-label='看哪些'
              options={Object.entries(VIEWS).map(([value, label]) => ({ value, label }))}
              value={address.view ?? 'open'}
              onChange={(view) => change({ view, state: undefined })}
            />
            <Select
              allowClear
              aria-label='走到哪一步'
              placeholder='走到哪一步'
              popupMatchSelectWidth={false}
              value={address.state}
              options={CASE_STATE_CODES.map((code) => ({ value: code, label: CASE_STATES[code].label }))}
              onChange={(state) => change({ state, view: state ? 'all' : undefined })}
            />
            {partIn(address.within) && (
              <Button onClick={() => change({ within: undefined })}>只看地图上选的一块，点这里看全部</Button>
            )}
            {(address.area ?? address.building ?? address.months) && (
              <Button onClick={() => change({ area: undefined, building: undefined, months: undefined })}>
                只看{filedInWords(address, me?.communities ?? [])}，点这里看全部
              </Button>
            )}
            <ExportCases filters={filters} />
          </div>
          <CaseTable filters={filters} />
        </section>
      )}
    </>
  )
}
